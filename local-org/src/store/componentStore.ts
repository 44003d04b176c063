import { deserialize, serialize } from 'node:v8';
import type { MetadataComponent } from '../metadata/component.ts';
import type { Database } from './database.ts';

/** Keeps deployed components, files included. */
export class ComponentStore {
    readonly #database: Database;

    constructor(database: Database) {
        this.#database = database;
        database.define(
            'CREATE TABLE IF NOT EXISTS "_component" (type TEXT, fullName TEXT, body BLOB NOT NULL, PRIMARY KEY (type, fullName))'
        );
    }

    all(): MetadataComponent[] {
        return this.#database
            .all('SELECT body FROM "_component" ORDER BY rowid')
            .map((row) => deserialize(row['body'] as Uint8Array) as MetadataComponent);
    }

    put(component: MetadataComponent): void {
        const sql =
            'INSERT INTO "_component" (type, fullName, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body';
        this.#database.run(sql, component.type, component.fullName, serialize(component));
    }

    delete(type: string, fullName: string): void {
        this.#database.run('DELETE FROM "_component" WHERE type = ? AND fullName = ?', type, fullName);
    }
}
