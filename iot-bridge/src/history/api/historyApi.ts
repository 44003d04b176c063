import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { HistoryError } from '../errors.ts';
import type { HistoryStore } from '../model.ts';
import { odataApi } from '../odata/index.ts';
import { Guard } from './guard.ts';
import type { GuardOptions } from './guard.ts';
import { apiPrefix, openApiDocument } from './openApi.ts';
import type { Route } from './route.ts';
import { historyRoutes } from './routes.ts';

/** Settings of the API. */
export interface HistoryApiOptions extends GuardOptions {
    store: HistoryStore;
    /** Address under which callers know the API, for links in OData answers. */
    publicUrl?: string | undefined;
    /** Further routes under the same prefix, tokens and limits. */
    moreRoutes?: readonly Route[] | undefined;
    /** Called with errors that are not the fault of the caller. */
    onError?: ((error: unknown) => void) | undefined;
}

/** The query API as a fastify plugin: register it, and it serves `/history/v1` and, as OData, `/history/odata`. */
export function historyApi(server: FastifyInstance, options: HistoryApiOptions, done: () => void): void {
    const routes = [...historyRoutes(options.store, options.now ?? Date.now), ...(options.moreRoutes ?? [])];
    const guard = new Guard(options);
    server.setErrorHandler((error: FastifyError, _request, reply) => answerError(error, reply, options));
    server.get(`${apiPrefix}/openapi.json`, () => openApiDocument(routes));
    for (const route of routes) {
        server.route({
            method: route.method,
            url: `${apiPrefix}${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
            handler: async (request, reply) => {
                const principal = await guard.admit(request, reply, route.scope);
                return route.handle(request.params, request.query, principal, reply);
            }
        });
    }
    const { store, publicUrl, onError } = options;
    void server.register(odataApi, { store, guard, publicUrl, onError });
    server.setNotFoundHandler((request, reply) => {
        const error = new HistoryError('HISTORY_NOT_FOUND', { what: `${request.method} ${request.url}` });
        return answerError(error, reply, options);
    });
    done();
}

function answerError(
    error: Error & { statusCode?: number },
    reply: FastifyReply,
    options: HistoryApiOptions
): FastifyReply {
    if (error instanceof HistoryError) {
        if (error.status >= 500) options.onError?.(error);
        if (error.status === 401) reply.header('www-authenticate', 'Bearer');
        const { code, message, fix } = error;
        return reply.code(error.status).send({ error: { code, message, fix } });
    }
    const status = error.statusCode ?? 500;
    if (status >= 500) options.onError?.(error);
    const message = status >= 500 ? 'The request failed inside the bridge.' : error.message;
    const fix = status >= 500 ? 'Look into the log of the bridge.' : 'Correct the request.';
    return reply.code(status).send({ error: { code: 'HISTORY_REQUEST_FAILED', message, fix } });
}
