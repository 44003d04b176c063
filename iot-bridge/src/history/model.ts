import type { Instant, Quality, SignalValue } from '../pipeline/index.ts';

/** What a series consists of: measured numbers, or texts and booleans that are states. */
export type SeriesKind = 'number' | 'state';

/** The time grid of the stored rollups. */
export type Tier = 'minute' | 'hour' | 'day';

/** Identity of a series. */
export interface SeriesKey {
    device: string;
    signal: string;
}

/** A series as the store knows it. Instants below a floor have been removed by the retention of that tier. */
export interface SeriesInfo extends SeriesKey {
    kind: SeriesKind;
    firstAt: Instant;
    lastAt: Instant;
    rawFloor: Instant;
    minuteFloor: Instant;
    hourFloor: Instant;
}

/** One value of a series. Texts and booleans of a state series are given as text. */
export interface HistorySample {
    at: Instant;
    value: number | string;
    quality: Quality;
}

/** The newest value of a series. */
export interface LatestValue extends SeriesKey, HistorySample {}

/**
 * Values on their way into the store, in columns so that they reach another thread without copying.
 * Row `i` belongs to `series[index[i]]`; the value of a state is an index into `texts`.
 */
export interface SampleBatch {
    series: { device: string; signal: string; kind: SeriesKind }[];
    texts: string[];
    index: Uint32Array;
    at: Float64Array;
    value: Float64Array;
    /** 0 Good, 1 Uncertain, 2 Bad. */
    quality: Uint8Array;
}

/** Why values of a batch were not stored. */
export type RefusalReason = 'older-than-retention' | 'kind-changed' | 'not-storable';

/** Values that were not stored, counted by series and reason. */
export interface Refusal extends SeriesKey {
    reason: RefusalReason;
    count: number;
}

/**
 * What happened in one bucket of time.
 * `min`, `max`, `sum`, `last` leave out values of Bad quality and are null when nothing is left; for states only `last`
 * is given. `area` is the integral of the value over time in value·ms and `coveredMs` the time it covers: between two
 * values not further apart than the gap of the series the earlier one holds, unless its quality is Bad.
 */
export interface Rollup {
    start: Instant;
    count: number;
    uncertain: number;
    bad: number;
    min: number | null;
    max: number | null;
    sum: number | null;
    last: number | string | null;
    lastAt: Instant | null;
    area: number;
    coveredMs: number;
    /** Time in each state in ms; empty for numbers. */
    states: Record<string, number>;
}

/** A half-open range of time. */
export interface TimeRange {
    from: Instant;
    to: Instant;
}

/** Samples of one series in the order of time; `next` is where to go on, undefined at the end. */
export interface SamplePage {
    samples: HistorySample[];
    next: Instant | undefined;
}

/** Something that happened to a device, such as a transition of an alarm. `key` makes a repeated delivery harmless. */
export interface HistoryEvent {
    key: string;
    device: string;
    at: Instant;
    kind: string;
    details: Record<string, string | number | null>;
}

/** Events in the order of time; `next` is the offset to go on with, undefined at the end. */
export interface EventPage {
    events: HistoryEvent[];
    next: number | undefined;
}

/** Who wants the data of a device removed, and why. */
export interface DeletionRequest {
    device: string;
    requestedBy: string;
    reason: string;
    at: Instant;
}

/** Proof of a deletion: `hash` covers this entry and the hash of the one before, so that none can be changed later. */
export interface DeletionRecord extends DeletionRequest {
    id: number;
    series: number;
    samples: number;
    rollups: number;
    events: number;
    hash: string;
}

/** What moved into files. */
export interface ArchiveReport {
    /** Files that were written. */
    files: number;
    /** Values in them. */
    samples: number;
    /** Files that moved to the cold place. */
    movedToCold: number;
    /** Values that wait for a file that cannot be read; left out when none do. */
    setAside?: number;
}

/** What a search of all tiers finds of a device. */
export interface Remains {
    series: number;
    samples: number;
    rollups: number;
    events: number;
    /** Files in which the device occurs. */
    files: number;
    /** Files that were searched. */
    filesSearched: number;
}

/** Rows removed by the retention. */
export interface RetentionReport {
    samples: number;
    rollups: number;
    events: number;
}

/** A store of histories. Every promise of a change resolves when the change survives a kill. */
export interface HistoryStore {
    /** Adds values; the last value given for an instant of a series counts. Returns what was refused. */
    append(batch: SampleBatch): Promise<Refusal[]>;
    /** Adds events; one with a known key changes nothing. */
    appendEvents(events: readonly HistoryEvent[]): Promise<void>;
    /** All series, or those of a device. */
    series(device?: string): Promise<SeriesInfo[]>;
    /** Values of a series from `range.from` on, at most `limit`. */
    samples(key: SeriesKey, range: TimeRange, limit: number): Promise<SamplePage>;
    /** Stored rollups whose start lies in the range. */
    rollups(key: SeriesKey, tier: Tier, range: TimeRange): Promise<Rollup[]>;
    /** Number of those rollups. */
    rollupCount(key: SeriesKey, tier: Tier, range: TimeRange): Promise<number>;
    /** Rollups over buckets of `widthMs`, counted from 1970; from the coarsest tier that divides the width. */
    buckets(key: SeriesKey, widthMs: number, range: TimeRange): Promise<Rollup[]>;
    /** Newest values of all series of a device. */
    latest(device: string): Promise<LatestValue[]>;
    /** Events of a device. */
    events(device: string, range: TimeRange, limit: number, offset: number): Promise<EventPage>;
    /** Removes what is older than its class allows. */
    applyRetention(now: Instant): Promise<RetentionReport>;
    /** Moves days into files that are old enough; a store with one tier does nothing. */
    archive(now: Instant): Promise<ArchiveReport>;
    /** Removes everything about a device and writes that down. */
    deleteDevice(request: DeletionRequest): Promise<DeletionRecord>;
    /** Searches all tiers for a device; all zero where nothing is known or left of it. */
    remainsOf(device: string): Promise<Remains>;
    /** All deletions, oldest first. */
    deletions(): Promise<DeletionRecord[]>;
    /** Writes what waits and ends. */
    close(): Promise<void>;
}

/** Qualities by the code they are stored as. */
export const qualities = ['Good', 'Uncertain', 'Bad'] as const satisfies readonly Quality[];

const codes = { Good: 0, Uncertain: 1, Bad: 2 } as const satisfies Record<Quality, number>;

/** The stored code of a quality. */
export function qualityCode(quality: Quality): number {
    return codes[quality];
}

/** The quality of a stored code; an unknown code is not trusted. */
export function qualityOfCode(code: number): Quality {
    return qualities[code] ?? 'Bad';
}

/** The kind of series a value belongs to. */
export function kindOf(value: SignalValue): SeriesKind {
    return typeof value === 'number' ? 'number' : 'state';
}
