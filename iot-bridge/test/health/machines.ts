import { HealthEngine, phases } from '../../src/health/index.ts';
import type { HealthFacts, HealthFields, HealthSettings, MachineSample, SignalFacts } from '../../src/health/index.ts';

/** An instant all histories begin at. */
export const START = Date.parse('2026-03-02T06:00:00Z');
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Ten minutes a stretch, so that months are quick to replay. */
export const settings: HealthSettings = {
    bucketMs: 10 * MINUTE_MS,
    learningSamples: 100,
    anomalySamples: 300,
    settleMs: 0,
    lives: [],
    language: 'en'
};

/** A signal of a motor. */
export function facts(name: string, more: Partial<SignalFacts> = {}): SignalFacts {
    const label = name.replaceAll('_', ' ');
    return { name, label, unit: undefined, low: undefined, high: undefined, deadband: 0, ...more };
}

/** Motors with a vibration that has a limit, a current and a temperature, serviced every 2,000 h. */
export function motors(devices: readonly string[] = ['nw-motor-01']): HealthFacts {
    return {
        models: {
            'EM-75': {
                signals: [
                    facts('Bearing_Vibration', { unit: 'mm/s', high: 4.5 }),
                    facts('Current', { unit: 'A' }),
                    facts('Winding_Temperature', { unit: 'Cel', high: 110 })
                ],
                rules: [
                    {
                        name: 'Motor',
                        usage: 'Operating Hours',
                        interval: 2000,
                        leadDays: 14,
                        healthBelow: undefined
                    }
                ]
            }
        },
        machines: devices.map((device) => ({
            device,
            model: 'EM-75',
            lastService: undefined,
            nextServiceHours: undefined
        }))
    };
}

/** Noise that is the same in every run: standard normal by Box and Muller over a linear congruence. */
export function noise(seed: number): () => number {
    let state = seed >>> 0;
    const uniform = () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return (state + 1) / 4294967297;
    };
    return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Values of the signals of a motor at a number of milliseconds after the start. */
export type Course = (sinceMs: number, random: () => number) => Readonly<Record<string, number>>;

/** A motor whose current follows its load, and whose winding follows the current. */
export const steady: Course = (sinceMs, random) => {
    const load = Math.sin((2 * Math.PI * sinceMs) / (8 * HOUR_MS));
    return {
        Bearing_Vibration: 1.8 + 0.06 * random(),
        Current: 118 + 10 * load + random(),
        Winding_Temperature: 74 + 4 * load + 0.3 * random()
    };
};

/** Replays courses and keeps what each machine was told last. */
export class Replay {
    readonly told = new Map<string, HealthFields>();
    readonly history: { at: number; device: string; fields: HealthFields }[] = [];
    readonly kept = new Map<string, unknown>();
    engine: HealthEngine;
    private readonly random = noise(7);
    /** What the counter of operating hours says. */
    hours = 100;

    constructor(definitions: HealthFacts = motors(), own: Partial<HealthSettings> = {}) {
        this.engine = new HealthEngine({ ...settings, ...own }, (key) => this.kept.get(key));
        this.engine.define(definitions);
    }

    /** Runs a machine from one time to another, a sample every stretch. */
    run(fromMs: number, toMs: number, course: Course, more: Partial<MachineSample> = {}): void {
        for (let since = fromMs; since < toMs; since += settings.bucketMs) {
            this.hours += settings.bucketMs / HOUR_MS;
            this.show(START + since, course(since, this.random), more);
        }
    }

    /** Shows one sample. */
    show(at: number, values: Readonly<Record<string, number>>, more: Partial<MachineSample> = {}): void {
        const sample: MachineSample = {
            device: 'nw-motor-01',
            at,
            phase: phases.running,
            alarm: undefined,
            usage: { 'Operating Hours': this.hours, Cycles: undefined, Starts: 3 },
            signals: Object.entries(values).map(([signal, value]) => ({ signal, value, at, learn: true })),
            errors: [],
            ...more
        };
        for (const { device, fields } of this.engine.take([sample])) {
            this.told.set(device, fields);
            this.history.push({ at, device, fields });
        }
    }

    /** What the machine was told last. */
    fields(device = 'nw-motor-01'): HealthFields {
        const fields = this.told.get(device);
        if (!fields) throw new Error(`${device} was told nothing`);
        return fields;
    }
}
