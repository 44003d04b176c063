import type { HistorySample, HistoryStore, Rollup, SeriesInfo, TimeRange } from '../model.ts';
import { meanOf, timeWeightedMeanOf } from '../rollup/rollup.ts';
import { largestTriangles } from './lttb.ts';
import type { LinePoint } from './lttb.ts';
import { bucketWidth, finestTier } from './resolution.ts';

/** How a long series is made short: `auto` gives the values themselves while they fit, and `minmax` otherwise. */
export type Method = 'auto' | 'minmax' | 'lttb';

/** A series cut to a range and a number of points; `rows` follow `columns`. Times are ms since 1970. */
export interface SeriesResult {
    device: string;
    signal: string;
    kind: SeriesInfo['kind'];
    from: number;
    to: number;
    method: 'raw' | 'minmax' | 'lttb';
    /** Width of a bucket in ms; null for values themselves and for `lttb`. */
    bucketMs: number | null;
    columns: string[];
    rows: (number | string | null)[][];
}

const rawColumns = ['at', 'value', 'quality'];
const numberColumns = ['at', 'min', 'max', 'mean', 'timeWeightedMean', 'last', 'count', 'bad'];
const stateColumns = ['at', 'longest', 'longestMs', 'last', 'count', 'bad'];
/** Most points the shape of a line is computed from. */
const LTTB_CANDIDATES = 20_000;

/**
 * A series in at most `points` rows, which must be 3 or more.
 * @param method `lttb` needs numbers; a state series is answered with `auto`
 */
export async function readSeries(
    store: HistoryStore,
    info: SeriesInfo,
    range: TimeRange,
    points: number,
    method: Method
): Promise<SeriesResult> {
    const head = { device: info.device, signal: info.signal, kind: info.kind, ...range };
    const limit = method === 'lttb' && info.kind === 'number' ? LTTB_CANDIDATES : points;
    const values = method === 'minmax' ? undefined : await valuesWithin(store, info, range, limit);
    if (values && values.length <= points) return { ...head, ...rawPart(values) };
    if (method === 'lttb' && info.kind === 'number') {
        const line = values ? lineOf(values) : await bucketLine(store, info, range);
        return { ...head, ...linePart(largestTriangles(line, points)) };
    }
    const bucketMs = bucketWidth(range, points, info);
    const rollups = await store.buckets(info, bucketMs, range);
    const columns = info.kind === 'number' ? numberColumns : stateColumns;
    const rows = rollups.map(info.kind === 'number' ? numberRow : stateRow);
    return { ...head, method: 'minmax', bucketMs, columns, rows };
}

/** All values of a range; undefined when they are more than `limit`, or partly removed by retention. */
async function valuesWithin(
    store: HistoryStore,
    info: SeriesInfo,
    range: TimeRange,
    limit: number
): Promise<HistorySample[] | undefined> {
    if (finestTier(range.from, info) !== 'raw') return undefined;
    const page = await store.samples(info, range, limit);
    return page.next === undefined ? page.samples : undefined;
}

function rawPart(samples: readonly HistorySample[]): Pick<SeriesResult, 'method' | 'bucketMs' | 'columns' | 'rows'> {
    const rows = samples.map(({ at, value, quality }) => [at, value, quality]);
    return { method: 'raw', bucketMs: null, columns: rawColumns, rows };
}

function linePart(line: readonly LinePoint[]): Pick<SeriesResult, 'method' | 'bucketMs' | 'columns' | 'rows'> {
    return { method: 'lttb', bucketMs: null, columns: ['at', 'value'], rows: line.map(([at, value]) => [at, value]) };
}

function lineOf(samples: readonly HistorySample[]): LinePoint[] {
    return samples.flatMap(({ at, value, quality }) =>
        typeof value === 'number' && quality !== 'Bad' ? [[at, value] as const] : []
    );
}

/** The lows and highs of narrow buckets stand for the values of a long range. */
async function bucketLine(store: HistoryStore, info: SeriesInfo, range: TimeRange): Promise<LinePoint[]> {
    const width = bucketWidth(range, LTTB_CANDIDATES / 2, info);
    const rollups = await store.buckets(info, width, range);
    return rollups.flatMap(({ start, min, max }) =>
        min === null || max === null ? [] : [[start + width / 4, min] as const, [start + (width * 3) / 4, max] as const]
    );
}

function numberRow(rollup: Rollup): (number | string | null)[] {
    const { start, min, max, last, count, bad } = rollup;
    return [start, min, max, meanOf(rollup), timeWeightedMeanOf(rollup, 'number'), last, count, bad];
}

function stateRow({ start, states, last, count, bad }: Rollup): (number | string | null)[] {
    const [longest] = Object.entries(states).sort(([, left], [, right]) => right - left);
    return [start, longest?.[0] ?? null, longest?.[1] ?? null, last, count, bad];
}
