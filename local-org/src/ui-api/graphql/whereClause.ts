import { z } from 'zod';
import type { FieldDescribe, ObjectDescribe } from '../../platform.ts';
import type { Caller } from '../caller.ts';
import { canRead, parentOf } from '../fieldSelection.ts';
import { soqlText } from '../readRecords.ts';
import { GraphqlRequestError, undefinedField, unsupported } from './graphqlError.ts';

const filterObject = z.record(z.string(), z.unknown());

/** Operators that compare with one value. */
const comparisons: Readonly<Record<string, string>> = {
    eq: '=',
    ne: '!=',
    lt: '<',
    lte: '<=',
    gt: '>',
    gte: '>='
};

/**
 * Translates a `where` argument into a condition of SOQL; blank when it filters nothing.
 * @throws GraphqlRequestError naming a field, operator or value that does not fit
 */
export function whereClause(caller: Caller, object: ObjectDescribe, where: unknown): string {
    return conditionsOf(caller, object, asFilter(where), '').join(' AND ');
}

function asFilter(value: unknown): Record<string, unknown> {
    const parsed = filterObject.safeParse(value ?? {});
    if (!parsed.success) throw invalid(`A filter must be an object, not ${JSON.stringify(value)}`);
    return parsed.data;
}

function conditionsOf(
    caller: Caller,
    object: ObjectDescribe,
    filter: Record<string, unknown>,
    prefix: string
): string[] {
    return Object.entries(filter).flatMap(([name, value]) => {
        if (value === undefined) return [];
        if (name === 'and' || name === 'or') return group(caller, object, name, value, prefix);
        if (name === 'not') return [`(NOT (${conditionsOf(caller, object, asFilter(value), prefix).join(' AND ')}))`];
        const field = object.field(name);
        if (field?.name === name) {
            if (!canRead(caller, object, field)) throw undefinedField(name, `${object.name}_Filter`);
            return fieldConditions(caller, field, prefix + name, asFilter(value));
        }
        const parent = parentOf(caller, object, name);
        if (!parent) throw undefinedField(name, `${object.name}_Filter`);
        return conditionsOf(caller, parent, asFilter(value), `${prefix}${name}.`);
    });
}

function group(caller: Caller, object: ObjectDescribe, name: 'and' | 'or', value: unknown, prefix: string): string[] {
    const filters = Array.isArray(value) ? (value as unknown[]) : [value];
    const parts = filters
        .map((filter) => conditionsOf(caller, object, asFilter(filter), prefix))
        .filter((conditions) => conditions.length > 0)
        .map((conditions) => (conditions.length > 1 ? `(${conditions.join(' AND ')})` : conditions[0]));
    return parts.length > 0 ? [`(${parts.join(name === 'and' ? ' AND ' : ' OR ')})`] : [];
}

function fieldConditions(
    caller: Caller,
    field: FieldDescribe,
    path: string,
    operators: Record<string, unknown>
): string[] {
    return Object.entries(operators)
        .filter(([, value]) => value !== undefined)
        .map(([operator, value]) => {
            const comparison = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
            if (comparison) return `${path} ${comparison} ${literal(field, value)}`;
            if (operator === 'in' || operator === 'nin') return listCondition(field, path, operator, value);
            if (operator === 'inq' || operator === 'ninq') return joinCondition(caller, field, path, operator, value);
            if (operator === 'like' && isText(field)) return `${path} LIKE ${soqlText(String(value))}`;
            throw unsupported(`operator ${operator} on ${path} of type ${field.type}`);
        });
}

/** A semi-join or anti-join: `{ Opportunity: { <filter> }, ApiName: "AccountId" }` names the records on the other side. */
function joinCondition(
    caller: Caller,
    field: FieldDescribe,
    path: string,
    operator: 'inq' | 'ninq',
    value: unknown
): string {
    if (field.type !== 'id' && field.type !== 'reference')
        throw unsupported(`operator ${operator} on ${path} of type ${field.type}`);
    const { ApiName: column, ...objects } = asFilter(value);
    const [entry, more] = Object.entries(objects);
    if (typeof column !== 'string' || !entry || more)
        throw invalid(`operator ${operator} on ${path} needs one object with its filter, and ApiName`);
    const [name, filter] = entry;
    const object = caller.org.schema.object(name);
    if (!object || !caller.org.access.object(caller.execution.userId, name).read)
        throw undefinedField(name, `${path}_JoinInput`);
    const joined = object.field(column);
    if (joined?.name !== column || !canRead(caller, object, joined)) throw undefinedField(column, name);
    const where = whereClause(caller, object, filter);
    return `${path} ${operator === 'inq' ? 'IN' : 'NOT IN'} (SELECT ${column} FROM ${name}${where ? ` WHERE ${where}` : ''})`;
}

/** An empty list holds nothing, which SOQL cannot say by itself. */
function listCondition(field: FieldDescribe, path: string, operator: 'in' | 'nin', value: unknown): string {
    const values = Array.isArray(value) ? (value as unknown[]) : [value];
    if (values.length === 0) return operator === 'in' ? 'Id = null' : 'Id != null';
    const list = values.map((entry) => literal(field, entry)).join(', ');
    return `${path} ${operator === 'in' ? 'IN' : 'NOT IN'} (${list})`;
}

const isText = ({ type }: FieldDescribe): boolean =>
    ['string', 'picklist', 'phone', 'email', 'url', 'textarea'].includes(type);

const patterns = {
    date: /^\d{4}-\d{2}-\d{2}$/,
    datetime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/,
    time: /^\d{2}:\d{2}:\d{2}(\.\d+)?Z?$/
} as const;

/** A value in SOQL by the type of its field. */
function literal(field: FieldDescribe, value: unknown): string {
    if (value === null) return 'null';
    switch (field.type) {
        case 'boolean':
            if (typeof value === 'boolean') return String(value);
            break;
        case 'int':
        case 'double':
        case 'currency':
        case 'percent':
            if (typeof value === 'number' && Number.isFinite(value)) return String(value);
            break;
        case 'date':
        case 'datetime':
            return dateLiteral(field, value);
        default:
            if (typeof value === 'string') return soqlText(value);
    }
    throw invalid(`${JSON.stringify(value)} is no value for ${field.name} of type ${field.type}`);
}

const dateInput = z.strictObject({
    value: z.string().nullish(),
    literal: z
        .string()
        .regex(/^[A-Z_]+$/)
        .nullish(),
    range: z.record(z.string().regex(/^[a-z_]+$/), z.number().int()).nullish()
});

/** Dates come as `{ value }`, as `{ literal: TODAY }` or as `{ range: { last_n_days: 30 } }`. */
function dateLiteral(field: FieldDescribe, input: unknown): string {
    const parsed = dateInput.safeParse(input);
    if (!parsed.success) throw invalid(`${JSON.stringify(input)} is no date filter for ${field.name}`);
    const { value, literal: name, range } = parsed.data;
    if (name) return name;
    const [entry] = Object.entries(range ?? {});
    if (entry) return `${entry[0].toUpperCase()}:${entry[1]}`;
    if (value === null || value === undefined) return 'null';
    if (!patterns[field.type === 'date' ? 'date' : 'datetime'].test(value)) {
        throw invalid(`${value} is no ${field.type} for ${field.name}`);
    }
    return value;
}

const invalid = (message: string): GraphqlRequestError =>
    new GraphqlRequestError('ValidationError', `Validation error (WrongType) : ${message}`);
