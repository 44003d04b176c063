import { DatabaseSync } from 'node:sqlite';
import { deserialize, serialize } from 'node:v8';

/** Raised when what is kept changes its shape; what was learned before is then learned anew. */
const VERSION = 1;

/** What was learned, in a file of its own: a loss costs time to learn and nothing else. */
export class HealthFile {
    private readonly database: DatabaseSync;

    /** Opens or creates the file. */
    constructor(file: string) {
        this.database = new DatabaseSync(file, { timeout: 5000 });
        this.database.exec('PRAGMA journal_mode = WAL');
        this.database.exec('PRAGMA synchronous = NORMAL');
        this.database.exec(
            'CREATE TABLE IF NOT EXISTS learned (key TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, state BLOB NOT NULL) WITHOUT ROWID'
        );
    }

    /** What is kept under a key; undefined when nothing is, or when it is of another version. */
    load(key: string): unknown {
        const row = this.database.prepare('SELECT state FROM learned WHERE key = ? AND version = ?').get(key, VERSION);
        return row?.state instanceof Uint8Array ? deserialize(row.state) : undefined;
    }

    /** Keeps states in one transaction; undefined removes one. */
    save(states: readonly (readonly [string, unknown])[]): void {
        const put = this.database.prepare('INSERT OR REPLACE INTO learned (key, version, state) VALUES (?, ?, ?)');
        const remove = this.database.prepare('DELETE FROM learned WHERE key = ?');
        this.database.exec('BEGIN IMMEDIATE');
        try {
            for (const [key, state] of states) {
                if (state === undefined) remove.run(key);
                else put.run(key, VERSION, serialize(state));
            }
            this.database.exec('COMMIT');
        } catch (error) {
            this.database.exec('ROLLBACK');
            throw error;
        }
    }

    /** Ends the use of the file. */
    close(): void {
        this.database.close();
    }
}
