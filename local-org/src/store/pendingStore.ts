import type { PendingItem, PendingWork } from '../flow/index.ts';
import type { Database, SqlRow } from './database.ts';

/** Keeps scheduled paths and paused interviews over a restart; what a rolled back transaction added is not kept. */
export class PendingStore implements PendingWork {
    readonly #database: Database;

    constructor(database: Database) {
        this.#database = database;
        database.define(
            'CREATE TABLE IF NOT EXISTS "_pending" (id TEXT PRIMARY KEY, dueAt TEXT NOT NULL, flow TEXT NOT NULL, userId TEXT NOT NULL, work TEXT NOT NULL)'
        );
    }

    add(item: PendingItem): void {
        const sql = 'INSERT OR REPLACE INTO "_pending" (id, dueAt, flow, userId, work) VALUES (?, ?, ?, ?, ?)';
        this.#database.run(sql, item.id, item.dueAt, item.flow, item.userId, JSON.stringify(item.work ?? null));
    }

    takeDue(now: Date): readonly PendingItem[] {
        const due = this.#database.all('SELECT * FROM "_pending" WHERE dueAt <= ? ORDER BY dueAt', now.toISOString());
        for (const row of due) this.#database.run('DELETE FROM "_pending" WHERE id = ?', String(row['id']));
        return due.map(itemOf);
    }

    remove(flow: string, matches: (item: PendingItem) => boolean): void {
        const items = this.#database.all('SELECT * FROM "_pending" WHERE flow = ?', flow).map(itemOf);
        for (const item of items.filter(matches)) this.#database.run('DELETE FROM "_pending" WHERE id = ?', item.id);
    }

    list(): readonly PendingItem[] {
        return this.#database.all('SELECT * FROM "_pending" ORDER BY dueAt').map(itemOf);
    }
}

function itemOf(row: SqlRow): PendingItem {
    return {
        id: String(row['id']),
        dueAt: String(row['dueAt']),
        flow: String(row['flow']),
        userId: String(row['userId']),
        work: JSON.parse(String(row['work']))
    };
}
