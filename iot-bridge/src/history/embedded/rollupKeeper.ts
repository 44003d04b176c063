import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../../pipeline/index.ts';
import type { Rollup, Tier, TimeRange } from '../model.ts';
import { regroup, rollUp } from '../rollup/rollup.ts';
import { alignOut, DAY, HOUR, MINUTE, tierOf } from '../rollup/tiers.ts';
import { recomputations } from '../rollup/touched.ts';
import { RollupTable } from './rollupTable.ts';
import { readable } from './seriesTable.ts';
import type { Series } from './seriesTable.ts';
import type { ValueStore } from './valueStore.ts';

/** Keeps the rollups true to the values they are of, and answers with them. */
export class RollupKeeper {
    private readonly table: RollupTable;
    private readonly values: ValueStore;

    constructor(database: DatabaseSync, values: ValueStore) {
        this.table = new RollupTable(database);
        this.values = values;
    }

    /** Computes the rollups around changed values again. @param changed instants in ascending order */
    recompute(series: Series, changed: readonly Instant[]): void {
        for (const { minutes, values } of recomputations(changed, series.gapMs)) {
            const columns = this.values.read(series, values);
            this.table.replace(series.id, 'minute', minutes, rollUp(columns, minutes, MINUTE, series));
            const hours = alignOut(minutes, HOUR);
            this.table.replace(series.id, 'hour', hours, regroup(this.table.read(series.id, 'minute', hours), HOUR));
            const days = alignOut(minutes, DAY);
            this.table.replace(series.id, 'day', days, regroup(this.table.read(series.id, 'hour', days), DAY));
        }
    }

    /** Stored rollups of a series. */
    read(series: Series, tier: Tier, range: TimeRange): Rollup[] {
        return this.table.read(series.id, tier, range).map((rollup) => withTexts(series, rollup));
    }

    /** Number of stored rollups of a series. */
    count(series: Series, tier: Tier, range: TimeRange): number {
        return this.table.count(series.id, tier, range);
    }

    /** Rollups of a series over buckets of any width. */
    buckets(series: Series, widthMs: number, range: TimeRange): Rollup[] {
        const aligned = alignOut(range, widthMs);
        const tier = tierOf(widthMs);
        if (tier === undefined) return this.fromValues(series, aligned, widthMs);
        if (series.kind === 'number') return this.table.readGrouped(series.id, tier, aligned, widthMs);
        const parts = this.table.read(series.id, tier, aligned);
        return regroup(parts, widthMs).map((rollup) => withTexts(series, rollup));
    }

    private fromValues(series: Series, range: TimeRange, widthMs: number): Rollup[] {
        const reach = { from: range.from - series.gapMs, to: range.to + series.gapMs + 1 };
        const rollups = rollUp(this.values.read(series, reach), range, widthMs, series);
        return rollups.map((rollup) => withTexts(series, rollup));
    }
}

/** Rollups of states with the texts instead of their codes. */
function withTexts(series: Series, rollup: Rollup): Rollup {
    if (series.kind === 'number') return rollup;
    const states = Object.entries(rollup.states).map(([code, ms]) => [readable(series, Number(code)), ms] as const);
    const last = rollup.last === null ? null : readable(series, Number(rollup.last));
    return { ...rollup, last, states: Object.fromEntries(states) };
}
