import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { orderColumns } from '../samples/columns.ts';
import type { SampleColumns } from '../samples/columns.ts';

/** Values that may be set aside, of all series together, about 40 bytes each. */
export const MOST_SET_ASIDE = 500_000;

/**
 * Late values of days that lie in a file which cannot be read, until it can be again. Everything else goes on without
 * them; no question sees them meanwhile.
 */
export class SetAside {
    private readonly insert: StatementSync;
    private readonly select: StatementSync;
    private readonly remove: StatementSync;
    private readonly rows: StatementSync;
    private readonly owners: StatementSync;
    private readonly most: number;

    constructor(database: DatabaseSync, most = MOST_SET_ASIDE) {
        this.most = most;
        this.insert = database.prepare('INSERT OR REPLACE INTO set_aside VALUES (?, ?, ?, ?)');
        this.select = database.prepare('SELECT at, value, quality FROM set_aside WHERE series = ? ORDER BY at');
        this.remove = database.prepare('DELETE FROM set_aside WHERE series = ?');
        this.rows = database.prepare('SELECT COUNT(*) AS found FROM set_aside');
        this.owners = database.prepare('SELECT DISTINCT series FROM set_aside');
    }

    /** Sets values aside. @returns how many found no room and are lost */
    put(series: number, { at, value, quality }: SampleColumns): number {
        const room = Math.max(0, this.most - this.count());
        const kept = Math.min(room, at.length);
        for (let index = 0; index < kept; index++) {
            this.insert.run(series, at[index] ?? 0, value[index] ?? 0, quality[index] ?? 0);
        }
        return at.length - kept;
    }

    /** Series of which values are set aside. */
    series(): number[] {
        return this.owners.all().map((row) => Number(row.series));
    }

    /** Takes out what is set aside of a series. */
    take(series: number): SampleColumns {
        const rows = this.select.all(series);
        this.remove.run(series);
        const column = (name: string): number[] => rows.map((row) => Number(row[name]));
        return orderColumns(column('at'), column('value'), column('quality'));
    }

    /** Values that are set aside. */
    count(): number {
        return Number(this.rows.get()?.found ?? 0);
    }
}
