import { HistoryError } from '../errors.ts';
import type { HistoryErrorCode } from '../errors.ts';
import type { SampleBatch } from '../model.ts';
import type { Job } from './job.ts';
import type { EmbeddedHistory } from './embeddedHistory.ts';

/** What the thread of the store can be asked for: a method of the store, or its name alone for `close`. */
export type StoreMethod =
    | 'append'
    | 'appendEvents'
    | 'seriesOf'
    | 'samples'
    | 'rollupsOf'
    | 'rollupCount'
    | 'buckets'
    | 'latest'
    | 'eventsOf'
    | 'applyRetention'
    | 'archive'
    | 'deleteDevice'
    | 'remainsOf'
    | 'deletions'
    | 'close';

/** Arguments of a method of the store. */
export type StoreArguments<M extends StoreMethod> = M extends 'append' ? [PackedBatch] : Parameters<EmbeddedHistory[M]>;
/** Result of a method of the store. */
export type StoreResult<M extends StoreMethod> =
    ReturnType<EmbeddedHistory[M]> extends Job<infer T> ? T : ReturnType<EmbeddedHistory[M]>;

/** A batch on its way between threads: one text crosses several times faster than many small objects. */
export type PackedBatch = Omit<SampleBatch, 'series'> & { series: string };

/** Makes a batch fit for another thread. */
export function packBatch(batch: SampleBatch): PackedBatch {
    return { ...batch, series: JSON.stringify(batch.series) };
}

/** The batch as it was before {@link packBatch}. */
export function unpackBatch(packed: PackedBatch): SampleBatch {
    return { ...packed, series: JSON.parse(packed.series) as SampleBatch['series'] };
}

/** A call of the store. */
export interface StoreRequest {
    id: number;
    method: StoreMethod;
    args: unknown[];
}

/** An error on its way between threads; classes do not survive it. */
export interface StoreFailure {
    code: HistoryErrorCode | undefined;
    details: Record<string, unknown>;
    message: string;
}

/** The answer to a call, or news that background work failed (`failure` without `id`). */
export interface StoreReply {
    id: number | undefined;
    result?: unknown;
    failure?: StoreFailure;
}

/** Makes an error fit for another thread. */
export function failureOf(error: unknown): StoreFailure {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof HistoryError) return { code: error.code, details: error.details, message };
    return { code: undefined, details: {}, message };
}

/** The error of a failure from another thread. */
export function errorOf({ code, details, message }: StoreFailure, place: string): HistoryError {
    if (code) return new HistoryError(code, details);
    return new HistoryError('HISTORY_STORE_UNUSABLE', { place, reason: message });
}
