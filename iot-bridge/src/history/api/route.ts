import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { HistoryError } from '../errors.ts';
import type { Principal, Scope } from './auth.ts';

/** What a handler is given. */
export interface Call<Path, Query> {
    path: Path;
    query: Query;
    principal: Principal;
    reply: FastifyReply;
}

/** A route of the API: everything the server and the OpenAPI document need to know about it. */
export interface Route {
    method: 'GET' | 'DELETE';
    /** Path below the prefix, parameters in braces. */
    path: string;
    name: string;
    summary: string;
    scope: Scope;
    pathSchema: z.ZodType;
    querySchema: z.ZodType;
    answer: z.ZodType;
    /** Media types besides JSON. */
    alsoAnswers?: readonly string[];
    handle(path: unknown, query: unknown, principal: Principal, reply: FastifyReply): Promise<unknown>;
}

type RouteHead = Omit<Route, 'handle' | 'pathSchema' | 'querySchema'>;

/** A route whose handler gets its path and query parsed by their schemas. */
export function route<P extends z.ZodType, Q extends z.ZodType>(
    head: RouteHead & { pathSchema: P; querySchema: Q },
    handle: (call: Call<z.output<P>, z.output<Q>>) => Promise<unknown>
): Route {
    return {
        ...head,
        handle: (path, query, principal, reply) =>
            handle({
                path: parse(head.pathSchema, path),
                query: parse(head.querySchema, query),
                principal,
                reply
            })
    };
}

function parse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'query'}: ${message}`);
    throw new HistoryError('HISTORY_QUERY_INVALID', { problems: problems.join('; ') }, result.error);
}
