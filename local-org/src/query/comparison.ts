import type { LiteralType } from '@jetstreamapp/soql-parser-js';
import type { SQLInputValue } from 'node:sqlite';
import type { FieldType } from '../platform.ts';
import { toId18 } from '../schema/recordId.ts';
import { daysOf, type DaySpan } from './dateLiterals.ts';
import { bind, type Expression, type QueryContext } from './scope.ts';

/** A literal of the query text. */
export interface Literal {
    readonly text: string;
    readonly type: LiteralType;
}

const SYMBOLS: Readonly<Record<string, string>> = { '=': '=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' };

/** `field operator value`; `!=` also finds blanks, as in SOQL. */
export function comparison(
    context: QueryContext,
    left: Expression,
    name: string,
    operator: string,
    literal: Literal
): string {
    if (literal.type === 'NULL') return blankComparison(context, left, operator);
    if (operator === 'LIKE') return like(context, left, name, literal);
    const days =
        literal.type === 'DATE_LITERAL' || literal.type === 'DATE_N_LITERAL'
            ? spanOf(context, left, name, literal)
            : undefined;
    if (days) return spanComparison(context, left, operator, days);
    const value = valueOf(context, left, name, literal);
    if (operator === '!=') return `${left.sql} IS NOT ${bind(context, value)}`;
    const symbol = SYMBOLS[operator];
    if (!symbol) throw context.errors.malformed(`unexpected operator: ${operator}`);
    if (left.type === 'boolean' && symbol !== '=')
        throw context.errors.filterValue(name, `invalid operator on boolean field`);
    return `${left.sql} ${symbol} ${bind(context, value)}`;
}

/** `IN`, `NOT IN`, `INCLUDES` and `EXCLUDES` with a list. */
export function listComparison(
    context: QueryContext,
    left: Expression,
    name: string,
    operator: string,
    literals: readonly Literal[]
): string {
    if (operator === 'INCLUDES' || operator === 'EXCLUDES') return includes(context, left, name, operator, literals);
    const spans = literals.filter((literal) => literal.type === 'DATE_LITERAL' || literal.type === 'DATE_N_LITERAL');
    const values = literals
        .filter((literal) => literal.type !== 'NULL' && !spans.includes(literal))
        .map((literal) => valueOf(context, left, name, literal));
    const hasBlank = literals.some((literal) => literal.type === 'NULL');
    const alternatives = [
        ...(values.length > 0 ? [`${left.sql} IN (${valueList(context, values)})`] : []),
        ...spans.map((literal) => spanComparison(context, left, '=', spanOf(context, left, name, literal))),
        ...(hasBlank ? [`${left.sql} IS NULL`] : [])
    ];
    const found = alternatives.join(' OR ');
    return operator === 'IN' ? found : `NOT COALESCE(${found}, 0)`;
}

/** Long lists travel as one value, so that the statement stays the same however long the list is. */
function valueList(context: QueryContext, values: readonly SQLInputValue[]): string {
    if (values.length <= 10) return values.map((value) => bind(context, value)).join(', ');
    return `SELECT value FROM json_each(${bind(context, JSON.stringify(values))})`;
}

function blankComparison(context: QueryContext, left: Expression, operator: string): string {
    if (left.type === 'boolean') return operator === '=' ? `${left.sql} = 0` : `${left.sql} = 1`;
    if (operator === '=') return `${left.sql} IS NULL`;
    if (operator === '!=') return `${left.sql} IS NOT NULL`;
    throw context.errors.malformed(`invalid operator ${operator} for a null value`);
}

const TEXT_TYPES: ReadonlySet<FieldType> = new Set<FieldType>([
    'string',
    'textarea',
    'picklist',
    'multipicklist',
    'phone',
    'email',
    'url',
    'encryptedstring',
    'id',
    'reference'
]);

function like(context: QueryContext, left: Expression, name: string, literal: Literal): string {
    if (!TEXT_TYPES.has(left.type) || literal.type !== 'STRING')
        throw context.errors.filterValue(name, `invalid operator on ${left.type} field`);
    return `${left.sql} LIKE ${bind(context, unescapePattern(literal.text))} ESCAPE '\\'`;
}

function includes(
    context: QueryContext,
    left: Expression,
    name: string,
    operator: string,
    literals: readonly Literal[]
): string {
    if (left.type !== 'multipicklist') throw context.errors.filterValue(name, `invalid operator on ${left.type} field`);
    const alternatives = literals.map((literal) => {
        const all = unescapeText(literal.text).split(';');
        const tests = all.map(
            (value) => `instr(lower(';' || ${left.sql} || ';'), lower(';' || ${bind(context, value)} || ';')) > 0`
        );
        return `(${tests.join(' AND ')})`;
    });
    const found = alternatives.join(' OR ');
    return operator === 'INCLUDES' ? `(${found})` : `NOT COALESCE(${found}, 0)`;
}

function spanOf(context: QueryContext, left: Expression, name: string, literal: Literal): DaySpan {
    const days = daysOf(literal.text, context.now);
    if (!days) throw context.errors.malformed(`unexpected token: '${literal.text}'`);
    if (left.type !== 'date' && left.type !== 'datetime')
        throw context.errors.filterValue(
            name,
            `value of filter criterion for field '${name}' must be of type ${left.type}`
        );
    return days;
}

function spanComparison(context: QueryContext, left: Expression, operator: string, days: DaySpan): string {
    const midnight = left.type === 'datetime' ? 'T00:00:00.000Z' : '';
    const from = (): string => bind(context, days.from + midnight);
    const to = (): string => bind(context, days.to + midnight);
    switch (operator) {
        case '=':
            return `(${left.sql} >= ${from()} AND ${left.sql} < ${to()})`;
        case '!=':
            return `(${left.sql} IS NULL OR ${left.sql} < ${from()} OR ${left.sql} >= ${to()})`;
        case '<':
            return `${left.sql} < ${from()}`;
        case '<=':
            return `${left.sql} < ${to()}`;
        case '>':
            return `${left.sql} >= ${to()}`;
        case '>=':
            return `${left.sql} >= ${from()}`;
        default:
            throw context.errors.malformed(`unexpected operator: ${operator}`);
    }
}

const NUMBER_LITERALS: ReadonlySet<LiteralType> = new Set<LiteralType>(['INTEGER', 'DECIMAL']);

/** The value as the column keeps it. @throws SalesforceError when the literal does not fit the field's type. */
function valueOf(context: QueryContext, left: Expression, name: string, literal: Literal): SQLInputValue {
    switch (left.type) {
        case 'boolean':
            if (literal.type !== 'BOOLEAN') throw mismatch(context, left, name, literal);
            return literal.text.toUpperCase() === 'TRUE' ? 1 : 0;
        case 'int':
        case 'double':
        case 'currency':
        case 'percent':
            if (!NUMBER_LITERALS.has(literal.type)) throw mismatch(context, left, name, literal);
            return Number(literal.text);
        case 'date':
            if (literal.type !== 'DATE') throw mismatch(context, left, name, literal);
            return literal.text;
        case 'datetime':
            if (literal.type !== 'DATETIME') throw mismatch(context, left, name, literal);
            return new Date(literal.text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')).toISOString();
        case 'id':
        case 'reference':
            return idOf(context, left, name, literal);
        default:
            if (literal.type !== 'STRING') throw mismatch(context, left, name, literal);
            return unescapeText(literal.text);
    }
}

function idOf(context: QueryContext, left: Expression, name: string, literal: Literal): SQLInputValue {
    if (literal.type !== 'STRING') throw mismatch(context, left, name, literal);
    const text = unescapeText(literal.text);
    const id = toId18(text);
    if (!id && text !== '') throw context.errors.invalidId(text);
    return id ?? null;
}

function mismatch(context: QueryContext, left: Expression, name: string, literal: Literal): Error {
    const type = left.type === 'datetime' ? 'dateTime' : left.type;
    const quotes =
        literal.type === 'STRING'
            ? ' and should not be enclosed in quotes'
            : TEXT_TYPES.has(left.type)
              ? ' and should be enclosed in quotes'
              : '';
    return context.errors.filterValue(
        name,
        `value of filter criterion for field '${name}' must be of type ${type}${quotes}`
    );
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The text of a quoted literal. */
function unescapeText(quotedText: string): string {
    return quotedText.slice(1, -1).replace(/\\(.)/gs, (_whole, character: string) => ESCAPES[character] ?? character);
}

/** The same for LIKE, where `\%` and `\_` keep their backslash for SQLite's ESCAPE. */
function unescapePattern(quotedText: string): string {
    return quotedText
        .slice(1, -1)
        .replace(/\\(.)/gs, (whole, character: string) =>
            /[%_\\]/.test(character) ? whole : (ESCAPES[character] ?? character)
        );
}
