import { roundTo, valueScale } from '../contract/index.ts';
import type { Instant, Quality, Reading, SignalValue } from '../pipeline/index.ts';

/** Where a value comes from (Asset_Signal__c.Source__c). */
export type ValueSource = 'Measured' | 'Derived';

/** A point of a trend: epoch seconds and value. */
export type TrendPoint = readonly [number, number];

/** Latest value of one signal of one device. */
export interface SignalState {
    value: SignalValue;
    quality: Quality;
    at: Instant;
    source: ValueSource;
    /** Value and time last handed to the outbox, for the deadband. */
    sentValue?: SignalValue | undefined;
    sentQuality?: Quality | undefined;
    sentAt?: Instant | undefined;
    /** Usual distance between values, learned; undefined until two were seen. */
    intervalMs?: number | undefined;
}

/** The stored form: value, quality, time, source, learned interval. After a restart every signal is sent once more. */
export type StoredSignal = [SignalValue, Quality, Instant, ValueSource, number | null];

/** See {@link StoredSignal}. */
export function toStored({ value, quality, at, source, intervalMs }: SignalState): StoredSignal {
    return [value, quality, at, source, intervalMs === undefined ? null : Math.round(intervalMs)];
}

/** See {@link StoredSignal}. */
export function fromStored([value, quality, at, source, intervalMs]: StoredSignal): SignalState {
    const reading = { signal: '', value, quality, at };
    return { ...firstState(reading, source), intervalMs: intervalMs ?? undefined };
}

/** When a changed value is worth sending. */
export interface DeadbandRule {
    deadband: number;
    refreshMs: number;
}

/** Whether a value differs enough from the one last sent, or that one has become old. */
export function worthSending(state: SignalState, rule: DeadbandRule): boolean {
    if (state.sentAt === undefined || state.sentQuality !== state.quality) return true;
    if (state.at - state.sentAt >= rule.refreshMs) return true;
    if (typeof state.value === 'number' && typeof state.sentValue === 'number') {
        const distance = Math.abs(state.value - state.sentValue);
        return rule.deadband > 0 ? distance > rule.deadband : distance > 0;
    }
    return state.value !== state.sentValue;
}

/** Share of a new distance in the learned interval; small enough that one gap does not change what is usual. */
const learningRate = 0.2;

/** Continuous time between two values: 0 across a gap, so that delay timers freeze in it. */
export function continuousTime(state: SignalState | undefined, at: Instant, gapMs: number): number {
    if (!state) return 0;
    const distance = at - state.at;
    const usual = state.intervalMs === undefined ? 0 : state.intervalMs * 4;
    return distance > Math.max(gapMs, usual) ? 0 : distance;
}

/** The interval learned after another value. */
export function learnInterval(state: SignalState, at: Instant): number {
    const distance = at - state.at;
    if (state.intervalMs === undefined) return distance;
    return state.intervalMs + (distance - state.intervalMs) * learningRate;
}

/** Takes a reading over into the state of its signal, in place: this runs for every value. */
export function takeOver(state: SignalState, reading: Reading, source: ValueSource): void {
    state.intervalMs = learnInterval(state, reading.at);
    state.value = reading.value;
    state.quality = reading.quality;
    state.at = reading.at;
    state.source = source;
}

/** The state of a signal with its first reading. */
export function firstState({ value, quality, at }: Reading, source: ValueSource): SignalState {
    return {
        value,
        quality,
        at,
        source,
        sentValue: undefined,
        sentQuality: undefined,
        sentAt: undefined,
        intervalMs: undefined
    };
}

/** Adds a point to a trend when the last one is old enough; returns undefined when nothing was added. */
export function extendTrend(
    trend: readonly TrendPoint[],
    reading: Reading,
    intervalSeconds: number,
    points: number
): TrendPoint[] | undefined {
    if (typeof reading.value !== 'number' || reading.quality === 'Bad') return undefined;
    const second = Math.floor(reading.at / 1000);
    const last = trend.at(-1);
    if (last && second - last[0] < Math.max(1, intervalSeconds)) return undefined;
    return [...trend.slice(-(points - 1)), [second, roundTo(reading.value, valueScale)]];
}
