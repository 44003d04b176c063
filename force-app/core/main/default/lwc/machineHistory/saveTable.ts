import { csvOf, tableOf } from 'c/historyModel';
import type { LoadedHistory } from './loadHistory';
import { infoOf, type MachineData } from './machineData';

/** Lets the browser save what is shown as CSV, named after the machine and the last day shown. */
export function saveTable({ series, window }: LoadedHistory, { name, infos }: MachineData): void {
    const text = csvOf(tableOf(series), (signal) => infoOf(infos, signal).unit);
    const day = new Date(window.to).toISOString().slice(0, 10);
    const link = document.createElement('a');
    // A data address, because Lightning Web Security limits blob addresses.
    link.href = `data:text/csv;charset=utf-8,${encodeURIComponent(text)}`;
    link.download = `${name || 'machine'} ${day}.csv`;
    link.click();
}
