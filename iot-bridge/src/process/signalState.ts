import { roundTo, valueScale } from '../contract/index.ts';
import type { Instant, Quality, Reading, SignalValue } from '../pipeline/index.ts';

/** Where a value comes from (Asset_Signal__c.Source__c). */
export type ValueSource = 'Measured' | 'Derived';

/** A point of a trend: epoch seconds and value. */
export type TrendPoint = readonly [number, number];

/** That something waits for the org; the same mark is raised again and again until it was sent. */
export interface DirtyMark {
    version: number;
    /** It was sent: the next change needs a new mark. */
    gone: boolean;
}

/**
 * Latest value of one signal of one device. A number that may be missing is NaN then: a field that is always a number
 * is changed in place, and these change with every message.
 */
export interface SignalState {
    value: SignalValue;
    quality: Quality;
    at: Instant;
    source: ValueSource;
    /** Value and time last handed to the outbox, for the deadband. */
    sentValue?: SignalValue | undefined;
    sentQuality?: Quality | undefined;
    /** NaN before the first time. */
    sentAt: Instant;
    /** Usual distance between values, learned; NaN until two were seen. */
    intervalMs: number;
    /** Points of the sparkline: seconds and value by turns, oldest first. */
    trend?: number[] | undefined;
    /** Values inside the longest rate-of-change window, where an alarm looks back. */
    history?: (readonly [Instant, number])[] | undefined;
    mark?: DirtyMark | undefined;
}

/**
 * Whether a value differs enough from the one last sent, or that one has become old.
 * @param refreshMs age from which a value inside its deadband is sent again
 */
export function worthSending(state: SignalState, deadband: number, refreshMs: number): boolean {
    if (Number.isNaN(state.sentAt) || state.sentQuality !== state.quality) return true;
    if (state.at - state.sentAt >= refreshMs) return true;
    if (typeof state.value === 'number' && typeof state.sentValue === 'number') {
        const distance = Math.abs(state.value - state.sentValue);
        return deadband > 0 ? distance > deadband : distance > 0;
    }
    return state.value !== state.sentValue;
}

/** Share of a new distance in the learned interval; small enough that one gap does not change what is usual. */
const learningRate = 0.2;

/** Continuous time between two values: 0 across a gap, so that delay timers freeze in it. */
export function continuousTime(state: SignalState | undefined, at: Instant, gapMs: number): number {
    if (!state) return 0;
    const distance = at - state.at;
    const usual = Number.isNaN(state.intervalMs) ? 0 : state.intervalMs * 4;
    return distance > Math.max(gapMs, usual) ? 0 : distance;
}

/** The interval learned after another value. */
export function learnInterval(state: SignalState, at: Instant): number {
    const distance = at - state.at;
    if (Number.isNaN(state.intervalMs)) return distance;
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
        sentAt: Number.NaN,
        intervalMs: Number.NaN,
        trend: undefined,
        history: undefined,
        mark: undefined
    };
}

/** Adds a point to the trend of a signal when the last one is old enough; returns whether it did. */
export function extendTrend(state: SignalState, intervalSeconds: number, points: number): boolean {
    const { trend, value, quality, at } = state;
    if (typeof value !== 'number' || quality === 'Bad') return false;
    const second = Math.floor(at / 1000);
    if (!trend) {
        state.trend = [second, roundTo(value, valueScale)];
        return true;
    }
    const last = trend[trend.length - 2] ?? 0;
    if (second - last < Math.max(1, intervalSeconds)) return false;
    if (trend.length >= 2 * points) {
        trend.copyWithin(0, 2);
        trend.length -= 2;
    }
    trend.push(second, roundTo(value, valueScale));
    return true;
}

/** The points of a trend. */
export function trendPoints({ trend = [] }: SignalState): TrendPoint[] {
    return Array.from({ length: trend.length / 2 }, (_, index) => [trend[2 * index] ?? 0, trend[2 * index + 1] ?? 0]);
}
