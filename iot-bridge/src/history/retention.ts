import type { Instant } from '../pipeline/index.ts';
import { DAY, floorTo, MINUTE } from './rollup/tiers.ts';

/** How long the values of a class of signals are kept, tier by tier; undefined keeps for ever. */
export interface RetentionClass {
    /** Signal names; `*` stands for any characters. */
    signals: readonly string[];
    /** Name of the class in the paths of its files; made from the first of `signals` when left out. */
    group?: string | undefined;
    /** After how many days values move to files; never when undefined. */
    hotDays?: number | undefined;
    /** After how many days files move to the cold place; never when undefined. */
    warmDays?: number | undefined;
    rawDays?: number | undefined;
    minuteDays?: number | undefined;
    hourDays?: number | undefined;
    dayDays?: number | undefined;
}

/** Starts of the first day kept in each tier; -Infinity where nothing is removed. */
export interface RetentionFloors {
    /** First day whose values stay in the store itself. */
    hot: Instant;
    /** First day whose file stays in the warm place. */
    warm: Instant;
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

/** Name of a class in paths: letters, digits, `-` and `_`. */
export function groupOf({ group, signals }: RetentionClass): string {
    const name = group ?? signals[0] ?? '*';
    return name === '*' ? 'all' : name.replaceAll('*', 'any').replaceAll(/[^\w-]/g, '_');
}

/** What of a class is kept at an instant. Only whole days are removed, so that no bucket loses a part of its values. */
export function floorsOf(rule: RetentionClass, now: Instant): RetentionFloors {
    const floor = (days: number | undefined): Instant =>
        days === undefined ? Number.NEGATIVE_INFINITY : floorTo(now - days * DAY, DAY);
    return {
        hot: floor(rule.hotDays),
        warm: floor(rule.warmDays),
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
