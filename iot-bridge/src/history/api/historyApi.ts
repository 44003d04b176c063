import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HistoryError } from '../errors.ts';
import type { HistoryStore } from '../model.ts';
import { Authenticator } from './auth.ts';
import type { StaticToken, TokenIssuer } from './auth.ts';
import { apiPrefix, openApiDocument } from './openApi.ts';
import { RateLimit } from './rateLimit.ts';
import type { Route } from './route.ts';
import { historyRoutes } from './routes.ts';

/** Settings of the API. */
export interface HistoryApiOptions {
    store: HistoryStore;
    tokens: readonly StaticToken[];
    issuer?: TokenIssuer | undefined;
    requestsPerMinute: number;
    now?: () => number;
    /** Called with errors that are not the fault of the caller. */
    onError?(error: unknown): void;
}

/** The query API as a fastify plugin: register it, and it serves everything below `/history/v1`. */
export function historyApi(server: FastifyInstance, options: HistoryApiOptions, done: () => void): void {
    const routes = historyRoutes(options.store, options.now ?? Date.now);
    const authenticator = new Authenticator(options.tokens, options.issuer);
    const limit = new RateLimit(options.requestsPerMinute, options.now);
    server.setErrorHandler((error: FastifyError, _request, reply) => answerError(error, reply, options));
    server.get(`${apiPrefix}/openapi.json`, () => openApiDocument(routes));
    for (const route of routes) {
        server.route({
            method: route.method,
            url: `${apiPrefix}${route.path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
            handler: (request, reply) => serve(route, request, reply, authenticator, limit, options.requestsPerMinute)
        });
    }
    server.setNotFoundHandler((request, reply) => {
        const error = new HistoryError('HISTORY_NOT_FOUND', { what: `${request.method} ${request.url}` });
        return answerError(error, reply, options);
    });
    done();
}

async function serve(
    route: Route,
    request: FastifyRequest,
    reply: FastifyReply,
    authenticator: Authenticator,
    limit: RateLimit,
    requestsPerMinute: number
): Promise<unknown> {
    const principal = await authenticator.authenticate(request.headers.authorization, route.scope);
    const wait = limit.take(principal.name);
    if (wait > 0) {
        reply.header('retry-after', wait);
        throw new HistoryError('HISTORY_RATE_LIMITED', { limit: requestsPerMinute });
    }
    return route.handle(request.params, request.query, principal, reply);
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
