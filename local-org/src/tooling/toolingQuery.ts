/** SOQL over the few objects of the Tooling API, whose rows are made on the spot. */
import { parseQuery, type Condition, type FieldType, type WhereClause } from '@jetstreamapp/soql-parser-js';
import { SalesforceError, UnsupportedError } from '../errors.ts';

/** A row with parents as nested objects. */
export interface ToolingRow {
    readonly [field: string]: string | number | boolean | null | ToolingRow;
}

type Value = ToolingRow[string];

/** Rows of the objects, by name; undefined for an object that is not served. */
export type ToolingTables = (objectName: string) => readonly ToolingRow[] | undefined;

/**
 * Answers a query on one object: plain and parent fields, conditions, order and limit.
 * @throws SalesforceError for an unknown object, and for anything else SOQL can say.
 */
export function runToolingQuery(tables: ToolingTables, soql: string): { objectName: string; rows: ToolingRow[] } {
    const query = parse(soql);
    const objectName = query.sObject ?? '';
    const rows = tables(objectName);
    if (!rows) throw new SalesforceError('INVALID_TYPE', `sObject type '${objectName}' is not supported.`);
    if (query.groupBy || query.having) throw new UnsupportedError('GROUP BY in the Tooling API');
    const fields = (query.fields ?? []).map(fieldPath);
    const { where } = query;
    const wanted = where ? rows.filter((row) => holds(row, where)) : [...rows];
    const orders = [query.orderBy ?? []].flat();
    const [order] = orders;
    const sorted = order && 'field' in order ? wanted.toSorted(byField(order.field, order.order)) : wanted;
    return { objectName, rows: sorted.slice(0, query.limit ?? sorted.length).map((row) => pick(row, fields)) };
}

function parse(soql: string): ReturnType<typeof parseQuery> {
    try {
        return parseQuery(soql);
    } catch (error) {
        throw new SalesforceError('MALFORMED_QUERY', error instanceof Error ? error.message : String(error));
    }
}

function fieldPath(field: FieldType): readonly string[] {
    if (field.type === 'Field') return [field.field];
    if (field.type === 'FieldRelationship') return [...field.relationships, field.field];
    throw new UnsupportedError(`${field.type} in a query of the Tooling API`);
}

/** Fields are found whatever their case. */
function valueAt(row: ToolingRow, path: readonly string[]): Value {
    return path.reduce<Value>((value, name) => {
        if (value === null || typeof value !== 'object') return null;
        const key = Object.keys(value).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
        return key === undefined ? null : (value[key] ?? null);
    }, row);
}

function pick(row: ToolingRow, fields: readonly (readonly string[])[]): ToolingRow {
    const picked: Record<string, Value> = {};
    for (const path of fields) {
        const [first = '', ...rest] = path;
        const value = valueAt(row, path);
        const present = picked[first];
        const parent = typeof present === 'object' && present !== null ? present : {};
        picked[first] = rest.length === 0 ? value : { ...parent, [rest.join('.')]: value };
    }
    return picked;
}

function byField(field: string, order: string | null | undefined): (one: ToolingRow, other: ToolingRow) => number {
    const sign = order === 'DESC' ? -1 : 1;
    return (one, other) => sign * compare(valueAt(one, field.split('.')), valueAt(other, field.split('.')));
}

function compare(one: Value, other: Value): number {
    if (typeof one === 'number' && typeof other === 'number') return one - other;
    return String(one).localeCompare(String(other));
}

function holds(row: ToolingRow, where: WhereClause): boolean {
    const left = where.left ? conditionHolds(row, where.left) : true;
    if (!('right' in where)) return left;
    if (where.operator === 'AND') return left && holds(row, where.right);
    if (where.operator === 'OR') return left || holds(row, where.right);
    throw new UnsupportedError(`${where.operator} in a query of the Tooling API`);
}

function conditionHolds(row: ToolingRow, condition: NonNullable<WhereClause['left']> | Condition): boolean {
    if (!('field' in condition) || !('value' in condition))
        throw new UnsupportedError('This condition in the Tooling API');
    const actual = valueAt(row, condition.field.split('.'));
    const given = [condition.value].flat().map(literal);
    const [first = null] = given;
    switch (condition.operator) {
        case '=':
            return same(actual, first);
        case '!=':
            return !same(actual, first);
        case 'IN':
            return given.some((value) => same(actual, value));
        case 'NOT IN':
            return !given.some((value) => same(actual, value));
        case 'LIKE':
            return like(actual, String(first));
        case '>':
            return compare(actual, first) > 0;
        case '>=':
            return compare(actual, first) >= 0;
        case '<':
            return compare(actual, first) < 0;
        case '<=':
            return compare(actual, first) <= 0;
        default:
            throw new UnsupportedError(`${condition.operator} in a query of the Tooling API`);
    }
}

/** Literals come as they are written in the query. */
function literal(text: unknown): Value {
    const written = String(text);
    if (/^'.*'$/s.test(written)) return written.slice(1, -1).replace(/\\(.)/g, '$1');
    if (/^(true|false)$/i.test(written)) return written.toLowerCase() === 'true';
    if (/^null$/i.test(written)) return null;
    return Number.isNaN(Number(written)) ? written : Number(written);
}

/** Texts are compared whatever their case; ids by their first 15 characters. */
function same(one: Value, other: Value): boolean {
    if (typeof one !== 'string' || typeof other !== 'string') return one === other;
    const isId = /^[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?$/;
    if (isId.test(one) && isId.test(other) && /\d/.test(one)) return one.slice(0, 15) === other.slice(0, 15);
    return one.toLowerCase() === other.toLowerCase();
}

function like(value: Value, pattern: string): boolean {
    const escaped = pattern
        .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
        .replaceAll('%', '.*')
        .replaceAll('_', '.');
    return new RegExp(`^${escaped}$`, 'is').test(String(value ?? ''));
}
