import { priorities } from '../../contract/index.ts';
import type { Phase, MachineSample, SignalSample } from '../model.ts';

/**
 * Samples in columns, so that they reach another thread without being copied one by one. Names are sent once: a number
 * stands for the name that came at that position in the `names` of all batches so far.
 */
export interface PackedSamples {
    /** Names that were not sent before. */
    names: string[];
    /** Per machine: device, at, phase, alarm, hours, cycles, starts, number of signals. */
    machines: Float64Array<ArrayBuffer>;
    /** Per signal: name, value, at, whether it may be learned. */
    signals: Float64Array<ArrayBuffer>;
    /** Error codes by the position of their machine in the batch. */
    errors: [number, string][];
}

const MACHINE_WIDTH = 8;
const SIGNAL_WIDTH = 4;

/** Packs samples for one other thread. */
export class Packer {
    private readonly numbers = new Map<string, number>();

    /** Packs a batch. */
    pack(samples: readonly MachineSample[]): PackedSamples {
        const names: string[] = [];
        const machines: number[] = [];
        const signals: number[] = [];
        const errors: [number, string][] = [];
        for (const [position, { device, at, phase, alarm, usage, signals: all, errors: codes }] of samples.entries()) {
            const { 'Operating Hours': hours = NaN, Cycles: cycles = NaN, Starts: starts = NaN } = usage;
            const priority = alarm === undefined ? -1 : priorities.indexOf(alarm);
            machines.push(this.numberOf(device, names), at, phase, priority, hours, cycles, starts, all.length);
            for (const one of all) {
                signals.push(this.numberOf(one.signal, names), one.value, one.at, Number(one.learn));
            }
            for (const code of codes) errors.push([position, code]);
        }
        return { names, machines: Float64Array.from(machines), signals: Float64Array.from(signals), errors };
    }

    private numberOf(name: string, added: string[]): number {
        const known = this.numbers.get(name);
        if (known !== undefined) return known;
        const number = this.numbers.size;
        this.numbers.set(name, number);
        added.push(name);
        return number;
    }
}

/** Unpacks what one {@link Packer} packed, in its order. */
export class Unpacker {
    private readonly names: string[] = [];

    /** Unpacks a batch. */
    unpack({ names, machines, signals, errors }: PackedSamples): MachineSample[] {
        this.names.push(...names);
        const samples: MachineSample[] = [];
        let first = 0;
        for (let at = 0; at < machines.length; at += MACHINE_WIDTH) {
            const row = machines.subarray(at, at + MACHINE_WIDTH);
            const [device = -1, time = 0, phase = 0, priority = -1, hours, cycles, starts, count = 0] = row;
            const rows = signals.subarray(first * SIGNAL_WIDTH, (first + count) * SIGNAL_WIDTH);
            first += count;
            const position = samples.length;
            samples.push({
                device: this.names[device] ?? '',
                at: time,
                phase: phase as Phase,
                alarm: priorities[priority],
                usage: { 'Operating Hours': known(hours), Cycles: known(cycles), Starts: known(starts) },
                signals: this.signalsOf(rows),
                errors: errors.flatMap(([owner, code]) => (owner === position ? [code] : []))
            });
        }
        return samples;
    }

    private signalsOf(rows: Float64Array): SignalSample[] {
        return Array.from({ length: rows.length / SIGNAL_WIDTH }, (_, index) => {
            const [name = -1, value = 0, at = 0, learn = 0] = rows.subarray(index * SIGNAL_WIDTH);
            return { signal: this.names[name] ?? '', value, at, learn: learn === 1 };
        });
    }
}

function known(value: number | undefined): number | undefined {
    return value === undefined || Number.isNaN(value) ? undefined : value;
}
