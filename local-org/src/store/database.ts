import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

/** A row as SQLite gives it, by column name. */
export type SqlRow = Record<string, SQLInputValue>;

/** Signature of a function that SQL can call. */
export type SqlFunction = (...values: SQLInputValue[]) => SQLInputValue;

/**
 * SQLite behind prepared statements and nested transactions. Values are always bound, never put into the text.
 */
export class Database {
    readonly #db: DatabaseSync;
    readonly #statements = new Map<string, StatementSync>();
    #depth = 0;
    #open = true;
    #onCommit: (() => void)[] = [];
    #onRollback: (() => void)[] = [];
    #onEnd: (() => void)[] = [];
    readonly #beforeCommit: (() => void)[] = [];

    /** Opens a file, or a database in memory for `:memory:`. WAL, so that a killed process loses no commit. */
    constructor(path: string) {
        this.#db = new DatabaseSync(path);
        this.#db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
        this.#db.exec('PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;');
    }

    /** Runs a statement and answers how many rows it changed. */
    run(sql: string, ...values: SQLInputValue[]): number {
        return Number(this.#prepare(sql).run(...values).changes);
    }

    get(sql: string, ...values: SQLInputValue[]): SqlRow | undefined {
        return this.#prepare(sql).get(...values);
    }

    all(sql: string, ...values: SQLInputValue[]): SqlRow[] {
        return this.#prepare(sql).all(...values);
    }

    /** Rows as arrays in column order: for queries, whose columns need no names. */
    arrays(sql: string, values: readonly SQLInputValue[]): SQLInputValue[][] {
        const statement = this.#prepare(sql, true);
        return statement.all(...values) as unknown as SQLInputValue[][];
    }

    /** Runs a change of tables. */
    define(sql: string): void {
        this.#statements.clear();
        this.#db.exec(sql);
    }

    /** Makes a function callable from SQL. */
    function(name: string, work: SqlFunction): void {
        this.#db.function(name, { varargs: true, deterministic: false }, work);
    }

    /** Runs `work`; what it changed is taken back when it throws. May be nested. */
    transaction<Result>(work: () => Result): Result {
        const level = this.#depth;
        const marks = { commit: this.#onCommit.length, rollback: this.#onRollback.length };
        this.#db.exec(level === 0 ? 'BEGIN IMMEDIATE' : `SAVEPOINT level_${level}`);
        this.#depth++;
        try {
            const result = work();
            if (level === 0) for (const prepare of this.#beforeCommit) prepare();
            this.#db.exec(level === 0 ? 'COMMIT' : `RELEASE level_${level}`);
            this.#depth--;
            if (level === 0) this.#finish(true);
            return result;
        } catch (error) {
            this.#db.exec(level === 0 ? 'ROLLBACK' : `ROLLBACK TO level_${level}; RELEASE level_${level}`);
            this.#depth--;
            this.#onCommit.length = marks.commit;
            for (const undo of this.#onRollback.splice(marks.rollback).reverse()) undo();
            if (level === 0) this.#finish(false);
            throw error;
        }
    }

    get inTransaction(): boolean {
        return this.#depth > 0;
    }

    /** Runs after the outermost commit; forgotten when its own transaction is rolled back. */
    afterCommit(work: () => void): void {
        if (this.#depth === 0) work();
        else this.#onCommit.push(work);
    }

    /** Runs when the transaction it was registered in is rolled back. */
    afterRollback(work: () => void): void {
        if (this.#depth > 0) this.#onRollback.push(work);
    }

    /** Runs after the outermost transaction, however it ends. */
    afterEnd(work: () => void): void {
        if (this.#depth === 0) work();
        else this.#onEnd.push(work);
    }

    /** Runs before each outermost commit, inside the transaction. */
    beforeCommit(work: () => void): void {
        this.#beforeCommit.push(work);
    }

    /** Closes the file; may be called twice. */
    close(): void {
        if (!this.#open) return;
        this.#open = false;
        this.#statements.clear();
        this.#db.close();
    }

    #finish(committed: boolean): void {
        const due = [...(committed ? this.#onCommit : []), ...this.#onEnd];
        this.#onCommit = [];
        this.#onEnd = [];
        this.#onRollback = [];
        for (const work of due) work();
    }

    #prepare(sql: string, asArrays = false): StatementSync {
        const key = (asArrays ? 'arrays:' : 'rows:') + sql;
        const known = this.#statements.get(key);
        if (known) return known;
        if (this.#statements.size >= 2_000) this.#statements.clear();
        const statement = this.#db.prepare(sql);
        if (asArrays) statement.setReturnArrays(true);
        this.#statements.set(key, statement);
        return statement;
    }
}

/** An identifier for SQL text. Only names from the schema are put into SQL, and even they are quoted. */
export function quoted(name: string): string {
    return `"${name.replaceAll('"', '""')}"`;
}

/** The store of an org: a file in its folder, or memory without one. */
export function openDatabase(dataDir: string | undefined): Database {
    if (dataDir === undefined) return new Database(':memory:');
    mkdirSync(dataDir, { recursive: true });
    return new Database(path.join(dataDir, 'org.sqlite'));
}
