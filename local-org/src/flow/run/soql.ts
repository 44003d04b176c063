import type { FlowRecordFilterOperator } from '@salesforce/types/metadata';
import type { FieldType, FieldValue, ObjectDescribe } from '../../platform.ts';
import { FlowError } from '../flowError.ts';
import { isCollection, isRecord } from '../value.ts';
import type { FlowValue } from '../value.ts';

/** One filter with its value. */
export interface Filter {
    readonly field: string;
    readonly operator: FlowRecordFilterOperator;
    readonly value: FlowValue;
}

/** A query, put together from checked names and escaped values only. */
export interface Selection {
    readonly object: ObjectDescribe;
    readonly fields: readonly string[];
    readonly filters: readonly Filter[];
    /** `and`, `or` or `1 AND (2 OR 3)`. */
    readonly logic: string | undefined;
    readonly sortField?: string | undefined;
    readonly descending?: boolean;
    readonly limit?: number | undefined;
}

/** Types that are never read as a whole: their parts are fields of their own. */
const compound: ReadonlySet<FieldType> = new Set(['address', 'location']);

/** Every field of an object that a query can answer. */
export function allFields(object: ObjectDescribe): string[] {
    return object.fields.filter((field) => !compound.has(field.type)).map((field) => field.name);
}

/** A query for records by their ids. */
export function selectByIds(object: ObjectDescribe, ids: readonly string[]): string {
    return buildSoql({
        object,
        fields: allFields(object),
        filters: [{ field: 'Id', operator: 'In', value: [...ids] }],
        logic: 'and'
    });
}

/** Writes a query. */
export function buildSoql(selection: Selection): string {
    const { object, sortField, limit } = selection;
    const fields = [...new Set(['Id', ...selection.fields.map((name) => fieldPath(object, name))])];
    const parts = [`SELECT ${fields.join(', ')} FROM ${object.name}`];
    const where = whereOf(selection);
    if (where) parts.push(`WHERE ${where}`);
    if (sortField !== undefined)
        parts.push(
            `ORDER BY ${fieldPath(object, sortField)} ${selection.descending ? 'DESC NULLS LAST' : 'ASC NULLS FIRST'}`
        );
    if (limit !== undefined) parts.push(`LIMIT ${Math.max(0, Math.trunc(limit))}`);
    return parts.join(' ');
}

function whereOf({ object, filters, logic }: Selection): string {
    const conditions = filters.map((filter) => conditionOf(object, filter));
    const text = (logic ?? 'and').trim().toLowerCase();
    if (conditions.length === 0) return '';
    if (text === '' || text === 'and') return conditions.join(' AND ');
    if (text === 'or') return conditions.join(' OR ');
    return text.replace(/\d+|[a-z]+/g, (token) =>
        /\d/.test(token) ? `(${conditions[Number(token) - 1] ?? ''})` : ` ${token.toUpperCase()} `
    );
}

/** A field in the spelling of the schema, so that nothing else can reach the query; also through relationships. */
function fieldPath(object: ObjectDescribe, name: string): string {
    const field = object.field(name);
    if (field) return field.name;
    if (name.split('.').every((part) => /^[A-Za-z]\w*$/.test(part)) && name.includes('.')) return name;
    throw new FlowError(`${object.name} has no field ${name}.`);
}

const comparisons: Partial<Record<FlowRecordFilterOperator, string>> = {
    EqualTo: '=',
    NotEqualTo: '!=',
    GreaterThan: '>',
    LessThan: '<',
    GreaterThanOrEqualTo: '>=',
    LessThanOrEqualTo: '<='
};

function conditionOf(object: ObjectDescribe, { field: name, operator, value }: Filter): string {
    const path = fieldPath(object, name);
    const type = object.field(name)?.type ?? 'string';
    const comparison = comparisons[operator];
    if (comparison !== undefined) return `${path} ${comparison} ${literal(value, type)}`;
    switch (operator) {
        case 'IsNull':
            return `${path} ${value === true || value === 'true' ? '=' : '!='} null`;
        case 'StartsWith':
            return `${path} LIKE ${quote(`${pattern(value)}%`)}`;
        case 'EndsWith':
            return `${path} LIKE ${quote(`%${pattern(value)}`)}`;
        case 'Contains':
            return `${path} LIKE ${quote(`%${pattern(value)}%`)}`;
        case 'In':
            return membership(path, 'IN', value, type);
        case 'NotIn':
            return membership(path, 'NOT IN', value, type);
        default:
            throw new FlowError(`The local org does not support the filter operator ${operator}.`);
    }
}

/** SOQL has no empty lists: nothing is in one, and everything is outside one. */
function membership(path: string, word: 'IN' | 'NOT IN', value: FlowValue, type: FieldType): string {
    const items = isCollection(value) ? value : [value];
    if (items.length === 0) return word === 'IN' ? 'Id = null' : 'Id != null';
    return `${path} ${word} (${items.map((item) => literal(item, type)).join(', ')})`;
}

function pattern(value: FlowValue): string {
    return scalar(value).replace(/[%_]/g, '\\$&');
}

function scalar(value: FlowValue): string {
    return value === null || isRecord(value) || isCollection(value) ? '' : String(value);
}

function literal(value: FlowValue, type: FieldType): string {
    if (isRecord(value)) return literal(value.fields['Id'] ?? null, type);
    if (isCollection(value)) throw new FlowError('A collection can only be used with the operators In and NotIn.');
    return value === null || value === '' ? 'null' : typedLiteral(value, type);
}

function typedLiteral(value: NonNullable<FieldValue>, type: FieldType): string {
    switch (type) {
        case 'boolean':
            return value === true || value === 'true' ? 'TRUE' : 'FALSE';
        case 'int':
        case 'double':
        case 'currency':
        case 'percent':
            return numberLiteral(value);
        case 'date':
            return dateLiteral(String(value).slice(0, 10), /^\d{4}-\d{2}-\d{2}$/);
        case 'datetime':
            return dateLiteral(new Date(String(value)).toISOString(), /^\d{4}-/);
        case 'time':
            return dateLiteral(String(value), /^\d{2}:\d{2}:\d{2}(\.\d+)?Z?$/);
        default:
            return quote(String(value));
    }
}

function numberLiteral(value: NonNullable<FieldValue>): string {
    const number = Number(value);
    if (!Number.isFinite(number)) throw new FlowError(`'${String(value)}' is not a number.`);
    return number.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20 });
}

function dateLiteral(text: string, shape: RegExp): string {
    if (!shape.test(text)) throw new FlowError(`'${text}' is not a date or time.`);
    return text;
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text literal; a LIKE pattern keeps its own backslashes before % and _. */
function quote(text: string): string {
    return `'${text.replace(/\\(?![%_])|['\n\r\t]/g, (character) => escapes[character] ?? character)}'`;
}
