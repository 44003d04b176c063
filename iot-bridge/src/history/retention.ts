import type { Instant } from '../pipeline/index.ts';
import { DAY, floorTo, MINUTE } from './rollup/tiers.ts';

/** How long the values of a class of signals are kept, tier by tier; undefined keeps for ever. */
export interface RetentionClass {
    /** Signal names; `*` stands for any characters. */
    signals: readonly string[];
    rawDays?: number | undefined;
    minuteDays?: number | undefined;
    hourDays?: number | undefined;
    dayDays?: number | undefined;
}

/** Starts of the first day kept in each tier; -Infinity where nothing is removed. */
export interface RetentionFloors {
    raw: Instant;
    minute: Instant;
    hour: Instant;
    day: Instant;
}

const keepsAll: RetentionClass = { signals: ['*'] };

/** The first class whose names fit a signal. */
export function classOf(signal: string, classes: readonly RetentionClass[]): RetentionClass {
    return classes.find(({ signals }) => signals.some((pattern) => fits(signal, pattern))) ?? keepsAll;
}

/** What of a class is kept at an instant. Only whole days are removed, so that no bucket loses a part of its values. */
export function floorsOf(rule: RetentionClass, now: Instant): RetentionFloors {
    const floor = (days: number | undefined): Instant =>
        days === undefined ? Number.NEGATIVE_INFINITY : floorTo(now - days * DAY, DAY);
    return {
        raw: floor(rule.rawDays),
        minute: floor(rule.minuteDays),
        hour: floor(rule.hourDays),
        day: floor(rule.dayDays)
    };
}

/**
 * Earliest instant at which a value may still arrive: the buckets it touches, and the values those are computed from,
 * must all still be there.
 */
export function earliestArrival(rawFloor: Instant, gapMs: number): Instant {
    return rawFloor + 2 * gapMs + MINUTE;
}

function fits(signal: string, pattern: string): boolean {
    const expression = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${expression.join('.*')}$`, 's').test(signal);
}
