import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Guard } from '../api/guard.ts';
import { HistoryError } from '../errors.ts';
import type { HistoryStore } from '../model.ts';
import { ODataError } from './errors.ts';
import { answerOData } from './odataService.ts';
import type { ODataRequest } from './odataService.ts';

/** Where the service is. */
export const odataPrefix = '/history/odata';

/** What the service needs. */
export interface ODataOptions {
    store: HistoryStore;
    guard: Guard;
    /** Address under which callers know the server; that of the request when left out. */
    publicUrl?: string | undefined;
    /** Called with errors that are not the fault of the caller. */
    onError?: ((error: unknown) => void) | undefined;
}

/** The history as an OData 4.01 service to read, as a fastify plugin. */
export function odataApi(
    server: FastifyInstance,
    { store, guard, publicUrl, onError }: ODataOptions,
    done: () => void
): void {
    server.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
        const status = statusOf(error);
        if (status >= 500 && !(error instanceof ODataError)) onError?.(error);
        if (status === 401) reply.header('www-authenticate', 'Bearer');
        return versioned(request, reply)
            .code(status)
            .send({ error: bodyOf(error, status) });
    });
    const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
        await guard.admit(request, reply, 'history:read');
        const asked = requestOf(request, publicUrl);
        const { body, type } = await answerOData(store, asked);
        if (asked.pageSize !== undefined) reply.header('preference-applied', `maxpagesize=${asked.pageSize}`);
        return versioned(request, reply)
            .type(type ?? 'application/json;odata.metadata=minimal')
            .send(body);
    };
    for (const url of [odataPrefix, `${odataPrefix}/*`]) {
        server.get(url, handler);
        server.route({ method: ['POST', 'PUT', 'PATCH', 'DELETE'], url, handler: refuseChange });
    }
    done();
}

function refuseChange(request: FastifyRequest): never {
    throw new ODataError(405, 'MethodNotAllowed', `${request.method} is not allowed: the history is only read.`);
}

function requestOf(request: FastifyRequest, publicUrl: string | undefined): ODataRequest {
    const { url, headers, query } = request;
    const encoded = (url.split('?')[0] ?? '').slice(odataPrefix.length).replace(/^\/|\/$/g, '');
    const [, size] = /(?:^|[,;\s])(?:odata\.)?maxpagesize=(\d+)/i.exec(String(headers.prefer ?? '')) ?? [];
    return {
        path: decoded(encoded),
        query: query as Record<string, unknown>,
        root: `${publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`}${odataPrefix}`,
        version: versionOf(request),
        wantsJson: /\bapplication\/json\b/i.test(headers.accept ?? '') && !/\bxml\b/i.test(headers.accept ?? ''),
        pageSize: size === undefined ? undefined : Number(size)
    };
}

function decoded(path: string): string {
    try {
        return decodeURIComponent(path);
    } catch {
        throw new ODataError(400, 'InvalidPath', 'The path is not encoded as an address.');
    }
}

/** 4.01 unless the client knows only 4.0 (OData Protocol 4.01, 8.2.7). */
function versionOf({ headers }: FastifyRequest): '4.0' | '4.01' {
    return headers['odata-maxversion'] === '4.0' ? '4.0' : '4.01';
}

function versioned(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    return reply.header('odata-version', versionOf(request));
}

function statusOf(error: Error & { statusCode?: number }): number {
    if (error instanceof ODataError || error instanceof HistoryError) return error.status;
    return error.statusCode ?? 500;
}

function bodyOf(error: Error, status: number): { code: string; message: string; target?: string } {
    if (error instanceof ODataError) {
        const { code, message, target } = error;
        return { code, message, ...(target !== undefined && { target }) };
    }
    if (error instanceof HistoryError) return { code: error.code, message: `${error.message} ${error.fix}` };
    if (status < 500) return { code: 'BadRequest', message: error.message };
    return { code: 'InternalError', message: 'The request failed inside the bridge. Look into its log.' };
}
