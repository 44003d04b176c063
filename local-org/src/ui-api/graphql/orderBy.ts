import { z } from 'zod';
import type { ObjectDescribe } from '../../platform.ts';
import type { Caller } from '../caller.ts';
import { canRead, parentOf } from '../fieldSelection.ts';
import { GraphqlRequestError, undefinedField } from './graphqlError.ts';

const direction = z.strictObject({
    order: z.enum(['ASC', 'DESC']).nullish(),
    nulls: z.enum(['FIRST', 'LAST']).nullish()
});

/** Translates an `orderBy` argument into the terms of SOQL's `ORDER BY`; blank without one. */
export function orderByClause(caller: Caller, object: ObjectDescribe, orderBy: unknown): string {
    const entries = Array.isArray(orderBy) ? (orderBy as unknown[]) : [orderBy ?? {}];
    return entries.flatMap((entry) => terms(caller, object, entry, '')).join(', ');
}

function terms(caller: Caller, object: ObjectDescribe, orderBy: unknown, prefix: string): string[] {
    if (typeof orderBy !== 'object' || orderBy === null) throw wrong(JSON.stringify(orderBy));
    return Object.entries(orderBy).flatMap(([name, value]) => {
        const field = object.field(name);
        if (field?.name === name) {
            if (!canRead(caller, object, field)) throw undefinedField(name, `${object.name}_OrderBy`);
            return [term(prefix + name, value)];
        }
        const parent = parentOf(caller, object, name);
        if (!parent) throw undefinedField(name, `${object.name}_OrderBy`);
        return terms(caller, parent, value, `${prefix}${name}.`);
    });
}

function term(path: string, value: unknown): string {
    const parsed = direction.safeParse(value);
    if (!parsed.success) throw wrong(`${path}: ${JSON.stringify(value)}`);
    const { order, nulls } = parsed.data;
    return [path, order, nulls && `NULLS ${nulls}`].filter(Boolean).join(' ');
}

const wrong = (what: string): GraphqlRequestError =>
    new GraphqlRequestError('ValidationError', `Validation error (WrongType) : ${what} is no order`);
