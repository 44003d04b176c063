import type { Instant } from '../../pipeline/index.ts';
import type { Tier, TimeRange } from '../model.ts';

/** Milliseconds of a minute. */
export const MINUTE = 60_000;
/** Milliseconds of an hour. */
export const HOUR = 60 * MINUTE;
/** Milliseconds of a day; days are those of UTC. */
export const DAY = 24 * HOUR;

/** Width of the buckets of each tier, in ms. */
export const tierWidth = { minute: MINUTE, hour: HOUR, day: DAY } as const satisfies Record<Tier, number>;

/** Codes under which tiers are stored. */
export const tierCode = { minute: 1, hour: 2, day: 3 } as const satisfies Record<Tier, number>;

/** Start of the bucket that contains an instant. */
export function floorTo(at: Instant, widthMs: number): Instant {
    return Math.floor(at / widthMs) * widthMs;
}

/** First bucket start that is not before an instant. */
export function ceilTo(at: Instant, widthMs: number): Instant {
    return Math.ceil(at / widthMs) * widthMs;
}

/** The smallest range of whole buckets around a range. */
export function alignOut({ from, to }: TimeRange, widthMs: number): TimeRange {
    return { from: floorTo(from, widthMs), to: ceilTo(to, widthMs) };
}

/** The coarsest tier whose buckets add up to a width; undefined when only raw values do. */
export function tierOf(widthMs: number): Tier | undefined {
    return (['day', 'hour', 'minute'] as const).find((tier) => widthMs % tierWidth[tier] === 0);
}

/**
 * Splits a range of whole minutes into the fewest stored rollups: minutes and hours at the edges, days in the middle.
 */
export function coverRange({ from, to }: TimeRange): (TimeRange & { tier: Tier })[] {
    return split({ from, to }, ['day', 'hour', 'minute']);
}

function split(range: TimeRange, tiers: readonly Tier[]): (TimeRange & { tier: Tier })[] {
    const [tier, ...finer] = tiers;
    if (tier === undefined || range.from >= range.to) return [];
    const width = tierWidth[tier];
    const from = ceilTo(range.from, width);
    const to = floorTo(range.to, width);
    if (from >= to) return split(range, finer);
    return [
        ...split({ from: range.from, to: from }, finer),
        { from, to, tier },
        ...split({ from: to, to: range.to }, finer)
    ];
}
