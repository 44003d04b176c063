import type { Rollup, Tier, TimeRange } from '../model.ts';
import { regroup, rollUp } from '../rollup/rollup.ts';
import { alignOut, DAY, HOUR, MINUTE, tierCode } from '../rollup/tiers.ts';
import { recomputationsOf } from '../rollup/touched.ts';
import { rollupOfRow } from '../storedRows.ts';
import { readSamples } from './sampleRows.ts';
import type { Series } from './seriesRows.ts';
import type { Row, Session } from './session.ts';

const place = 'series = $1 AND tier = $2 AND start >= $3 AND start < $4';

/** Computes the rollups of a series again where its values changed. */
export async function settleRollups(session: Session, series: Series): Promise<void> {
    const dirty = await session.rows('DELETE FROM history_dirty WHERE series = $1 RETURNING first_at, last_at', [
        series.id
    ]);
    const changed = dirty
        .map((row) => ({ from: Number(row.first_at), to: Number(row.last_at) + 1 }))
        .sort((left, right) => left.from - right.from);
    for (const { minutes, values } of recomputationsOf(changed, series.gapMs)) {
        const columns = await readSamples(session, series.id, values);
        await replace(session, series.id, 'minute', minutes, rollUp(columns, minutes, MINUTE, series));
        const hours = alignOut(minutes, HOUR);
        await replace(
            session,
            series.id,
            'hour',
            hours,
            regroup(await readRollups(session, series.id, 'minute', hours), HOUR)
        );
        const days = alignOut(minutes, DAY);
        await replace(
            session,
            series.id,
            'day',
            days,
            regroup(await readRollups(session, series.id, 'hour', days), DAY)
        );
    }
}

/** Stored rollups whose start lies in a range. States are keyed by their codes. */
export async function readRollups(
    session: Session,
    series: number,
    tier: Tier,
    { from, to }: TimeRange
): Promise<Rollup[]> {
    const rows = await session.rows(`SELECT * FROM history_rollup WHERE ${place} ORDER BY start`, [
        series,
        tierCode[tier],
        from,
        to
    ]);
    return rows.map(rollupOf);
}

/** Number of stored rollups whose start lies in a range. */
export async function countRollups(
    session: Session,
    series: number,
    tier: Tier,
    { from, to }: TimeRange
): Promise<number> {
    const [row] = await session.rows(`SELECT COUNT(*) AS found FROM history_rollup WHERE ${place}`, [
        ...[series, tierCode[tier], from, to]
    ]);
    return Number(row?.found ?? 0);
}

/** Rollups of numbers, summed up by the server. */
export async function readGrouped(
    session: Session,
    series: number,
    tier: Tier,
    { from, to }: TimeRange,
    widthMs: number
): Promise<Rollup[]> {
    const rows = await session.rows(
        `SELECT start / $5::bigint * $5::bigint AS start, SUM(count) AS count, SUM(uncertain) AS uncertain,
         SUM(bad) AS bad, MIN(min) AS min, MAX(max) AS max, SUM(sum) AS sum, SUM(area) AS area,
         SUM(covered_ms) AS covered_ms, MAX(last_at) AS last_at,
         (array_agg(last ORDER BY last_at DESC NULLS LAST))[1] AS last
         FROM history_rollup WHERE ${place} GROUP BY 1 ORDER BY 1`,
        [series, tierCode[tier], from, to, widthMs]
    );
    return rows.map(rollupOf);
}

async function replace(
    session: Session,
    series: number,
    tier: Tier,
    { from, to }: TimeRange,
    rollups: readonly Rollup[]
): Promise<void> {
    await session.change(`DELETE FROM history_rollup WHERE ${place}`, [series, tierCode[tier], from, to]);
    await session.change(
        `INSERT INTO history_rollup (series, tier, start, count, uncertain, bad, min, max, sum, last, last_at, area,
         covered_ms, states)
         SELECT $1::int, $2::smallint, start, count, uncertain, bad, min, max, sum, last, "lastAt", area, "coveredMs", states
         FROM jsonb_to_recordset($3::jsonb) AS given (start bigint, count int, uncertain int, bad int, min float8,
         max float8, sum float8, last float8, "lastAt" bigint, area float8, "coveredMs" float8, states jsonb)`,
        [series, tierCode[tier], JSON.stringify(rollups)]
    );
}

function rollupOf(row: Row): Rollup {
    return rollupOfRow(row, (row.states ?? {}) as Record<string, number>);
}
