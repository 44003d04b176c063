import type { DatabaseSync } from 'node:sqlite';
import { HistoryError } from '../errors.ts';
import { DAY, floorTo } from '../rollup/tiers.ts';
import { element, lowerBound, sliceColumns } from '../samples/columns.ts';
import type { SampleColumns } from '../samples/columns.ts';
import type { ArchiveTable } from './archiveTable.ts';
import type { RollupKeeper } from './rollupKeeper.ts';
import type { Series, SeriesTable } from './seriesTable.ts';
import { SetAside } from './setAside.ts';
import type { ValueStore } from './valueStore.ts';

/** What values are settled with. */
export interface SettlerParts {
    database: DatabaseSync;
    series: SeriesTable;
    values: ValueStore;
    rollups: RollupKeeper;
    archive: ArchiveTable;
    /** Values that may be set aside. */
    most: number | undefined;
}

/**
 * Brings values to their chunks and rollups, inside a transaction. A day that needs a file which cannot be read is set
 * aside as it is, so that one lost file neither stops the other days and series nor is tried again with every flush.
 */
export class Settler {
    private readonly parts: SettlerParts;
    private readonly setAside: SetAside;
    private setback: { error: HistoryError; lost: number } | undefined;

    constructor(parts: SettlerParts) {
        this.parts = parts;
        this.setAside = new SetAside(parts.database, parts.most);
    }

    /** Settles values of a series, day by day. */
    settle(series: Series, columns: SampleColumns): void {
        for (let position = 0; position < columns.at.length;) {
            const day = floorTo(element(columns.at, position), DAY);
            const end = lowerBound(columns.at, day + DAY);
            const part = sliceColumns(columns, position, end);
            const around = { from: day - DAY, to: day + 2 * DAY };
            if (this.parts.archive.runsIn(series.id, around).length === 0) this.settleDay(series, part);
            else this.tryDay(series, part);
            position = end;
        }
    }

    /** Tries again what was set aside. */
    retry(): void {
        for (const id of this.setAside.series()) {
            const columns = this.setAside.take(id);
            const known = this.parts.series.get(id);
            if (known) this.settle(known, columns);
        }
    }

    /** How many values wait; empty when none do. */
    report(): { setAside?: number } {
        const setAside = this.setAside.count();
        return setAside > 0 ? { setAside } : {};
    }

    /** Says that values were set aside since it was last asked; undefined when none were. */
    takeSetback(): HistoryError | undefined {
        const { setback } = this;
        this.setback = undefined;
        if (!setback) return undefined;
        const { error, lost } = setback;
        return new HistoryError('HISTORY_VALUES_SET_ASIDE', { ...error.details, waiting: this.setAside.count(), lost });
    }

    private settleDay(series: Series, columns: SampleColumns): void {
        const changed = this.parts.values.merge(series, columns);
        if (changed.length === 0) return;
        this.parts.rollups.recompute(series, changed);
        // Last, because memory does not roll back.
        this.parts.series.extend(series, columns);
    }

    private tryDay(series: Series, columns: SampleColumns): void {
        const { database, values } = this.parts;
        database.exec('SAVEPOINT settled_day');
        try {
            this.settleDay(series, columns);
        } catch (error) {
            if (!isUnreadable(error)) throw error;
            database.exec('ROLLBACK TO settled_day');
            values.forget();
            const lost = this.setAside.put(series.id, columns);
            this.setback = { error, lost: (this.setback?.lost ?? 0) + lost };
        }
        database.exec('RELEASE settled_day');
    }
}

/** Whether a file of values is missing or damaged. */
export function isUnreadable(error: unknown): error is HistoryError {
    return error instanceof HistoryError && error.code === 'HISTORY_FILE_UNREADABLE';
}
