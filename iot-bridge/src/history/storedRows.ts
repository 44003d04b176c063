import type { Rollup } from './model.ts';

/** A number column that may be empty; a wide integer may come as text. */
export function optionalNumber(value: unknown): number | null {
    return value === null || value === undefined ? null : Number(value);
}

/** The rollup that a row of a database holds; the columns have the same names in every store, states are read by each. */
export function rollupOfRow(row: Readonly<Record<string, unknown>>, states: Record<string, number>): Rollup {
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
