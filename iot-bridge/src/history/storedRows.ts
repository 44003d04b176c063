import type { StoredSeries } from './intake.ts';
import type { Rollup } from './model.ts';

/** A row of a database, by column. The columns have the same names in every store. */
type Row = Readonly<Record<string, unknown>>;

/** A number column that may be empty; a wide integer may come as text. */
export function optionalNumber(value: unknown): number | null {
    return value === null || value === undefined ? null : Number(value);
}

/** The rollup that a row holds. Each store reads the states itself. */
export function rollupOfRow(row: Row, states: Record<string, number>): Rollup {
    return {
        start: Number(row.start),
        count: Number(row.count),
        uncertain: Number(row.uncertain),
        bad: Number(row.bad),
        min: optionalNumber(row.min),
        max: optionalNumber(row.max),
        sum: optionalNumber(row.sum),
        last: optionalNumber(row.last),
        lastAt: optionalNumber(row.last_at),
        area: Number(row.area),
        coveredMs: Number(row.covered_ms),
        states
    };
}

/** The series that a row holds; one without values begins after and ends before all time. */
export function storedSeriesOf(row: Row): StoredSeries {
    return {
        id: Number(row.id),
        device: String(row.device),
        signal: String(row.signal),
        kind: row.kind === 'state' ? 'state' : 'number',
        gapMs: Number(row.gap_ms),
        firstAt: optionalNumber(row.first_at) ?? Infinity,
        lastAt: optionalNumber(row.last_at) ?? Number.NEGATIVE_INFINITY,
        rawFloor: Number(row.raw_floor),
        minuteFloor: Number(row.minute_floor),
        hourFloor: Number(row.hour_floor)
    };
}
