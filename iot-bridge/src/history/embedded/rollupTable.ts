import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Rollup, Tier, TimeRange } from '../model.ts';
import { tierCode } from '../rollup/tiers.ts';
import { optionalNumber, rollupOfRow } from '../storedRows.ts';
import type { Row } from './tables.ts';

/** Stored rollups. States are keyed by their codes here. */
export class RollupTable {
    private readonly insert: StatementSync;
    private readonly remove: StatementSync;
    private readonly select: StatementSync;
    private readonly counted: StatementSync;
    private readonly grouped: StatementSync;
    private readonly groupedLast: StatementSync;

    constructor(database: DatabaseSync) {
        const place = 'series = ? AND tier = ? AND start >= ? AND start < ?';
        this.insert = database.prepare(`INSERT INTO rollup VALUES (${new Array(14).fill('?').join(', ')})`);
        this.remove = database.prepare(`DELETE FROM rollup WHERE ${place}`);
        this.select = database.prepare(`SELECT * FROM rollup WHERE ${place} ORDER BY start`);
        this.counted = database.prepare(`SELECT COUNT(*) AS found FROM rollup WHERE ${place}`);
        this.grouped = database.prepare(
            `SELECT start / CAST(?5 AS INTEGER) AS bucket, SUM(count) AS count, SUM(uncertain) AS uncertain, SUM(bad) AS bad,
             MIN(min) AS min, MAX(max) AS max, SUM(sum) AS sum, SUM(area) AS area, SUM(covered_ms) AS covered_ms
             FROM rollup WHERE series = ?1 AND tier = ?2 AND start >= ?3 AND start < ?4 GROUP BY bucket ORDER BY bucket`
        );
        // With a single MAX the other columns are those of its row (SQLite, "bare columns in an aggregate query").
        this.groupedLast = database.prepare(
            `SELECT start / CAST(?5 AS INTEGER) AS bucket, last, MAX(last_at) AS last_at
             FROM rollup WHERE series = ?1 AND tier = ?2 AND start >= ?3 AND start < ?4 GROUP BY bucket ORDER BY bucket`
        );
    }

    /** Puts rollups in place of those that are in a range. */
    replace(series: number, tier: Tier, { from, to }: TimeRange, rollups: readonly Rollup[]): void {
        this.remove.run(series, tierCode[tier], from, to);
        for (const rollup of rollups) {
            const { start, count, uncertain, bad, min, max, sum, last, lastAt, area, coveredMs, states } = rollup;
            const numbers = [start, count, uncertain, bad, min, max, sum, last, lastAt, area, coveredMs];
            const stateText = Object.keys(states).length === 0 ? null : JSON.stringify(states);
            this.insert.run(series, tierCode[tier], ...numbers, stateText);
        }
    }

    /** Rollups whose start lies in a range. */
    read(series: number, tier: Tier, { from, to }: TimeRange): Rollup[] {
        return this.select.all(series, tierCode[tier], from, to).map(rollupOf);
    }

    /** Number of rollups whose start lies in a range. */
    count(series: number, tier: Tier, { from, to }: TimeRange): number {
        return Number(this.counted.get(series, tierCode[tier], from, to)?.found ?? 0);
    }

    /** Rollups of numbers, summed up by SQLite, which is several times faster than reading every row. */
    readGrouped(series: number, tier: Tier, { from, to }: TimeRange, widthMs: number): Rollup[] {
        const place = [series, tierCode[tier], from, to, widthMs] as const;
        const lasts = this.groupedLast.all(...place);
        return this.grouped.all(...place).map((row, index) => ({
            ...rollupOf(row),
            start: Number(row.bucket) * widthMs,
            last: optionalNumber(lasts[index]?.last),
            lastAt: optionalNumber(lasts[index]?.last_at)
        }));
    }
}

function rollupOf(row: Row): Rollup {
    return rollupOfRow(row, typeof row.states === 'string' ? (JSON.parse(row.states) as Record<string, number>) : {});
}
