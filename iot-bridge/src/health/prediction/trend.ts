import type { Instant } from '../../pipeline/index.ts';

/** Mean of some values, at the mean of their times. */
export interface TrendPoint {
    at: Instant;
    value: number;
    count: number;
}

/** What a trend remembers. */
export interface TrendState {
    readonly points: readonly TrendPoint[];
    readonly perPoint: number;
}

/** Points that are kept; when they are full, neighbours are joined, so that they always cover the whole time. */
const MOST_POINTS = 120;

/** The course of a value since the last service in constant memory: the longer, the coarser. */
export class Trend {
    private points: TrendPoint[];
    private perPoint: number;

    constructor(state?: TrendState) {
        this.points = [...(state?.points ?? [])];
        this.perPoint = state?.perPoint ?? 1;
    }

    /** What is remembered. */
    state(): TrendState {
        return { points: this.points, perPoint: this.perPoint };
    }

    /** Complete points, oldest first. */
    complete(): readonly TrendPoint[] {
        const last = this.points.at(-1);
        return last && last.count < this.perPoint ? this.points.slice(0, -1) : this.points;
    }

    /** Takes the next value. */
    add(at: Instant, value: number): void {
        const open = this.points.at(-1);
        if (open && open.count < this.perPoint) {
            open.count += 1;
            open.at += (at - open.at) / open.count;
            open.value += (value - open.value) / open.count;
            return;
        }
        if (this.points.length === MOST_POINTS) this.join();
        this.points.push({ at, value, count: 1 });
    }

    /** Begins anew, as after a service. */
    clear(): void {
        this.points = [];
        this.perPoint = 1;
    }

    private join(): void {
        const joined: TrendPoint[] = [];
        for (let index = 0; index < this.points.length; index += 2) {
            const [one, other] = [this.points[index], this.points[index + 1]];
            if (!one) continue;
            const count = one.count + (other?.count ?? 0);
            const share = (other?.count ?? 0) / count;
            joined.push({
                at: one.at + ((other?.at ?? one.at) - one.at) * share,
                value: one.value + ((other?.value ?? one.value) - one.value) * share,
                count
            });
        }
        this.points = joined;
        this.perPoint *= 2;
    }
}

/** A straight line through points of a trend. */
export interface Line {
    /** Change per millisecond. */
    readonly slope: number;
    /** Standard error of the slope, made wider where neighbouring points resemble each other. */
    readonly slopeError: number;
    /** Value of the line at `at`. */
    readonly level: number;
    readonly at: Instant;
}

/** Errors of neighbouring points are believed to resemble each other at most so much. */
const HIGHEST_RESEMBLANCE = 0.9;

/**
 * Fits a line by least squares. Its error is widened for autocorrelation of the first order (Bartlett's effective
 * sample size), because values of one machine are not independent.
 * @returns undefined with fewer than three points
 */
export function fitLine(points: readonly TrendPoint[]): Line | undefined {
    const last = points.at(-1);
    if (points.length < 3 || !last) return undefined;
    const { meanAt, meanValue, slope, square } = slopeOf(points);
    if (square === 0) return undefined;
    let [squared, lagged, before] = [0, 0, 0];
    for (const { at, value } of points) {
        const error = value - meanValue - slope * (at - meanAt);
        squared += error * error;
        lagged += error * before;
        before = error;
    }
    const resemblance = Math.min(HIGHEST_RESEMBLANCE, Math.max(0, squared === 0 ? 0 : lagged / squared));
    const widening = Math.sqrt((1 + resemblance) / (1 - resemblance));
    return {
        slope,
        slopeError: Math.sqrt(squared / (points.length - 2) / square) * widening,
        level: meanValue + slope * (last.at - meanAt),
        at: last.at
    };
}

/** Written as loops, because it runs for every machine and stretch. */
function slopeOf(points: readonly TrendPoint[]): { meanAt: number; meanValue: number; slope: number; square: number } {
    const start = points[0]?.at ?? 0;
    let [sumAt, sumValue] = [0, 0];
    for (const { at, value } of points) {
        sumAt += at - start;
        sumValue += value;
    }
    const meanAt = start + sumAt / points.length;
    const meanValue = sumValue / points.length;
    let [square, product] = [0, 0];
    for (const { at, value } of points) {
        square += (at - meanAt) ** 2;
        product += (at - meanAt) * (value - meanValue);
    }
    return { meanAt, meanValue, slope: square === 0 ? 0 : product / square, square };
}
