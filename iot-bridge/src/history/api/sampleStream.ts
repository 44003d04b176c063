import type { HistorySample, HistoryStore, SeriesInfo, TimeRange } from '../model.ts';
import { csvLine, isoTime } from './csv.ts';

const PAGE_VALUES = 10_000;

/**
 * All values of series in a range as text, page by page: memory stays the same however long the range is, and the
 * store answers others in between.
 */
export async function* sampleText(
    store: HistoryStore,
    series: readonly SeriesInfo[],
    range: TimeRange,
    format: 'ndjson' | 'csv'
): AsyncGenerator<string> {
    if (format === 'csv') yield csvLine(['at', 'device', 'signal', 'value', 'quality']);
    const line = format === 'csv' ? csvOf : jsonOf;
    for (const info of series) {
        for (let from: number | undefined = range.from; from !== undefined;) {
            const page = await store.samples(info, { from, to: range.to }, PAGE_VALUES);
            yield page.samples.map((sample) => line(info, sample)).join('');
            from = page.next;
        }
    }
}

function csvOf({ device, signal }: SeriesInfo, { at, value, quality }: HistorySample): string {
    return csvLine([isoTime(at), device, signal, value, quality]);
}

function jsonOf({ device, signal }: SeriesInfo, sample: HistorySample): string {
    return `${JSON.stringify({ device, signal, ...sample })}\n`;
}
