import type { PendingItem, PendingWork } from '../flow/index.ts';
import type { Database, SqlRow } from './database.ts';

/** Keeps scheduled paths and paused interviews over a restart; what a rolled back transaction added is not kept. */
export class PendingStore implements PendingWork {
    readonly #database: Database;

    constructor(database: Database) {
        this.#database = database;
        database.define(
            'CREATE TABLE IF NOT EXISTS "_pendingWork" (id TEXT PRIMARY KEY, dueAt TEXT NOT NULL, flow TEXT NOT NULL, userId TEXT NOT NULL, subject TEXT NOT NULL, work TEXT NOT NULL)'
        );
        database.define('CREATE INDEX IF NOT EXISTS "_pendingFlow" ON "_pendingWork" (flow, subject)');
        database.define('CREATE INDEX IF NOT EXISTS "_pendingDue" ON "_pendingWork" (dueAt)');
    }

    add(item: PendingItem): void {
        const sql =
            'INSERT OR REPLACE INTO "_pendingWork" (id, dueAt, flow, userId, subject, work) VALUES (?, ?, ?, ?, ?, ?)';
        const { id, dueAt, flow, userId, subject } = item;
        this.#database.run(sql, id, dueAt, flow, userId, subject, JSON.stringify(item.work ?? null));
    }

    takeDue(now: Date): readonly PendingItem[] {
        const due = this.#database.all(
            'SELECT * FROM "_pendingWork" WHERE dueAt <= ? ORDER BY dueAt',
            now.toISOString()
        );
        for (const row of due) this.#database.run('DELETE FROM "_pendingWork" WHERE id = ?', String(row['id']));
        return due.map(itemOf);
    }

    hasDue(now: Date): boolean {
        const sql = 'SELECT 1 AS due FROM "_pendingWork" WHERE dueAt <= ? LIMIT 1';
        return this.#database.get(sql, now.toISOString()) !== undefined;
    }

    remove(flow: string, matches: (item: PendingItem) => boolean, subject?: string): void {
        const rows =
            subject === undefined
                ? this.#database.all('SELECT * FROM "_pendingWork" WHERE flow = ?', flow)
                : this.#database.all('SELECT * FROM "_pendingWork" WHERE flow = ? AND subject = ?', flow, subject);
        for (const item of rows.map(itemOf).filter(matches))
            this.#database.run('DELETE FROM "_pendingWork" WHERE id = ?', item.id);
    }

    list(): readonly PendingItem[] {
        return this.#database.all('SELECT * FROM "_pendingWork" ORDER BY dueAt').map(itemOf);
    }
}

function itemOf(row: SqlRow): PendingItem {
    return {
        id: String(row['id']),
        dueAt: String(row['dueAt']),
        flow: String(row['flow']),
        userId: String(row['userId']),
        subject: String(row['subject']),
        work: JSON.parse(String(row['work']))
    };
}
