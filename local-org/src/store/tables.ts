import type { FieldDescribe, FieldType, ObjectDescribe, Schema } from '../platform.ts';
import { quoted, type Database } from './database.ts';

/** Whether a field has a column: formulas, compound addresses and geolocations are made when they are read. */
export function isStored(field: FieldDescribe): boolean {
    return field.formula === null && field.type !== 'address' && field.type !== 'location';
}

/** Objects with rows; platform events are kept by the event bus, and external objects elsewhere. */
export function hasTable(object: ObjectDescribe): boolean {
    return object.kind !== 'platformEvent' && object.kind !== 'externalObject';
}

const NUMBERS: ReadonlySet<FieldType> = new Set<FieldType>(['double', 'currency', 'percent']);

/** Column type; text compares whatever the case, as in SOQL, except ids and case-sensitive fields. */
function columnType(field: FieldDescribe): string {
    if (field.type === 'boolean') return 'INTEGER NOT NULL DEFAULT 0';
    if (field.type === 'int') return 'INTEGER';
    if (NUMBERS.has(field.type)) return 'REAL';
    if (field.type === 'id' || field.type === 'reference' || field.caseSensitive) return 'TEXT';
    return field.type === 'date' || field.type === 'datetime' || field.type === 'time' ? 'TEXT' : 'TEXT COLLATE NOCASE';
}

/** Brings the tables in step with the schema: new tables, columns and indexes; deployed ones that are gone go. */
export function syncTables(database: Database, schema: Schema): void {
    const wanted = new Map(
        schema
            .objects()
            .filter(hasTable)
            .map((object) => [object.name, object])
    );
    const existing = new Set(
        database.all(`SELECT name FROM sqlite_master WHERE type = 'table'`).map((row) => String(row['name']))
    );
    for (const name of existing)
        if (isDeployed(name) && !wanted.has(name)) database.define(`DROP TABLE ${quoted(name)}`);
    for (const object of wanted.values()) {
        if (existing.has(object.name)) syncColumns(database, object);
        else createTable(database, object);
        syncIndexes(database, object);
    }
}

function isDeployed(name: string): boolean {
    return /__(c|mdt|s)$/.test(name);
}

function createTable(database: Database, object: ObjectDescribe): void {
    const columns = object.fields
        .filter(isStored)
        .map((field) => `${quoted(field.name)} ${field.type === 'id' ? 'TEXT PRIMARY KEY' : columnType(field)}`);
    database.define(`CREATE TABLE ${quoted(object.name)} (${columns.join(', ')})`);
}

function syncColumns(database: Database, object: ObjectDescribe): void {
    const table = quoted(object.name);
    const existing = new Set(
        database.all('SELECT name FROM pragma_table_info(?)', object.name).map((row) => String(row['name']))
    );
    const wanted = new Set(object.fields.filter(isStored).map((field) => field.name));
    for (const name of existing) {
        if (wanted.has(name) || !isDeployed(name)) continue;
        for (const kind of ['ix', 'ux']) database.define(`DROP INDEX IF EXISTS ${indexName(kind, object.name, name)}`);
        database.define(`ALTER TABLE ${table} DROP COLUMN ${quoted(name)}`);
    }
    for (const field of object.fields.filter(isStored))
        if (!existing.has(field.name))
            database.define(`ALTER TABLE ${table} ADD COLUMN ${quoted(field.name)} ${columnType(field)}`);
}

function syncIndexes(database: Database, object: ObjectDescribe): void {
    const existing = new Set(
        database
            .all(`SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ?`, object.name)
            .map((row) => quoted(String(row['name'])))
    );
    const live = object.field('IsDeleted') ? ' WHERE "IsDeleted" = 0' : '';
    for (const field of object.fields.filter(isStored)) {
        const unique = indexName('ux', object.name, field.name);
        const plain = indexName('ix', object.name, field.name);
        const on = `ON ${quoted(object.name)} (${quoted(field.name)})`;
        if (field.unique && !existing.has(unique)) database.define(`CREATE UNIQUE INDEX ${unique} ${on}${live}`);
        if (!field.unique && existing.has(unique)) database.define(`DROP INDEX ${unique}`);
        if (isIndexed(field) && !existing.has(plain)) database.define(`CREATE INDEX ${plain} ${on}`);
    }
}

function isIndexed(field: FieldDescribe): boolean {
    if (field.name === 'CreatedById' || field.name === 'LastModifiedById') return false;
    return field.type === 'reference' || field.externalId || field.nameField || field.name === 'SystemModstamp';
}

function indexName(kind: string, object: string, field: string): string {
    return quoted(`${kind}.${object}.${field}`);
}
