import type { HistoryStore, SeriesInfo, SeriesKind, TimeRange } from '../model.ts';
import { foldRollups, meanOf, timeWeightedMeanOf } from '../rollup/rollup.ts';
import { alignOut, coverRange, DAY, HOUR, MINUTE } from '../rollup/tiers.ts';
import { finestTier } from './resolution.ts';

/** One state of a series and how long it held. */
export interface StateTime {
    state: string;
    ms: number;
    /** Part of the covered time, 0 to 1. */
    share: number;
}

/** What a series did in a range. Values of Bad quality are counted only. */
export interface Statistics {
    device: string;
    signal: string;
    kind: SeriesKind;
    /** The range the figures are of: the one asked for, widened to whole minutes, or to what retention left. */
    from: number;
    to: number;
    count: number;
    uncertain: number;
    bad: number;
    min: number | null;
    max: number | null;
    mean: number | null;
    timeWeightedMean: number | null;
    last: number | string | null;
    lastAt: number | null;
    /** Time in ms in which a value held. */
    coveredMs: number;
    states: StateTime[];
}

/** Statistics of a range, from the fewest rollups that cover it. */
export async function readStatistics(store: HistoryStore, info: SeriesInfo, range: TimeRange): Promise<Statistics> {
    const grain = { raw: MINUTE, minute: MINUTE, hour: HOUR, day: DAY }[finestTier(range.from, info)];
    const aligned = alignOut(range, grain);
    const parts = [];
    for (const { tier, from, to } of coverRange(aligned))
        parts.push(...(await store.rollups(info, tier, { from, to })));
    const total = foldRollups(aligned.from, parts);
    const { count, uncertain, bad, min, max, last, lastAt, coveredMs, states } = total;
    return {
        ...{ device: info.device, signal: info.signal, kind: info.kind, ...aligned },
        ...{ count, uncertain, bad, min, max, last, lastAt, coveredMs },
        mean: meanOf(total),
        timeWeightedMean: timeWeightedMeanOf(total, info.kind),
        states: Object.entries(states)
            .map(([state, ms]) => ({ state, ms, share: ms / coveredMs }))
            .sort((left, right) => right.ms - left.ms)
    };
}
