/** A signal that the bridge records. */
export interface RecordedSignal {
    readonly signal: string;
    readonly kind: 'number' | 'state';
    /** Time of its first value, in epoch milliseconds. */
    readonly firstAt?: number;
}

/** One value or one bucket of values. Times are epoch milliseconds. */
export interface HistoryPoint {
    readonly time: number;
    /** Value, or the mean over the time of the bucket. */
    readonly value: number;
    readonly low: number;
    readonly high: number;
}

/** A span of time in which a state held, or held longest. */
export interface StatePoint {
    readonly time: number;
    readonly state: string;
}

/** One signal's values in a range, oldest first. */
export interface HistorySeries {
    readonly signal: string;
    readonly kind: 'number' | 'state';
    /** Width of a bucket in milliseconds; 0 for values themselves. */
    readonly bucketMs: number;
    readonly points: readonly HistoryPoint[];
    readonly states: readonly StatePoint[];
}

/** What the time shown is compared with. */
export interface Comparison {
    /** Nothing, the period of the same length before, or another machine at the same time. */
    readonly kind: 'none' | 'before' | 'machine';
    /** Asset of the other machine; empty otherwise. */
    readonly assetId: string;
    /** Name of the other machine; empty otherwise. */
    readonly name: string;
}

/** How a signal is shown: from its record, or from its name alone. */
export interface SignalInfo {
    readonly signal: string;
    readonly label: string;
    /** UCUM code; empty when unknown. */
    readonly unit: string;
    readonly lowLow?: number;
    readonly low?: number;
    readonly high?: number;
    readonly highHigh?: number;
}
