import type { Refusal, RefusalReason, SampleBatch } from '../model.ts';
import { earliestArrival } from '../retention.ts';
import { element } from '../samples/columns.ts';
import type { JournalEntry } from './journal.ts';
import type { Series, SeriesTable } from './seriesTable.ts';

/** Values of a batch that can be stored, with the ids of their series, and the others by reason. */
export interface Intake {
    entry: JournalEntry;
    refusals: Refusal[];
}

/** A series of a batch with what decides over its values. */
interface Column {
    series: Series;
    earliest: number;
    kindChanged: boolean;
    isState: boolean;
    refused: Map<RefusalReason, number>;
}

/** Looks every value of a batch up, creating series and states that are new. */
export function takeIn(batch: SampleBatch, table: SeriesTable): Intake {
    const columns = batch.series.map(({ device, signal, kind }): Column => {
        const series = table.findOrAdd(device, signal, kind);
        return {
            series,
            earliest: earliestArrival(series.rawFloor, series.gapMs),
            kindChanged: series.kind !== kind,
            isState: kind === 'state',
            refused: new Map()
        };
    });
    const entry = allocate(batch.at.length);
    let kept = 0;
    for (let row = 0; row < batch.at.length; row++) {
        const column = columns[element(batch.index, row)];
        if (!column) throw new RangeError(`row ${row} of the batch belongs to no series`);
        const refusal = refusalOf(column, batch, row);
        if (refusal) column.refused.set(refusal, (column.refused.get(refusal) ?? 0) + 1);
        else store(column, batch, row, entry, kept++, table);
    }
    return { entry: kept === batch.at.length ? entry : cut(entry, kept), refusals: columns.flatMap(refusalsOf) };
}

function refusalOf(column: Column, { at, value }: SampleBatch, row: number): RefusalReason | undefined {
    if (column.kindChanged) return 'kind-changed';
    const instant = element(at, row);
    if (!Number.isSafeInteger(Math.round(instant)) || !Number.isFinite(element(value, row))) return 'not-storable';
    return instant < column.earliest ? 'older-than-retention' : undefined;
}

/** Times are kept in whole milliseconds. */
function store(
    { series, isState }: Column,
    batch: SampleBatch,
    row: number,
    entry: JournalEntry,
    target: number,
    table: SeriesTable
): void {
    const value = element(batch.value, row);
    entry.series[target] = series.id;
    entry.at[target] = Math.round(element(batch.at, row));
    entry.value[target] = isState ? table.codeOf(series, batch.texts[value] ?? '') : value;
    entry.quality[target] = element(batch.quality, row);
}

function allocate(length: number): JournalEntry {
    return {
        series: new Uint32Array(length),
        at: new Float64Array(length),
        value: new Float64Array(length),
        quality: new Uint8Array(length)
    };
}

function cut({ series, at, value, quality }: JournalEntry, length: number): JournalEntry {
    return {
        series: series.slice(0, length),
        at: at.slice(0, length),
        value: value.slice(0, length),
        quality: quality.slice(0, length)
    };
}

function refusalsOf({ series: { device, signal }, refused }: Column): Refusal[] {
    return [...refused].map(([reason, count]) => ({ device, signal, reason, count }));
}
