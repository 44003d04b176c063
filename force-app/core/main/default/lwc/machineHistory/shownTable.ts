import { formatNumber } from 'c/displayFormat';
import { tableOf, type HistorySeries, type SignalInfo } from 'c/historyModel';
import { momentText } from 'c/twinModel';
import { infoOf } from './machineData';
import { columnText, cutText } from './machineHistoryTexts';

/** A table as the template shows it, newest first. */
export interface ShownTable {
    readonly heads: readonly { readonly key: string; readonly text: string }[];
    readonly rows: readonly ShownRow[];
    /** Says that not every row is shown; empty when every one is. */
    readonly hint: string;
}

interface ShownRow {
    readonly key: number;
    readonly time: string;
    readonly cells: readonly { readonly key: string; readonly text: string }[];
}

/** More rows would make the page slow; the download has all of them. */
const MOST_ROWS = 200;

/** The newest values of signals with texts for people. */
export function shownTable(series: readonly HistorySeries[], infos: readonly SignalInfo[]): ShownTable {
    const { columns, rows } = tableOf(series);
    const keys = columns.map(({ signal, part }) => `${signal} ${part}`);
    const shown = rows.slice(-MOST_ROWS).reverse();
    return {
        heads: columns.map((column, index) => ({
            key: keys[index],
            text: columnText(column, infoOf(infos, column.signal))
        })),
        rows: shown.map(({ time, cells }) => ({
            key: time,
            time: momentText(time),
            cells: cells.map((cell, index) => ({ key: keys[index], text: cellText(cell) }))
        })),
        hint: shown.length < rows.length ? cutText(shown.length, rows.length) : ''
    };
}

function cellText(cell: number | string | undefined): string {
    return typeof cell === 'number' ? formatNumber(cell, 3) : (cell ?? '');
}
