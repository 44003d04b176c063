import type { DatabaseSync } from 'node:sqlite';

const schema = `
CREATE TABLE IF NOT EXISTS rows (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS journal (id INTEGER PRIMARY KEY AUTOINCREMENT, entries TEXT NOT NULL, packed BLOB);
CREATE TABLE IF NOT EXISTS dead_letters (
    id INTEGER PRIMARY KEY AUTOINCREMENT, stage TEXT NOT NULL, subject TEXT NOT NULL, reason TEXT NOT NULL,
    attempts INTEGER NOT NULL, at INTEGER NOT NULL, payload BLOB NOT NULL, status TEXT NOT NULL DEFAULT 'dead'
);`;

/**
 * Creates the tables and sets how commits reach the disk. Write-ahead logging keeps a reader, such as the
 * command line, from blocking the bridge; `synchronous` FULL costs an fsync per commit and survives a loss of power.
 */
export function prepareDatabase(database: DatabaseSync, durability: 'process' | 'power'): void {
    // First of all: the other statements wait for locks, too, such as that of a process that is just going away.
    database.exec('PRAGMA busy_timeout = 5000');
    database.exec('PRAGMA journal_mode = WAL');
    database.exec(`PRAGMA synchronous = ${durability === 'power' ? 'FULL' : 'NORMAL'}`);
    database.exec(schema);
    const columns = database.prepare("SELECT name FROM pragma_table_info('journal')").all();
    if (!columns.some(({ name }) => name === 'packed')) database.exec('ALTER TABLE journal ADD COLUMN packed BLOB');
}
