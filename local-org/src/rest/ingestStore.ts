import { z } from 'zod';
import type { SaveResult } from '../platform.ts';
import type { Database } from '../store/database.ts';
import type { CsvRow } from './ingestCsv.ts';
import type { IngestJob } from './ingestJobs.ts';

const resultsShape = z.array(z.custom<SaveResult>((value) => typeof value === 'object' && value !== null));

/** Keeps ingest jobs over a restart. */
export class IngestStore {
    readonly #database: Database;

    constructor(database: Database) {
        this.#database = database;
        database.define(
            'CREATE TABLE IF NOT EXISTS "_ingestJob" (id TEXT PRIMARY KEY, job TEXT NOT NULL, "rows" TEXT NOT NULL)'
        );
        database.define(
            'CREATE TABLE IF NOT EXISTS "_ingestResult" (job TEXT NOT NULL, first INTEGER NOT NULL, results TEXT NOT NULL, PRIMARY KEY (job, first))'
        );
    }

    /** Every job with its rows and results, oldest first. */
    load(): IngestJob[] {
        return this.#database.all('SELECT * FROM "_ingestJob" ORDER BY id').map((row) => ({
            ...(JSON.parse(String(row['job'])) as IngestJob),
            rows: JSON.parse(String(row['rows'])) as CsvRow[],
            results: this.#results(String(row['id']))
        }));
    }

    /** Writes the job with its rows, without results. */
    keep(job: IngestJob): void {
        const { rows, results: _, ...head } = job;
        const sql = 'INSERT OR REPLACE INTO "_ingestJob" (id, job, "rows") VALUES (?, ?, ?)';
        this.#database.run(sql, job.id, JSON.stringify(head), JSON.stringify(rows));
    }

    /** Writes where the job stands; its rows are as they were. */
    keepState(job: IngestJob): void {
        const { rows: _rows, results: _results, ...head } = job;
        this.#database.run('UPDATE "_ingestJob" SET job = ? WHERE id = ?', JSON.stringify(head), job.id);
    }

    /** Writes the results of the rows from `first` on. */
    addResults(id: string, first: number, results: readonly SaveResult[]): void {
        const sql = 'INSERT OR REPLACE INTO "_ingestResult" (job, first, results) VALUES (?, ?, ?)';
        this.#database.run(sql, id, first, JSON.stringify(results));
    }

    remove(id: string): void {
        this.#database.run('DELETE FROM "_ingestJob" WHERE id = ?', id);
        this.#database.run('DELETE FROM "_ingestResult" WHERE job = ?', id);
    }

    #results(id: string): SaveResult[] {
        const rows = this.#database.all('SELECT results FROM "_ingestResult" WHERE job = ? ORDER BY first', id);
        return rows.flatMap((row) => resultsShape.parse(JSON.parse(String(row['results']))));
    }
}
