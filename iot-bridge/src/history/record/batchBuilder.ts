import type { Instant, Quality, SignalValue } from '../../pipeline/index.ts';
import { kindOf, qualityCode } from '../model.ts';
import type { SampleBatch, SeriesKind } from '../model.ts';

/** Collects values for one batch. */
export class BatchBuilder {
    private series: SampleBatch['series'] = [];
    private readonly positions = {
        number: new Map<string, Map<string, number>>(),
        state: new Map<string, Map<string, number>>()
    };
    private texts = new Map<string, number>();
    private index: number[] = [];
    private at: number[] = [];
    private value: number[] = [];
    private quality: number[] = [];

    /** Number of values. */
    get size(): number {
        return this.at.length;
    }

    /** Adds a value. */
    add(device: string, signal: string, value: SignalValue, at: Instant, quality: Quality): void {
        this.index.push(this.positionOf(device, signal, kindOf(value)));
        this.at.push(at);
        this.value.push(typeof value === 'number' ? value : this.codeOf(String(value)));
        this.quality.push(qualityCode(quality));
    }

    /** The collected values. */
    build(): SampleBatch {
        return {
            series: this.series,
            texts: [...this.texts.keys()],
            index: Uint32Array.from(this.index),
            at: Float64Array.from(this.at),
            value: Float64Array.from(this.value),
            quality: Uint8Array.from(this.quality)
        };
    }

    private positionOf(device: string, signal: string, kind: SeriesKind): number {
        const devices = this.positions[kind];
        let signals = devices.get(device);
        if (!signals) devices.set(device, (signals = new Map<string, number>()));
        let position = signals.get(signal);
        if (position === undefined) {
            position = this.series.push({ device, signal, kind }) - 1;
            signals.set(signal, position);
        }
        return position;
    }

    private codeOf(text: string): number {
        const known = this.texts.get(text);
        if (known !== undefined) return known;
        const code = this.texts.size;
        this.texts.set(text, code);
        return code;
    }
}
