import { csvOf, tableOf, type PartReplaced } from 'c/historyModel';
import type { LoadedHistory } from './loadHistory';
import { comparedText } from './machineHistoryTexts';
import { infoOf, type MachineData } from './machineData';

/** Lets the browser save what is shown as CSV, named after the machine and the last day shown. */
export function saveTable(
    { series, others, comparison, window }: LoadedHistory,
    { name, infos }: MachineData,
    parts: readonly PartReplaced[]
): void {
    const other = comparedText(comparison, window);
    const text = csvOf(tableOf(series, others, parts), (signal) => infoOf(infos, signal).unit, other);
    const day = new Date(window.to).toISOString().slice(0, 10);
    const link = document.createElement('a');
    // A data address, because Lightning Web Security limits blob addresses.
    link.href = `data:text/csv;charset=utf-8,${encodeURIComponent(text)}`;
    link.download = `${name || 'machine'} ${day}.csv`;
    link.click();
}
