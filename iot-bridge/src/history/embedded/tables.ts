import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SQLOutputValue } from 'node:sqlite';
import { HistoryError } from '../errors.ts';

/** A row as SQLite gives it. */
export type Row = Record<string, SQLOutputValue>;

const schema = `
CREATE TABLE IF NOT EXISTS series (
    id INTEGER PRIMARY KEY AUTOINCREMENT, device TEXT NOT NULL, signal TEXT NOT NULL, kind TEXT NOT NULL,
    gap_ms REAL NOT NULL, first_at REAL, last_at REAL, last_value REAL, last_quality INTEGER,
    raw_floor REAL NOT NULL, minute_floor REAL NOT NULL, hour_floor REAL NOT NULL, UNIQUE (device, signal)
);
CREATE TABLE IF NOT EXISTS state_text (
    series INTEGER NOT NULL, id INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (series, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS journal (id INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS set_aside (
    series INTEGER NOT NULL, at REAL NOT NULL, value REAL NOT NULL, quality INTEGER NOT NULL, PRIMARY KEY (series, at)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS chunk (
    id INTEGER PRIMARY KEY, series INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
    count INTEGER NOT NULL, body BLOB NOT NULL, UNIQUE (series, first_at)
);
CREATE TABLE IF NOT EXISTS archive_file (
    id INTEGER PRIMARY KEY AUTOINCREMENT, day INTEGER NOT NULL, signal_group TEXT NOT NULL, place TEXT NOT NULL,
    name TEXT NOT NULL, samples INTEGER NOT NULL, erase INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS archive_run (
    series INTEGER NOT NULL, day INTEGER NOT NULL, file INTEGER NOT NULL, first_row INTEGER NOT NULL,
    count INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, PRIMARY KEY (series, day)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS archive_run_by_file ON archive_run (file);
CREATE TABLE IF NOT EXISTS archive_garbage (place TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (place, name));
CREATE TABLE IF NOT EXISTS rollup (
    series INTEGER NOT NULL, tier INTEGER NOT NULL, start INTEGER NOT NULL, count INTEGER NOT NULL,
    uncertain INTEGER NOT NULL, bad INTEGER NOT NULL, min REAL, max REAL, sum REAL, last REAL, last_at INTEGER,
    area REAL NOT NULL, covered_ms INTEGER NOT NULL, states TEXT, PRIMARY KEY (series, tier, start)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS event (
    id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, device TEXT NOT NULL, at INTEGER NOT NULL,
    kind TEXT NOT NULL, details TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS event_by_device ON event (device, at, id);
CREATE TABLE IF NOT EXISTS deletion (
    id INTEGER PRIMARY KEY, device TEXT NOT NULL, requested_by TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL,
    series INTEGER NOT NULL, samples INTEGER NOT NULL, rollups INTEGER NOT NULL, events INTEGER NOT NULL,
    hash TEXT NOT NULL
);`;

/**
 * Opens the file of the embedded store. `secure_delete` overwrites what is deleted, because a deletion on request must
 * leave nothing behind; `synchronous` FULL costs an fsync per commit and survives a loss of power.
 * @throws HistoryError HISTORY_STORE_UNUSABLE
 */
export function openDatabase(file: string, durability: 'process' | 'power'): DatabaseSync {
    try {
        mkdirSync(path.dirname(file), { recursive: true });
        const database = new DatabaseSync(file);
        database.exec('PRAGMA journal_mode = WAL');
        database.exec(`PRAGMA synchronous = ${durability === 'power' ? 'FULL' : 'NORMAL'}`);
        database.exec('PRAGMA secure_delete = ON');
        database.exec('PRAGMA busy_timeout = 5000');
        database.exec('PRAGMA cache_size = -65536');
        database.exec(schema);
        return database;
    } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new HistoryError('HISTORY_STORE_UNUSABLE', { place: file, reason }, cause);
    }
}

/** Runs `work` as one transaction: all of it is kept, or nothing. Inside another transaction it joins that one. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
    if (database.isTransaction) return work();
    database.exec('BEGIN IMMEDIATE');
    try {
        const result = work();
        database.exec('COMMIT');
        return result;
    } catch (error) {
        rollBack(database);
        throw error;
    }
}

/** SQLite ends the transaction itself after some errors, such as a full disk. */
function rollBack(database: DatabaseSync): void {
    if (database.isTransaction) database.exec('ROLLBACK');
}
