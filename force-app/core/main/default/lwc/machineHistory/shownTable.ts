import { formatNumber } from 'c/displayFormat';
import { tableOf, type PartReplaced, type SignalInfo, type TableColumn } from 'c/historyModel';
import { momentText } from 'c/twinModel';
import type { LoadedHistory } from './loadHistory';
import { infoOf } from './machineData';
import { columnText, comparedColumnText, cutText } from './machineHistoryTexts';

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

/** The newest values of signals, and of what they are compared with, and all parts replaced, with texts for people. */
export function shownTable(
    { series, others, comparison }: LoadedHistory,
    infos: readonly SignalInfo[],
    parts: readonly PartReplaced[]
): ShownTable {
    const { columns, rows } = tableOf(series, others, parts);
    const keys = columns.map(({ signal, part, isOther }) => `${signal} ${part} ${isOther}`);
    const textOf = (column: TableColumn): string => {
        const text = columnText(column, infoOf(infos, column.signal));
        return column.isOther ? comparedColumnText(text, comparison) : text;
    };
    const told = new Set(parts.map(({ time }) => time));
    const shown = rows.filter(({ time }, index) => index >= rows.length - MOST_ROWS || told.has(time)).reverse();
    return {
        heads: columns.map((column, index) => ({
            key: keys[index],
            text: textOf(column)
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
