import type { AlarmDefinitionRow } from '../contract/index.ts';
import type { Instant } from '../pipeline/index.ts';

/** What of the history is replayed: every value, or one value a minute. */
export type Resolution = 'values' | 'minutes';

/** An alarm definition that is tried on the past. */
export interface BacktestRequest {
    readonly candidate: AlarmDefinitionRow;
    readonly from: Instant;
    readonly to: Instant;
    /** Only this device; all of the product model when left out. */
    readonly device?: string | undefined;
    /** Chosen by the length of the history when left out. */
    readonly resolution?: Resolution | undefined;
}

/** One time the candidate would have fired. */
export interface BacktestEpisode {
    readonly device: string;
    readonly raisedAt: Instant;
    /** Null while it is still open at the end. */
    readonly clearedAt: Instant | null;
    readonly value: number | string | null;
    /** Episode whose Case it would have joined; null where it stands alone. */
    readonly root: string | null;
    /** Whether it fell into an alarm flood. */
    readonly flood: boolean;
}

/** What the candidate would have done to one device. */
export interface DeviceBacktest {
    readonly device: string;
    readonly episodes: number;
    readonly cases: number;
    readonly activeMs: number;
}

/** What the candidate would have done. */
export interface BacktestResult {
    readonly definition: string;
    readonly from: Instant;
    readonly to: Instant;
    readonly resolution: Resolution;
    readonly episodes: number;
    readonly episodesPerDay: number;
    /** Cases by the rules of joining: an episode with a root joins its Case. Priority Low opens none. */
    readonly cases: number;
    readonly activeMs: number;
    readonly longestMs: number;
    /** Episodes shorter than ten seconds, which nobody can act on. */
    readonly fleeting: number;
    /** Share of the episodes that fell into a flood: more than ten alarms within ten minutes (ISA-18.2). */
    readonly floodShare: number;
    readonly devices: readonly DeviceBacktest[];
    /** Devices of the model that were not tried, because there are too many. */
    readonly devicesLeftOut: number;
    /** The newest episodes, newest first. */
    readonly newest: readonly BacktestEpisode[];
}
