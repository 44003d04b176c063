import type { SeriesInfo, Tier, TimeRange } from '../model.ts';
import { DAY, HOUR, MINUTE } from '../rollup/tiers.ts';

/** Widths below a minute, in ms; each divides a minute. */
const fineWidths = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 20_000, 30_000] as const;

/**
 * Width of the buckets of a range so that at most `points` of them, counted from 1970, touch it, and none is finer
 * than what retention has left of the time.
 * @param points at least 2
 */
export function bucketWidth({ from, to }: TimeRange, points: number, info: SeriesInfo): number {
    const least = Math.max(1, (to - from) / (points - 1));
    const finest = finestTier(from, info);
    if (least <= 30_000 && finest === 'raw') return fineWidths.find((width) => width >= least) ?? MINUTE;
    if (least <= HOUR && finest !== 'hour' && finest !== 'day') return Math.ceil(least / MINUTE) * MINUTE;
    if (least <= DAY && finest !== 'day') return Math.ceil(least / HOUR) * HOUR;
    return Math.ceil(least / DAY) * DAY;
}

/** The finest form in which values from an instant on are still there. */
export function finestTier(from: number, { rawFloor, minuteFloor, hourFloor }: SeriesInfo): Tier | 'raw' {
    if (from >= rawFloor) return 'raw';
    if (from >= minuteFloor) return 'minute';
    return from >= hourFloor ? 'hour' : 'day';
}
