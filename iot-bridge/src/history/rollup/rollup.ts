import type { Instant } from '../../pipeline/index.ts';
import type { Rollup, SeriesKind, TimeRange } from '../model.ts';
import { element, lowerBound } from '../samples/columns.ts';
import type { SampleColumns } from '../samples/columns.ts';
import { floorTo } from './tiers.ts';

const BAD = 2;
const UNCERTAIN = 1;

/** How the values of a series are summed up. */
export interface RollupRule {
    kind: SeriesKind;
    /** Two values further apart than this, in ms, have a gap between them that no value covers. */
    gapMs: number;
}

/** A bucket in which nothing happened yet. */
function emptyRollup(start: Instant): Rollup {
    return {
        start,
        count: 0,
        uncertain: 0,
        bad: 0,
        min: null,
        max: null,
        sum: null,
        last: null,
        lastAt: null,
        area: 0,
        coveredMs: 0,
        states: {}
    };
}

/**
 * Rollups of all buckets of `widthMs` in a range of whole buckets that hold a value or are covered by one.
 * `columns` must reach one gap beyond the range on both sides, so that values that hold into it are seen.
 */
export function rollUp(columns: SampleColumns, range: TimeRange, widthMs: number, rule: RollupRule): Rollup[] {
    const buckets = new Map<Instant, Rollup>();
    const bucketAt = (at: Instant): Rollup => {
        const start = floorTo(at, widthMs);
        const known = buckets.get(start);
        if (known) return known;
        const created = emptyRollup(start);
        buckets.set(start, created);
        return created;
    };
    const first = Math.max(lowerBound(columns.at, range.from - rule.gapMs), 0);
    for (let index = first; index < columns.at.length && element(columns.at, index) < range.to; index++) {
        const at = element(columns.at, index);
        if (at >= range.from) addValue(bucketAt(at), columns, index, rule.kind);
        const until = coveredUntil(columns, index, rule.gapMs);
        let from = Math.max(at, range.from);
        while (from < Math.min(until, range.to)) {
            const bucket = bucketAt(from);
            const to = Math.min(until, bucket.start + widthMs);
            addTime(bucket, element(columns.value, index), to - from, rule.kind);
            from = to;
        }
    }
    return [...buckets.values()].sort((left, right) => left.start - right.start);
}

/** Sums up rollups, given in the order of time, to one. */
export function foldRollups(start: Instant, parts: readonly Rollup[]): Rollup {
    const total = emptyRollup(start);
    for (const part of parts) addRollup(total, part);
    return total;
}

/** Sums up rollups, given in the order of time, by buckets. */
export function regroup(parts: readonly Rollup[], widthMs: number): Rollup[] {
    const groups = new Map<Instant, Rollup[]>();
    for (const part of parts) {
        const start = floorTo(part.start, widthMs);
        const group = groups.get(start);
        if (group) group.push(part);
        else groups.set(start, [part]);
    }
    return [...groups].map(([start, group]) => foldRollups(start, group));
}

/** Mean of the values that are not Bad; null without one. */
export function meanOf({ sum, count, bad }: Rollup): number | null {
    return sum === null || count === bad ? null : sum / (count - bad);
}

/** Mean over the covered time; null for states and when no time is covered. */
export function timeWeightedMeanOf({ area, coveredMs }: Rollup, kind: SeriesKind): number | null {
    return kind === 'state' || coveredMs === 0 ? null : area / coveredMs;
}

function addValue(bucket: Rollup, columns: SampleColumns, index: number, kind: SeriesKind): void {
    const quality = element(columns.quality, index);
    bucket.count++;
    if (quality === UNCERTAIN) bucket.uncertain++;
    if (quality >= BAD) {
        bucket.bad++;
        return;
    }
    const value = element(columns.value, index);
    bucket.last = value;
    bucket.lastAt = element(columns.at, index);
    if (kind === 'state') return;
    bucket.min = Math.min(bucket.min ?? value, value);
    bucket.max = Math.max(bucket.max ?? value, value);
    bucket.sum = (bucket.sum ?? 0) + value;
}

/** End of the time a value holds; its own instant when it holds for none. */
function coveredUntil({ at, quality }: SampleColumns, index: number, gapMs: number): Instant {
    const here = element(at, index);
    const next = at[index + 1];
    return next === undefined || next - here > gapMs || element(quality, index) >= BAD ? here : next;
}

function addTime(bucket: Rollup, value: number, durationMs: number, kind: SeriesKind): void {
    bucket.coveredMs += durationMs;
    if (kind === 'number') bucket.area += value * durationMs;
    else bucket.states[String(value)] = (bucket.states[String(value)] ?? 0) + durationMs;
}

function addRollup(total: Rollup, part: Rollup): void {
    total.count += part.count;
    total.uncertain += part.uncertain;
    total.bad += part.bad;
    total.min = extreme(Math.min, total.min, part.min);
    total.max = extreme(Math.max, total.max, part.max);
    if (part.sum !== null) total.sum = (total.sum ?? 0) + part.sum;
    if (part.lastAt !== null) {
        total.last = part.last;
        total.lastAt = part.lastAt;
    }
    total.area += part.area;
    total.coveredMs += part.coveredMs;
    for (const [state, ms] of Object.entries(part.states)) total.states[state] = (total.states[state] ?? 0) + ms;
}

function extreme(pick: (a: number, b: number) => number, left: number | null, right: number | null): number | null {
    if (left === null || right === null) return left ?? right;
    return pick(left, right);
}
