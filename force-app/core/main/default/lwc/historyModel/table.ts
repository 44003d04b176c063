import type { HistorySeries } from './types';

/** The values of several signals side by side, oldest first. */
export interface HistoryTable {
    readonly columns: readonly TableColumn[];
    readonly rows: readonly { readonly time: number; readonly cells: readonly (number | string | undefined)[] }[];
}

/** What a column of a table holds. */
export interface TableColumn {
    readonly signal: string;
    /** `parts` is the column of parts replaced, of no signal. */
    readonly part: 'value' | 'low' | 'high' | 'parts';
    /** Belongs to what is compared with. */
    readonly isOther: boolean;
}

/** A part that was replaced, as a table tells it. */
export interface PartReplaced {
    /** Epoch milliseconds. */
    readonly time: number;
    readonly text: string;
}

const PARTS_COLUMN: TableColumn = { signal: '', part: 'parts', isOther: false };

/**
 * Buckets have a column for the lowest and the highest value as well.
 * @param others the same signals of what is compared with, brought to the same time; shown behind each signal
 * @param replaced in a column of its own behind all others, when there is any
 */
export function tableOf(
    series: readonly HistorySeries[],
    others: readonly HistorySeries[] = [],
    replaced: readonly PartReplaced[] = []
): HistoryTable {
    const parts = series.flatMap((one) => [
        { one, isOther: false },
        ...others.filter(({ signal }) => signal === one.signal).map((other) => ({ one: other, isOther: true }))
    ]);
    const columns = [
        ...parts.flatMap(({ one, isOther }) => columnsOf(one, isOther)),
        ...(replaced.length > 0 ? [PARTS_COLUMN] : [])
    ];
    const rows = new Map<number, (number | string | undefined)[]>();
    const cellsAt = (time: number): (number | string | undefined)[] => {
        const known = rows.get(time) ?? Array.from({ length: columns.length }, () => undefined);
        rows.set(time, known);
        return known;
    };
    for (const { one, isOther } of parts) {
        const first = columns.findIndex((column) => column.signal === one.signal && column.isOther === isOther);
        for (const { time, state } of one.states) cellsAt(time)[first] = state;
        for (const { time, value, low, high } of one.points) {
            const cells = [value, low, high].slice(0, one.bucketMs > 0 ? 3 : 1);
            cellsAt(time).splice(first, cells.length, ...cells);
        }
    }
    for (const { time, text } of replaced) {
        const cells = cellsAt(time);
        const last = columns.length - 1;
        cells[last] = cells[last] === undefined ? text : `${cells[last]}; ${text}`;
    }
    const times = [...rows.keys()].sort((a, b) => a - b);
    return { columns, rows: times.map((time) => ({ time, cells: cellsAt(time) })) };
}

function columnsOf({ signal, kind, bucketMs }: HistorySeries, isOther: boolean): TableColumn[] {
    const names = kind === 'number' && bucketMs > 0 ? (['value', 'low', 'high'] as const) : (['value'] as const);
    return names.map((part) => ({ signal, part, isOther }));
}

const PARTS = { value: '', low: ' min', high: ' max', parts: '' } as const;

/**
 * The table as CSV (RFC 4180): times in ISO 8601, numbers with a point, names as recorded.
 * @param units UCUM code of a signal, empty when unknown
 * @param otherName name of what is compared with
 */
export function csvOf(table: HistoryTable, units: (signal: string) => string, otherName = ''): string {
    const heads = table.columns.map(({ signal, part, isOther }) => {
        if (part === 'parts') return 'parts replaced';
        const unit = units(signal);
        return cellText(`${signal}${PARTS[part]}${isOther ? ` (${otherName})` : ''}${unit && ` [${unit}]`}`);
    });
    const lines = table.rows.map(({ time, cells }) => [new Date(time).toISOString(), ...cells.map(cellText)]);
    return [['time', ...heads], ...lines].map((line) => line.map(quoted).join(',')).join('\r\n') + '\r\n';
}

/** A text that a spreadsheet would take for a formula is kept a text. */
function cellText(cell: number | string | undefined): string {
    if (typeof cell !== 'string') return cell === undefined ? '' : String(cell);
    return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
