import type { Instant } from '../../pipeline/index.ts';
import { fitLine, type Line, type TrendPoint } from './trend.ts';

/** When something is expected; nine of ten times between earliest and latest if the course goes on as it was. */
export interface Expectation {
    readonly due: Instant;
    readonly earliest: Instant;
    readonly latest: Instant;
}

/** A signal that moves towards the limit of its alarm. */
export interface WearPrediction extends Expectation {
    /** Where the line is now, and its change per day. */
    readonly level: number;
    readonly perDay: number;
    readonly limit: number;
}

/** Points that a trend needs, and the share of the newest ones that may show a faster wear than all. */
const FEWEST_POINTS = 12;
const NEWEST_SHARE = 0.5;

/** Points whose mean tells where a signal is now. */
const NEWEST_POINTS = 3;

/** The newest points count alone when they rise so many times faster. */
const FASTER = 1.5;

/** A slope is believed from so many standard errors. */
const BELIEVED_FROM = 4;

/** Quantile of a normal distribution for a range of nine in ten. */
const NINE_IN_TEN = 1.645;

/** Nothing is foretold further ahead than so many times what was observed, nor than two years. */
const FURTHEST_SHARE = 10;
const FURTHEST_MS = 2 * 365 * 86_400_000;

const DAY_MS = 86_400_000;

/**
 * Foretells when a signal reaches a limit, by the line through its course since the last service.
 * @param usual usual value and spread: a change smaller than the spread is no wear
 * A limit that the newest points have passed is reached now, wherever the line goes.
 * @returns undefined where it does not move towards the limit clearly enough
 */
export function predictWear(
    points: readonly TrendPoint[],
    limit: number,
    usual: { readonly mean: number; readonly spread: number },
    now: Instant
): WearPrediction | undefined {
    const first = points[0];
    if (!first || points.length < FEWEST_POINTS) return undefined;
    const direction = Math.sign(limit - usual.mean);
    const reached = beyondNow(points, limit, direction, now);
    if (reached) return reached;
    const line = believedLine(points, direction);
    if (!line || Math.abs(line.level - usual.mean) < usual.spread * 2) return undefined;
    const distance = (limit - line.level) * direction;
    const speed = line.slope * direction;
    const at = (rate: number) => Math.max(now, line.at + Math.max(0, distance) / rate);
    const due = at(speed);
    const furthest = now + Math.min(FURTHEST_MS, (line.at - first.at) * FURTHEST_SHARE);
    if (due > furthest) return undefined;
    const margin = NINE_IN_TEN * line.slopeError;
    return {
        due,
        earliest: at(speed + margin),
        latest: Math.min(at(Math.max(speed - margin, speed / 100)), now + FURTHEST_MS),
        level: line.level,
        perDay: line.slope * DAY_MS,
        limit
    };
}

function beyondNow(
    points: readonly TrendPoint[],
    limit: number,
    direction: number,
    now: Instant
): WearPrediction | undefined {
    const newest = points.slice(-NEWEST_POINTS);
    const level = newest.reduce((sum, { value }) => sum + value, 0) / newest.length;
    if ((level - limit) * direction < 0) return undefined;
    return { due: now, earliest: now, latest: now, level, perDay: 0, limit };
}

/**
 * The line through a trend where it clearly goes up (direction 1) or down (-1): through the newest half when that moves
 * faster than the whole, because wear accelerates.
 */
export function believedLine(points: readonly TrendPoint[], direction: number): Line | undefined {
    if (points.length < FEWEST_POINTS) return undefined;
    const whole = believed(fitLine(points), direction);
    const newest = points.slice(-Math.max(FEWEST_POINTS, Math.floor(points.length * NEWEST_SHARE)));
    const recent = believed(fitLine(newest), direction);
    if (!whole || !recent) return recent ?? undefined;
    return Math.abs(recent.slope) > Math.abs(whole.slope) * FASTER ? recent : whole;
}

function believed(line: Line | undefined, direction: number): Line | undefined {
    return line && line.slope * direction > line.slopeError * BELIEVED_FROM ? line : undefined;
}
