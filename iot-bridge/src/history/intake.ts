import type { Refusal, RefusalReason, SampleBatch, SeriesInfo, SeriesKind } from './model.ts';
import { earliestArrival } from './retention.ts';
import { element } from './samples/columns.ts';

/** Values of many series, with the ids the store gave those: row `i` belongs to `series[i]`. */
export interface StorableValues {
    series: Uint32Array;
    at: Float64Array;
    value: Float64Array;
    quality: Uint8Array;
}

/** A series with its id in a store. */
export interface StoredSeries extends SeriesInfo {
    id: number;
    gapMs: number;
}

/** Where a store keeps its series and the codes of their states. */
export interface SeriesDirectory<Series extends StoredSeries> {
    findOrAdd(device: string, signal: string, kind: SeriesKind): Series;
    codeOf(series: Series, text: string): number;
}

/** Values of a batch that can be stored, and the others by reason. */
export interface Intake {
    entry: StorableValues;
    refusals: Refusal[];
}

/** A series of a batch with what decides over its values. */
interface Column<Series extends StoredSeries> {
    series: Series;
    earliest: number;
    kindChanged: boolean;
    isState: boolean;
    refused: Map<RefusalReason, number>;
}

/** Looks every value of a batch up, creating series and states that are new. */
export function takeIn<Series extends StoredSeries>(batch: SampleBatch, directory: SeriesDirectory<Series>): Intake {
    const columns = batch.series.map(({ device, signal, kind }): Column<Series> => {
        const series = directory.findOrAdd(device, signal, kind);
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
        else store(column, batch, row, entry, kept++, directory);
    }
    return { entry: kept === batch.at.length ? entry : cut(entry, kept), refusals: columns.flatMap(refusalsOf) };
}

function refusalOf(column: Column<StoredSeries>, { at, value }: SampleBatch, row: number): RefusalReason | undefined {
    if (column.kindChanged) return 'kind-changed';
    const instant = element(at, row);
    if (!Number.isSafeInteger(Math.round(instant)) || !Number.isFinite(element(value, row))) return 'not-storable';
    return instant < column.earliest ? 'older-than-retention' : undefined;
}

/** Times are kept in whole milliseconds. */
function store<Series extends StoredSeries>(
    { series, isState }: Column<Series>,
    batch: SampleBatch,
    row: number,
    entry: StorableValues,
    target: number,
    directory: SeriesDirectory<Series>
): void {
    const value = element(batch.value, row);
    entry.series[target] = series.id;
    entry.at[target] = Math.round(element(batch.at, row));
    entry.value[target] = isState ? directory.codeOf(series, batch.texts[value] ?? '') : value;
    entry.quality[target] = element(batch.quality, row);
}

function allocate(length: number): StorableValues {
    return {
        series: new Uint32Array(length),
        at: new Float64Array(length),
        value: new Float64Array(length),
        quality: new Uint8Array(length)
    };
}

function cut({ series, at, value, quality }: StorableValues, length: number): StorableValues {
    return {
        series: series.slice(0, length),
        at: at.slice(0, length),
        value: value.slice(0, length),
        quality: quality.slice(0, length)
    };
}

function refusalsOf({ series: { device, signal }, refused }: Column<StoredSeries>): Refusal[] {
    return [...refused].map(([reason, count]) => ({ device, signal, reason, count }));
}
