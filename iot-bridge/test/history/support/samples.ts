import { BatchBuilder } from '../../../src/history/index.ts';
import type { HistorySample, SampleBatch, SeriesKey } from '../../../src/history/index.ts';

/** A value on its way into a store. */
export type GivenSample = SeriesKey & HistorySample;

/** A batch of values as the recorder would make it. */
export function batchOf(samples: readonly GivenSample[]): SampleBatch {
    const builder = new BatchBuilder();
    for (const { device, signal, value, at, quality } of samples) builder.add(device, signal, value, at, quality);
    return builder.build();
}

/** Values of one signal at a fixed interval. */
export function regular(
    key: SeriesKey,
    start: number,
    count: number,
    intervalMs: number,
    valueOf: (index: number) => number | string
): GivenSample[] {
    return Array.from({ length: count }, (_, index) => ({
        ...key,
        at: start + index * intervalMs,
        value: valueOf(index),
        quality: 'Good' as const
    }));
}
