import type { Instant } from '../../pipeline/index.ts';
import type { TimeRange } from '../model.ts';
import { alignOut, MINUTE } from './tiers.ts';

/** A stretch of time whose minutes are computed again, and the stretch whose values that takes. */
export interface Recomputation {
    minutes: TimeRange;
    values: TimeRange;
}

/**
 * What to compute again after values changed: a value reaches at most one gap back, to the one before it, and one gap
 * forward, to the one after it, because over longer pauses nothing holds. Changes far apart are treated apart.
 * @param changed instants in ascending order
 */
export function recomputations(changed: readonly Instant[], gapMs: number): Recomputation[] {
    return recomputationsOf(
        changed.map((at) => ({ from: at, to: at + 1 })),
        gapMs
    );
}

/** As {@link recomputations}, for stretches of time in which values changed, in ascending order. */
export function recomputationsOf(changed: readonly TimeRange[], gapMs: number): Recomputation[] {
    const merged: TimeRange[] = [];
    for (const { from, to } of changed) {
        const reach = alignOut({ from: from - gapMs, to: to + gapMs }, MINUTE);
        const before = merged.at(-1);
        if (before && reach.from <= before.to) before.to = Math.max(before.to, reach.to);
        else merged.push(reach);
    }
    return merged.map((minutes) => ({ minutes, values: { from: minutes.from - gapMs, to: minutes.to + gapMs + 1 } }));
}
