import type { TimeWindow } from 'c/twinEvents';
import type { RecordedSignal } from './types';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SHORTEST = MINUTE;
const LONGEST = 30 * 24 * HOUR;
const DAY_HOURS = 24;

/** Spans of time that can be chosen, in hours. */
export const SPANS = [1, 8, 24, 168, 720] as const;

/** The time shown: how long it is, and where it ends; without an end it ends now. */
export interface Sight {
    readonly length: number;
    readonly end?: number;
    /** How long it is depends on what is recorded. */
    readonly mustFit?: boolean;
}

/** A step of the user through time. */
export type Move = 'earlier' | 'later' | 'zoomIn' | 'zoomOut' | 'now';

/** Keys of the chart and where they lead. */
const KEYS: Readonly<Record<string, Move>> = {
    ArrowLeft: 'earlier',
    ArrowRight: 'later',
    '+': 'zoomIn',
    '=': 'zoomIn',
    '-': 'zoomOut',
    Home: 'now'
};

/** The move that a key stands for. */
export function moveForKey(key: string): Move | undefined {
    return Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
}

/** The last hours; anything that is none of the spans gives a day. */
export function lastSpan(hours: number): Sight {
    const known = SPANS.find((span) => span === hours) ?? 24;
    return { length: known * HOUR };
}

/** The time shown at first: the last hours, or for anything that is no number what fits when it is known. */
export function firstSight(hours: string | number): Sight {
    return Number(hours) > 0 ? lastSpan(Number(hours)) : { ...lastSpan(DAY_HOURS), mustFit: true };
}

/**
 * Fits a time that depends on what is recorded: the shortest span that holds all of it, at most a day. What a machine
 * did in its first minutes would be a line at the edge of a whole day.
 */
export function fitted(sight: Sight, recorded: readonly RecordedSignal[], now: number): Sight {
    if (!sight.mustFit || recorded.length === 0) return sight;
    const oldest = Math.min(...recorded.map(({ firstAt = 0 }) => firstAt));
    return lastSpan(SPANS.find((hours) => hours * HOUR >= now - oldest && hours <= DAY_HOURS) ?? DAY_HOURS);
}

/** Hours of the span, when the time shown is as long as one. */
export function spanOf({ length }: Sight): number | undefined {
    return SPANS.find((hours) => hours * HOUR === length);
}

/** The time shown as a window. */
export function windowOf({ length, end }: Sight, now: number): TimeWindow {
    const to = end ?? now;
    return { from: to - length, to };
}

/** The window of the same length that ends where this one begins. */
export function periodBefore({ from, to }: TimeWindow): TimeWindow {
    return { from: from - (to - from), to: from };
}

/** What is shown after a move: half of the time further on, or half or twice as much of it around its middle. */
export function travel(sight: Sight, move: Move, now: number): Sight {
    const { length } = sight;
    const { to } = windowOf(sight, now);
    switch (move) {
        case 'earlier':
            return { length, end: to - length / 2 };
        case 'later':
            return endingAt(length, to + length / 2, now);
        case 'zoomIn':
            return resized(sight, Math.max(SHORTEST, length / 2), now);
        case 'zoomOut':
            return resized(sight, Math.min(LONGEST, length * 2), now);
        case 'now':
            return { length };
    }
}

/** Whoever looks at the present goes on to do so. */
function resized(sight: Sight, length: number, now: number): Sight {
    if (sight.end === undefined) return { length };
    return endingAt(length, sight.end + (length - sight.length) / 2, now);
}

function endingAt(length: number, end: number, now: number): Sight {
    return end >= now ? { length } : { length, end };
}
