import { z } from 'zod';
import type { ObjectDescribe } from '../../platform.ts';
import type { Caller } from '../caller.ts';
import { soqlText } from '../readRecords.ts';
import { GraphqlRequestError, undefinedField, unsupported } from './graphqlError.ts';
import { planNode, type NodePlan } from './nodePlan.ts';
import { orderByClause } from './orderBy.ts';
import type { SelectedField } from './selections.ts';
import { whereClause } from './whereClause.ts';

/** A list of records: what is asked for, and what has to be read. */
export interface Connection {
    readonly object: ObjectDescribe;
    readonly selected: SelectedField;
    readonly plan: NodePlan;
    readonly where: string;
    readonly orderBy: string;
    /** Rows of this page. */
    readonly first: number;
    /** Rows before this page. */
    readonly offset: number;
    /** Rows of all pages together, when the caller has set a bound. */
    readonly upperBound: number | undefined;
}

/** Bounds of `first`, by the limits of Salesforce's GraphQL API. */
const defaultFirst = 10;
const maximumFirst = 2000;
const boundedMinimum = 200;

const known = ['where', 'orderBy', 'first', 'after', 'upperBound', 'scope'];
const count = z.number().int().min(1);

/** Reads arguments and selection of a list of records. */
export function readConnection(caller: Caller, object: ObjectDescribe, selected: SelectedField, level = 0): Connection {
    const unknown = Object.keys(selected.arguments).find((name) => !known.includes(name));
    if (unknown) throw unsupported(`argument ${unknown} of ${selected.name}`, selected.node);
    const { where, orderBy, after, scope } = selected.arguments;
    const conditions = [whereClause(caller, object, where), scopeClause(caller, scope, selected)].filter(Boolean);
    const upperBound = number(selected, 'upperBound');
    return {
        object,
        selected,
        plan: planNode(caller, object, nodeFields(selected), level),
        where: conditions.join(' AND '),
        orderBy: orderByClause(caller, object, orderBy),
        first: pageSize(selected, upperBound),
        offset: readCursor(selected, after),
        upperBound
    };
}

/** Condition and order of the query, after `FROM Object`. */
export function connectionRest({ where, orderBy }: Connection): string {
    return (where && ` WHERE ${where}`) + (orderBy && ` ORDER BY ${orderBy}`);
}

/** The fields below `edges { node { … } }`. */
export function nodeFields({ fields }: SelectedField): readonly SelectedField[] {
    return fields.flatMap((field) =>
        field.name === 'edges' ? field.fields.flatMap((edge) => (edge.name === 'node' ? edge.fields : [])) : []
    );
}

function pageSize(selected: SelectedField, upperBound: number | undefined): number {
    const first = number(selected, 'first') ?? defaultFirst;
    if (first > maximumFirst || (upperBound !== undefined && first < boundedMinimum)) {
        const least = upperBound === undefined ? 1 : boundedMinimum;
        throw invalid(selected, `first must lie between ${least} and ${maximumFirst}, not ${first}`);
    }
    return first;
}

function number(selected: SelectedField, name: string): number | undefined {
    const value = selected.arguments[name];
    if (value === undefined || value === null) return undefined;
    const parsed = count.safeParse(value);
    if (!parsed.success) throw invalid(selected, `${name} must be a whole number from 1, not ${JSON.stringify(value)}`);
    return parsed.data;
}

function scopeClause({ execution }: Caller, scope: unknown, { node }: SelectedField): string {
    if (scope === undefined || scope === null || scope === 'EVERYTHING') return '';
    if (scope === 'MINE') return `OwnerId = ${soqlText(execution.userId)}`;
    throw unsupported(`scope ${String(scope)}`, node);
}

/** The place behind a row, in a form that callers do not take apart. */
export const cursorAt = (position: number): string => Buffer.from(`row:${position}`).toString('base64url');

function readCursor(selected: SelectedField, after: unknown): number {
    if (after === undefined || after === null) return 0;
    const position = /^row:(\d+)$/.exec(Buffer.from(String(after), 'base64url').toString())?.[1];
    if (position === undefined) throw invalid(selected, `after is no cursor: ${String(after)}`);
    return Number(position);
}

/** Refuses parts of a connection that do not exist. */
export function checkParts(parts: readonly SelectedField[], names: readonly string[], type: string): void {
    const unknown = parts.find(({ name }) => !names.includes(name));
    if (unknown) throw undefinedField(unknown.name, type, unknown.node);
}

const invalid = ({ node }: SelectedField, message: string): GraphqlRequestError =>
    new GraphqlRequestError('ValidationError', `Validation error (WrongType) : ${message}`, node);
