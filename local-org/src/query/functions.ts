import type { FieldFunctionExpression, FunctionExp } from '@jetstreamapp/soql-parser-js';
import type { FieldType } from '../platform.ts';
import { bind, type Expression, type QueryContext, type Scope } from './scope.ts';

/** A function call as the parser gives it in fields, filters, groups and orders. */
export type FunctionCall = FieldFunctionExpression | FunctionExp;

const AGGREGATES: ReadonlySet<string> = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

/** SQL of the date functions, in UTC; `{}` stands for the date. */
const DATE_FUNCTIONS: Readonly<Record<string, string>> = {
    CALENDAR_YEAR: `CAST(strftime('%Y', {}) AS INTEGER)`,
    CALENDAR_QUARTER: `((CAST(strftime('%m', {}) AS INTEGER) + 2) / 3)`,
    CALENDAR_MONTH: `CAST(strftime('%m', {}) AS INTEGER)`,
    FISCAL_YEAR: `CAST(strftime('%Y', {}) AS INTEGER)`,
    FISCAL_QUARTER: `((CAST(strftime('%m', {}) AS INTEGER) + 2) / 3)`,
    FISCAL_MONTH: `CAST(strftime('%m', {}) AS INTEGER)`,
    DAY_IN_MONTH: `CAST(strftime('%d', {}) AS INTEGER)`,
    DAY_IN_WEEK: `(CAST(strftime('%w', {}) AS INTEGER) + 1)`,
    DAY_IN_YEAR: `CAST(strftime('%j', {}) AS INTEGER)`,
    DAY_ONLY: `date({})`,
    HOUR_IN_DAY: `CAST(strftime('%H', {}) AS INTEGER)`,
    WEEK_IN_MONTH: `((CAST(strftime('%d', {}) AS INTEGER) + 6) / 7)`,
    WEEK_IN_YEAR: `((CAST(strftime('%j', {}) AS INTEGER) + 6) / 7)`
};

export function isAggregate(call: FunctionCall): boolean {
    return AGGREGATES.has((call.functionName ?? '').toUpperCase());
}

/** Compiles an aggregate, date or label function. @throws SalesforceError naming a function that is not supported. */
export function compileFunction(context: QueryContext, scope: Scope, call: FunctionCall): Expression {
    const name = (call.functionName ?? '').toUpperCase();
    const parameter = call.parameters?.[0];
    if (name === 'COUNT' && parameter === undefined) return { sql: 'COUNT(*)', type: 'int', field: undefined };
    if (AGGREGATES.has(name)) return aggregate(context, scope, name, String(parameter ?? ''));
    const pattern = DATE_FUNCTIONS[name];
    if (pattern) return dateFunction(context, scope, name, pattern, parameter);
    if (name === 'TOLABEL') return label(context, scope, String(parameter ?? ''));
    throw context.errors.unsupported(`function ${call.functionName ?? ''}`);
}

function aggregate(context: QueryContext, scope: Scope, name: string, path: string): Expression {
    const inner = scope.field(path);
    const numeric: ReadonlySet<FieldType> = new Set(['int', 'double', 'currency', 'percent']);
    if ((name === 'SUM' || name === 'AVG') && !numeric.has(inner.type))
        throw context.errors.malformed(`field ${path} does not support aggregate operator ${name}`);
    if (name === 'COUNT_DISTINCT') return { sql: `COUNT(DISTINCT ${inner.sql})`, type: 'int', field: undefined };
    if (name === 'COUNT') return { sql: `COUNT(${inner.sql})`, type: 'int', field: undefined };
    const type = name === 'AVG' ? 'double' : inner.type;
    return { sql: `${name}(${inner.sql})`, type, field: name === 'AVG' ? undefined : inner.field };
}

function dateFunction(
    context: QueryContext,
    scope: Scope,
    name: string,
    pattern: string,
    parameter: string | FunctionCall | undefined
): Expression {
    const path = typeof parameter === 'string' ? parameter : inTimeZone(context, parameter);
    const inner = scope.field(path);
    if (inner.type !== 'date' && inner.type !== 'datetime')
        throw context.errors.malformed(`field ${path} does not support the function ${name}`);
    return { sql: pattern.replaceAll('{}', inner.sql), type: name === 'DAY_ONLY' ? 'date' : 'int', field: undefined };
}

/** The org keeps UTC, so that converting to the user's time zone changes nothing. */
function inTimeZone(context: QueryContext, call: FunctionCall | undefined): string {
    const [path] = call?.parameters ?? [];
    if (call?.functionName?.toLowerCase() === 'converttimezone' && typeof path === 'string') return path;
    throw context.errors.unsupported(`function ${call?.functionName ?? ''} inside a date function`);
}

function label(context: QueryContext, scope: Scope, path: string): Expression {
    const inner = scope.field(path);
    const values = inner.field?.picklistValues ?? [];
    const different = values.filter((value) => value.label !== value.value);
    if (different.length === 0) return inner;
    const cases = different.map((value) => `WHEN ${bind(context, value.value)} THEN ${bind(context, value.label)}`);
    return { sql: `CASE ${inner.sql} ${cases.join(' ')} ELSE ${inner.sql} END`, type: 'string', field: undefined };
}
