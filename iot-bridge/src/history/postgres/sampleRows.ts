import type { StorableValues } from '../intake.ts';
import type { TimeRange } from '../model.ts';
import { DAY, floorTo } from '../rollup/tiers.ts';
import { element } from '../samples/columns.ts';
import type { SampleColumns } from '../samples/columns.ts';
import { partitionOf } from './schema.ts';
import type { Session } from './session.ts';

/** Stores values, keeping the last one given for an instant, and marks the days whose rollups are no longer true. */
export async function insertSamples(session: Session, values: StorableValues): Promise<void> {
    const { series, at, value, quality } = lastOfEach(values);
    if (at.length === 0) return;
    await makePartitions(session, at);
    const changed = await session.rows(
        `INSERT INTO history_sample AS present (series, at, value, quality)
         SELECT * FROM unnest($1::int[], $2::bigint[], $3::float8[], $4::smallint[])
         ON CONFLICT (series, at) DO UPDATE SET value = excluded.value, quality = excluded.quality
         WHERE present.value <> excluded.value OR present.quality <> excluded.quality
         RETURNING series, at`,
        [series, at, value, quality]
    );
    const rows = changed.map((row) => ({ series: Number(row.series), at: Number(row.at) }));
    await markDirty(session, rows);
    await extendSeries(session, rows);
}

/** Values of a series in order, at most `limit`. */
export async function readSamples(
    session: Session,
    series: number,
    { from, to }: TimeRange,
    limit?: number
): Promise<SampleColumns> {
    const rows = await session.rows(
        `SELECT at, value, quality FROM history_sample WHERE series = $1 AND at >= $2 AND at < $3 ORDER BY at
         ${limit === undefined ? '' : `LIMIT ${limit}`}`,
        [series, from, to]
    );
    return {
        at: Float64Array.from(rows, (row) => Number(row.at)),
        value: Float64Array.from(rows, (row) => Number(row.value)),
        quality: Uint8Array.from(rows, (row) => Number(row.quality))
    };
}

async function makePartitions(session: Session, at: readonly number[]): Promise<void> {
    const days = new Set(at.map((instant) => floorTo(instant, DAY)));
    const partitions = new Map([...days].map((day) => [partitionOf(day).name, partitionOf(day)]));
    for (const { name, from, to } of partitions.values()) {
        await session.script(
            `CREATE TABLE IF NOT EXISTS ${name} PARTITION OF history_sample FOR VALUES FROM (${from}) TO (${to})`
        );
    }
}

async function markDirty(session: Session, rows: readonly { series: number; at: number }[]): Promise<void> {
    const days = new Map<string, { series: number; day: number; first: number; last: number }>();
    for (const { series, at } of rows) {
        const day = floorTo(at, DAY);
        const known = days.get(`${series} ${day}`);
        if (!known) days.set(`${series} ${day}`, { series, day, first: at, last: at });
        else Object.assign(known, { first: Math.min(known.first, at), last: Math.max(known.last, at) });
    }
    const all = [...days.values()];
    await session.change(
        `INSERT INTO history_dirty AS present (series, day, first_at, last_at)
         SELECT * FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[])
         ON CONFLICT (series, day) DO UPDATE SET first_at = LEAST(present.first_at, excluded.first_at),
         last_at = GREATEST(present.last_at, excluded.last_at)`,
        [
            all.map(({ series }) => series),
            all.map(({ day }) => day),
            all.map(({ first }) => first),
            all.map(({ last }) => last)
        ]
    );
}

async function extendSeries(session: Session, rows: readonly { series: number; at: number }[]): Promise<void> {
    await session.change(
        `UPDATE history_series SET first_at = LEAST(first_at, extent.first), last_at = GREATEST(last_at, extent.last)
         FROM (SELECT series, MIN(at) AS first, MAX(at) AS last FROM unnest($1::int[], $2::bigint[]) AS given (series, at)
         GROUP BY series) AS extent WHERE history_series.id = extent.series`,
        [rows.map(({ series }) => series), rows.map(({ at }) => at)]
    );
}

function lastOfEach(values: StorableValues): { series: number[]; at: number[]; value: number[]; quality: number[] } {
    const rows = new Map<string, number>();
    for (let row = 0; row < values.at.length; row++) rows.set(`${values.series[row]} ${values.at[row]}`, row);
    const kept = [...rows.values()];
    const pick = (column: ArrayLike<number>): number[] => kept.map((row) => element(column, row));
    return {
        series: pick(values.series),
        at: pick(values.at),
        value: pick(values.value),
        quality: pick(values.quality)
    };
}
