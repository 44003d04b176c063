import type { SeriesResult } from '../query/series.ts';

/** A line of CSV (RFC 4180). A text that a spreadsheet would run as a formula gets a leading apostrophe. */
export function csvLine(cells: readonly (number | string | null)[]): string {
    return `${cells.map(cellOf).join(',')}\r\n`;
}

/** Series one below the other; every row says which series it belongs to. */
export function seriesCsv(series: readonly SeriesResult[]): string {
    const columns = [...new Set(series.flatMap((result) => result.columns))];
    const lines = series.flatMap((result) =>
        result.rows.map((row) => {
            const cells = columns.map((name) => cellAt(result, row, name));
            return csvLine([result.device, result.signal, ...cells]);
        })
    );
    return [csvLine(['device', 'signal', ...columns]), ...lines].join('');
}

/** An instant as CSV has it. */
export function isoTime(at: number): string {
    return new Date(at).toISOString();
}

function cellAt(result: SeriesResult, row: SeriesResult['rows'][number], name: string): number | string | null {
    const cell = row[result.columns.indexOf(name)] ?? null;
    return name === 'at' && typeof cell === 'number' ? isoTime(cell) : cell;
}

function cellOf(cell: number | string | null): string {
    if (cell === null) return '';
    if (typeof cell === 'number') return String(cell);
    const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
