import type { SQLInputValue } from 'node:sqlite';
import type { FieldDescribe, FieldValue, ObjectDescribe, RecordData } from '../platform.ts';
import { quoted, type Database, type SqlRow } from './database.ts';
import { isStored } from './tables.ts';

/** A field value as SQLite keeps it. */
export function toSql(value: FieldValue): SQLInputValue {
    return typeof value === 'boolean' ? Number(value) : value;
}

/** A kept value as the platform sees it. */
export function fromSql(value: SQLInputValue | undefined, field: FieldDescribe): FieldValue {
    if (value === null || value === undefined) return field.type === 'boolean' ? false : null;
    if (field.type === 'boolean') return value === 1;
    return typeof value === 'number' || typeof value === 'string' ? value : String(value);
}

/** Reads and writes whole rows; knows nothing of rules. */
export class Rows {
    readonly #database: Database;

    constructor(database: Database) {
        this.#database = database;
    }

    get(object: ObjectDescribe, id: string): RecordData | undefined {
        return this.byIds(object, [id]).get(id);
    }

    /** Rows that are not deleted, by id. */
    byIds(object: ObjectDescribe, ids: readonly string[]): Map<string, RecordData> {
        return this.byField(object, 'Id', ids, (record) => String(record['Id']));
    }

    /** Rows that are not deleted whose field has one of the values, under the key that `keyOf` gives. */
    byField(
        object: ObjectDescribe,
        fieldName: string,
        values: readonly FieldValue[],
        keyOf: (record: RecordData) => string
    ): Map<string, RecordData> {
        const sql = `SELECT * FROM ${quoted(object.name)} WHERE ${quoted(fieldName)} IN (SELECT value FROM json_each(?))${live(object)}`;
        const rows = this.#database.all(sql, JSON.stringify(values)).map((row) => recordOf(object, row));
        return new Map(rows.map((record) => [keyOf(record), record]));
    }

    /** Ids of rows that are not deleted whose field has the value. */
    idsWhere(object: ObjectDescribe, fieldName: string, value: FieldValue): string[] {
        const sql = `SELECT "Id" FROM ${quoted(object.name)} WHERE ${quoted(fieldName)} = ?${live(object)}`;
        return this.#database.all(sql, toSql(value)).map((row) => String(row['Id']));
    }

    insert(object: ObjectDescribe, record: RecordData): void {
        const names = Object.keys(record);
        const sql = `INSERT INTO ${quoted(object.name)} (${names.map(quoted).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
        this.#database.run(sql, ...Object.values(record).map(toSql));
    }

    /** Writes the given fields of one row. */
    update(object: ObjectDescribe, id: string, changes: RecordData): void {
        const names = Object.keys(changes);
        if (names.length === 0) return;
        const assignments = names.map((name) => `${quoted(name)} = ?`).join(', ');
        const sql = `UPDATE ${quoted(object.name)} SET ${assignments} WHERE "Id" = ?`;
        this.#database.run(sql, ...Object.values(changes).map(toSql), id);
    }

    /** Marks a row as deleted, or removes it where the object has no recycle bin. */
    delete(object: ObjectDescribe, id: string, at: string): void {
        const table = quoted(object.name);
        if (object.field('IsDeleted'))
            this.#database.run(`UPDATE ${table} SET "IsDeleted" = 1, "SystemModstamp" = ? WHERE "Id" = ?`, at, id);
        else this.#database.run(`DELETE FROM ${table} WHERE "Id" = ?`, id);
    }
}

function live(object: ObjectDescribe): string {
    return object.field('IsDeleted') ? ' AND "IsDeleted" = 0' : '';
}

function recordOf(object: ObjectDescribe, row: SqlRow): RecordData {
    const record: RecordData = {};
    for (const field of object.fields) if (isStored(field)) record[field.name] = fromSql(row[field.name], field);
    return record;
}
