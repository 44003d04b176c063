import type { HistoryStore, SeriesInfo, TimeRange } from '../model.ts';
import type { SeriesResult } from '../query/series.ts';
import type { ArrowColumns, ArrowRow } from './arrow.ts';

const PAGE_VALUES = 10_000;
const identity = { device: 'text', signal: 'text', at: 'instant' } as const;

/** Columns of values: `value` holds numbers, `text` states. */
export const sampleColumns = {
    ...identity,
    value: 'number',
    text: 'text',
    quality: 'text'
} as const satisfies ArrowColumns;

/**
 * Columns of series, the same for every method and kind, so that several fit in one table; what a series does not have
 * is null. `lastText` is the last state.
 */
export const seriesColumns = {
    ...sampleColumns,
    ...{ min: 'number', max: 'number', mean: 'number', timeWeightedMean: 'number', last: 'number', lastText: 'text' },
    ...{ longest: 'text', longestMs: 'number', count: 'number', bad: 'number' }
} as const satisfies ArrowColumns;

/** All values of series in a range, page by page. */
export async function* samplePages(
    store: HistoryStore,
    series: readonly SeriesInfo[],
    range: TimeRange
): AsyncGenerator<ArrowRow[]> {
    for (const info of series) {
        const { device, signal } = info;
        for (let from: number | undefined = range.from; from !== undefined;) {
            const page = await store.samples(info, { from, to: range.to }, PAGE_VALUES);
            yield page.samples.map(({ at, value, quality }) => {
                return { device, signal, at, ...(typeof value === 'number' ? { value } : { text: value }), quality };
            });
            from = page.next;
        }
    }
}

/** Series one below the other. */
export async function* seriesPages(results: readonly SeriesResult[]): AsyncGenerator<ArrowRow[]> {
    for (const { device, signal, columns, rows } of results) {
        yield await Promise.resolve(
            rows.map((row) => {
                const cells = columns.map((name, index) => named(name, row[index] ?? null));
                return { device, signal, ...Object.fromEntries(cells) };
            })
        );
    }
}

/** States go to the columns of text. */
function named(name: string, cell: number | string | null): [string, number | string | null] {
    if (typeof cell !== 'string') return [name, cell];
    return [{ value: 'text', last: 'lastText' }[name] ?? name, cell];
}
