import { deserialize, serialize } from 'node:v8';
import type { MetadataComponent } from '../metadata/component.ts';
import type { ComponentHistory } from '../org.ts';
import type { Database } from './database.ts';

const historyColumns = ['createdDate', 'createdById', 'lastModifiedDate', 'lastModifiedById'] as const;

/** Keeps deployed components, files included, and when they came and changed. */
export class ComponentStore {
    readonly #database: Database;

    constructor(database: Database) {
        this.#database = database;
        const columns = historyColumns.map((name) => `${name} TEXT NOT NULL DEFAULT ''`).join(', ');
        database.define(
            `CREATE TABLE IF NOT EXISTS "_component" (type TEXT, fullName TEXT, body BLOB NOT NULL, ${columns}, PRIMARY KEY (type, fullName))`
        );
        this.#addMissingColumns();
    }

    all(): MetadataComponent[] {
        return this.#database
            .all('SELECT body FROM "_component" ORDER BY rowid')
            .map((row) => deserialize(row['body'] as Uint8Array) as MetadataComponent);
    }

    /** Keeps a component as it is now; one that was there keeps its beginning. */
    put(component: MetadataComponent, at: string, userId: string): void {
        const sql = `INSERT INTO "_component" (type, fullName, body, ${historyColumns.join(', ')}) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET body = excluded.body, lastModifiedDate = excluded.lastModifiedDate, lastModifiedById = excluded.lastModifiedById`;
        this.#database.run(sql, component.type, component.fullName, serialize(component), at, userId, at, userId);
    }

    /** Keeps how a component is written, although it says the same as before. */
    respell(component: MetadataComponent): void {
        const sql = 'UPDATE "_component" SET body = ? WHERE type = ? AND fullName = ?';
        this.#database.run(sql, serialize(component), component.type, component.fullName);
    }

    /** Blank where the component was kept by an org that kept no history. */
    history(type: string, fullName: string): ComponentHistory | undefined {
        const sql = `SELECT ${historyColumns.join(', ')} FROM "_component" WHERE type = ? AND fullName = ?`;
        const row = this.#database.get(sql, type, fullName);
        if (!row) return undefined;
        const [createdDate = '', createdById = '', lastModifiedDate = '', lastModifiedById = ''] = historyColumns.map(
            (name) => String(row[name])
        );
        return { createdDate, createdById, lastModifiedDate, lastModifiedById };
    }

    delete(type: string, fullName: string): void {
        this.#database.run('DELETE FROM "_component" WHERE type = ? AND fullName = ?', type, fullName);
    }

    /** Folders of orgs from before the history was kept. */
    #addMissingColumns(): void {
        const known = new Set(
            this.#database.all(`SELECT name FROM pragma_table_info('_component')`).map((row) => String(row['name']))
        );
        for (const name of historyColumns.filter((one) => !known.has(one)))
            this.#database.define(`ALTER TABLE "_component" ADD COLUMN ${name} TEXT NOT NULL DEFAULT ''`);
    }
}
