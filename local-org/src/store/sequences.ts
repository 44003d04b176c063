import { makeId } from '../schema/recordId.ts';
import type { KeyPrefixes } from '../schema/buildSchema.ts';
import type { Database } from './database.ts';

const RECORD_IDS = 'record';
const BASE36 = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Numbers that are given once: record ids, auto-numbers and key prefixes. Gaps are left by what is rolled back. */
export class Sequences implements KeyPrefixes {
    readonly #database: Database;
    readonly #values = new Map<string, number>();
    readonly #changed = new Set<string>();
    readonly #prefixes = new Map<string, string>();

    constructor(database: Database) {
        this.#database = database;
        database.define('CREATE TABLE IF NOT EXISTS "_sequence" (name TEXT PRIMARY KEY, value INTEGER NOT NULL)');
        database.define(
            'CREATE TABLE IF NOT EXISTS "_keyPrefix" (object TEXT PRIMARY KEY, prefix TEXT NOT NULL UNIQUE)'
        );
        for (const row of database.all('SELECT name, value FROM "_sequence"'))
            this.#values.set(String(row['name']), Number(row['value']));
        for (const row of database.all('SELECT object, prefix FROM "_keyPrefix"'))
            this.#prefixes.set(String(row['object']), String(row['prefix']));
        database.beforeCommit(() => this.#save());
    }

    /** A new record id. */
    nextId(keyPrefix: string): string {
        return makeId(keyPrefix, this.next(RECORD_IDS));
    }

    /** The next number of a sequence, from 1. */
    next(name: string): number {
        const value = (this.#values.get(name) ?? 0) + 1;
        this.#values.set(name, value);
        this.#changed.add(name);
        return value;
    }

    of(objectName: string, family: string): string {
        const known = this.#prefixes.get(objectName);
        if (known) return known;
        const used = new Set(this.#prefixes.values());
        const prefix = freePrefix(family, used);
        this.#database.run('INSERT INTO "_keyPrefix" (object, prefix) VALUES (?, ?)', objectName, prefix);
        this.#prefixes.set(objectName, prefix);
        this.#database.afterRollback(() => this.#prefixes.delete(objectName));
        return prefix;
    }

    #save(): void {
        for (const name of this.#changed)
            this.#database.run(
                'INSERT INTO "_sequence" (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
                name,
                this.#values.get(name) ?? 0
            );
        this.#changed.clear();
    }
}

function freePrefix(family: string, used: ReadonlySet<string>): string {
    for (const second of BASE36)
        for (const third of BASE36) if (!used.has(family + second + third)) return family + second + third;
    throw new Error(`No key prefix is left for objects of family ${family}.`);
}
