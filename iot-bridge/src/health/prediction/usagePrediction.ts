import type { Instant } from '../../pipeline/index.ts';
import { fitLine, type TrendPoint } from './trend.ts';
import type { Expectation } from './wearPrediction.ts';

/** When a machine will have been used as much as its interval of service allows. */
export interface UsagePrediction extends Expectation {
    readonly usage: number;
    /** Usage at which the service is due. */
    readonly target: number;
    readonly perDay: number;
}

const DAY_MS = 86_400_000;
const NINE_IN_TEN = 1.645;
const FEWEST_POINTS = 3;

/** Half of the rate is uncertain at first, and less with every day that was observed: weeks have weekends. */
const FIRST_UNCERTAINTY = 0.5;

/** Nothing is foretold further ahead than ten years. */
const FURTHEST_MS = 3650 * DAY_MS;

/** Usage of a machine per day, with how much of it is uncertain. */
export interface UsageRate {
    readonly perDay: number;
    /** Half the width of the range of nine in ten, as a share of the rate. */
    readonly uncertainty: number;
    readonly usage: number;
}

/**
 * Usage per day from the course of a counter.
 * @param highestPerDay what is possible at all: 24 for hours
 * @returns undefined while it is not known, or where the machine is not used
 */
export function usageRate(points: readonly TrendPoint[], highestPerDay: number): UsageRate | undefined {
    const line = fitLine(points);
    const [first, last] = [points[0], points.at(-1)];
    if (!line || !first || !last || points.length < FEWEST_POINTS) return undefined;
    const perDay = Math.min(highestPerDay, line.slope * DAY_MS);
    if (perDay <= 0) return undefined;
    const days = (last.at - first.at) / DAY_MS;
    const measured = (NINE_IN_TEN * line.slopeError) / line.slope;
    const uncertainty = Math.min(0.9, Math.max(measured, FIRST_UNCERTAINTY / (1 + days)));
    return { perDay, uncertainty, usage: last.value };
}

/** Foretells when usage reaches the target. */
export function predictUsage(
    { perDay, uncertainty, usage }: UsageRate,
    target: number,
    highestPerDay: number,
    now: Instant
): UsagePrediction | undefined {
    const left = Math.max(0, target - usage);
    const after = (rate: number) => now + Math.min(FURTHEST_MS, (left / rate) * DAY_MS);
    const due = after(perDay);
    if (due >= now + FURTHEST_MS) return undefined;
    return {
        due,
        earliest: after(Math.min(highestPerDay, perDay * (1 + uncertainty))),
        latest: after(perDay * (1 - uncertainty)),
        usage,
        target,
        perDay
    };
}
