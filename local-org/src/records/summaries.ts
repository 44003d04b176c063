/** The values of roll-up summary fields, worked out by the store. */
import type { SQLInputValue } from 'node:sqlite';
import type { FieldDescribe, FieldValue, ObjectDescribe, Schema } from '../platform.ts';
import type { SummaryDescribe, SummaryFilter } from '../schema/summaryDescribe.ts';
import { quoted, type Database } from '../store/database.ts';
import { fromSql, toSql } from '../store/rows.ts';

/** One summary field and where it stands. */
export interface Summary {
    readonly parent: ObjectDescribe;
    readonly field: FieldDescribe;
    readonly describe: SummaryDescribe;
}

const byChild = new WeakMap<Schema, ReadonlyMap<string, readonly Summary[]>>();

/** The summary fields that sum up records of an object. */
export function summariesOf(schema: Schema, childObject: string): readonly Summary[] {
    let known = byChild.get(schema);
    if (!known)
        byChild.set(schema, (known = Map.groupBy(allSummaries(schema), ({ describe }) => describe.childObject)));
    return known.get(childObject) ?? [];
}

function allSummaries(schema: Schema): readonly Summary[] {
    return schema
        .objects()
        .flatMap((parent) =>
            parent.fields.flatMap((field) => (field.summary ? [{ parent, field, describe: field.summary }] : []))
        );
}

/** A summary without children: nothing counts as zero, but has no smallest or greatest value. */
export function emptySummary({ operation }: SummaryDescribe): FieldValue {
    return operation === 'count' || operation === 'sum' ? 0 : null;
}

/** The value of a summary field for each of some parents. */
export function summaryValues(
    database: Database,
    schema: Schema,
    { field, describe }: Summary,
    parentIds: readonly string[]
): ReadonlyMap<string, FieldValue> {
    const child = schema.object(describe.childObject);
    if (!child) return new Map();
    const key = quoted(describe.foreignKey);
    const { select, where, values } = aggregate(child, describe);
    const sql = `SELECT ${key} AS parent, ${select} AS value FROM ${quoted(child.name)} WHERE ${key} IN (SELECT value FROM json_each(?)) AND ${where} GROUP BY ${key}`;
    const found = database.all(sql, JSON.stringify(parentIds), ...values);
    const byParent = new Map(found.map((row) => [String(row['parent']), atScale(fromSql(row['value'], field), field)]));
    return new Map(parentIds.map((id) => [id, byParent.get(id) ?? emptySummary(describe)]));
}

/** Sums of decimals are not exact in SQLite; the field's scale says how far they are meant. */
function atScale(value: FieldValue, { scale }: FieldDescribe): FieldValue {
    return typeof value === 'number' ? Number(value.toFixed(scale)) : value;
}

/** Fills summary fields that are new or mean something else than before, for all records at once. */
export function fillSummaries(database: Database, before: Schema, schema: Schema): void {
    const lowestFirst = allSummaries(schema).toSorted((one, other) => levels(schema, one) - levels(schema, other));
    for (const { parent, field, describe } of lowestFirst) {
        const known = before.object(parent.name)?.field(field.name)?.summary;
        const child = schema.object(describe.childObject);
        if (!child || JSON.stringify(known) === JSON.stringify(describe)) continue;
        const { select, where, values } = aggregate(child, describe);
        const below = `SELECT ${select} FROM ${quoted(child.name)} AS child WHERE child.${quoted(describe.foreignKey)} = ${quoted(parent.name)}."Id" AND ${where}`;
        const isNumber = field.type === 'double' || field.type === 'currency' || field.type === 'percent';
        const value = `coalesce((${below}), ?)`;
        database.run(
            `UPDATE ${quoted(parent.name)} SET ${quoted(field.name)} = ${isNumber ? `round(${value}, ${field.scale})` : value}`,
            ...values,
            toSql(emptySummary(describe))
        );
    }
}

/** How many summaries lie below one: those must be right before it is. */
function levels(schema: Schema, { describe }: Pick<Summary, 'describe'>): number {
    const below = schema.object(describe.childObject)?.field(describe.field ?? '')?.summary;
    return below ? 1 + levels(schema, { describe: below }) : 0;
}

interface Aggregate {
    readonly select: string;
    readonly where: string;
    readonly values: readonly SQLInputValue[];
}

const functions = { count: 'COUNT', sum: 'SUM', min: 'MIN', max: 'MAX' } as const;

function aggregate(child: ObjectDescribe, describe: SummaryDescribe): Aggregate {
    const conditions = describe.filters.map((filter) => condition(child, filter));
    return {
        select: `${functions[describe.operation]}(${describe.field === null ? '*' : quoted(describe.field)})`,
        where: [child.field('IsDeleted') ? '"IsDeleted" = 0' : '1', ...conditions.map(({ sql }) => sql)].join(' AND '),
        values: conditions.flatMap(({ values }) => values)
    };
}

interface Condition {
    readonly sql: string;
    readonly values: readonly SQLInputValue[];
}

const comparisons: Readonly<Record<string, string>> = {
    equals: '=',
    notEqual: '=',
    lessThan: '<',
    greaterThan: '>',
    lessOrEqual: '<=',
    greaterOrEqual: '>='
};

/** Filters whose word denies: a record with a blank field meets them. */
const denials: ReadonlySet<string> = new Set(['notEqual', 'notContain', 'excludes']);

function condition(child: ObjectDescribe, { field: name, operation, values }: SummaryFilter): Condition {
    const column = quoted(name);
    const field = child.field(name);
    const alternatives = values.map((value) => alternative(column, field, operation, value));
    const any = `(${alternatives.map(({ sql }) => sql).join(' OR ')})`;
    return {
        sql: denials.has(operation) ? `NOT coalesce(${any}, 0)` : any,
        values: alternatives.flatMap((one) => one.values)
    };
}

function alternative(column: string, field: FieldDescribe | undefined, operation: string, value: string): Condition {
    const comparison = comparisons[operation];
    if (comparison !== undefined) {
        if (value === '' && field?.type !== 'boolean') return { sql: `${column} IS NULL`, values: [] };
        return { sql: `${column} ${comparison} ?`, values: [typed(field, value)] };
    }
    if (operation === 'startsWith') return { sql: `instr(lower(${column}), ?) = 1`, values: [value.toLowerCase()] };
    if (operation === 'includes' || operation === 'excludes')
        return { sql: `instr(';' || ${column} || ';', ?) > 0`, values: [`;${value};`] };
    return { sql: `instr(lower(${column}), ?) > 0`, values: [value.toLowerCase()] };
}

function typed(field: FieldDescribe | undefined, value: string): SQLInputValue {
    switch (field?.type) {
        case 'boolean':
            return Number(/^(true|1)$/i.test(value));
        case 'int':
        case 'double':
        case 'currency':
        case 'percent':
            return Number(value);
        case 'datetime':
            return new Date(value).toISOString();
        default:
            return value;
    }
}
