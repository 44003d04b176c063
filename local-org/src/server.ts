import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import fastify, { type FastifyInstance, type FastifyPluginAsync, type FastifyRequest } from 'fastify';
import { oauthRoutes } from './auth/oauthRoutes.ts';
import type { LocalOrg } from './createOrg.ts';
import { messageOf, refusals } from './errors.ts';
import { cometdRoutes } from './events/cometd.ts';
import { errorReply } from './rest/dispatch.ts';
import { applyFaults, faultRoutes } from './rest/faults.ts';
import { ingestRoutes } from './rest/ingestRoutes.ts';
import { offeredVersions, restRoutes } from './rest/routes.ts';

/** Bodies up to 50 MB are read, as for Salesforce's largest requests (deployments). */
const MAX_BODY_BYTES = 50 * 1_048_576;

/** Sends a call to another org of the same address, or calls `own`. */
export type RouteToOrg = (request: IncomingMessage, response: ServerResponse, own: () => void) => void;

/**
 * The HTTP side of an org; not yet listening. `plugins` are the doors of the other folders.
 * A failure of the org itself is answered with `UNKNOWN_EXCEPTION` and told to `onFailure`.
 */
export async function createServer(
    org: LocalOrg,
    plugins: readonly FastifyPluginAsync[] = [],
    onFailure: (error: unknown) => void = () => undefined,
    route?: RouteToOrg
): Promise<FastifyInstance> {
    const app = fastify({
        serverFactory: (handler) =>
            createHttpServer((request, response) => {
                if (route) route(request, response, () => handler(request, response));
                else handler(request, response);
            }),
        bodyLimit: MAX_BODY_BYTES,
        // Clients that keep their address with a slash at the end ask for `//services/…`.
        rewriteUrl: (request) => (request.url ?? '/').replace(/^\/+/, '/'),
        routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2_000, caseSensitive: true },
        forceCloseConnections: true
    });
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
        try {
            done(null, parseJson(request, body as Buffer));
        } catch (error) {
            done(error as Error);
        }
    });
    app.setErrorHandler((error, _request, reply) => {
        const answer = errorReply(error) ?? clientError(error);
        if (answer) return reply.code(answer.status).send(answer.body);
        onFailure(error);
        return reply.code(500).send([{ errorCode: 'UNKNOWN_EXCEPTION', message: messageOf(error) }]);
    });
    app.setNotFoundHandler((_request, reply) => reply.code(404).send([refusals.notFound().body()]));
    guardApi(app, org);
    for (const plugin of [
        restRoutes(org),
        ingestRoutes(org),
        oauthRoutes(org),
        cometdRoutes(org),
        faultRoutes(org),
        ...plugins
    ])
        await app.register(plugin);
    return app;
}

function parseJson(request: FastifyRequest, body: Buffer): unknown {
    const bytes = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    if (bytes.length === 0) return undefined;
    try {
        return JSON.parse(bytes.toString('utf8'));
    } catch (error) {
        throw refusals.jsonExpected(messageOf(error));
    }
}

/** Errors of Fastify about the request itself. */
function clientError(error: unknown): { status: number; body: unknown } | undefined {
    const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
    if (typeof status !== 'number' || status >= 500 || !(error instanceof Error)) return undefined;
    const errorCode =
        status === 413 ? 'REQUEST_ENTITY_TOO_LARGE' : status === 415 ? 'UNSUPPORTED_MEDIA_TYPE' : 'INVALID_INPUT';
    return { status, body: [{ errorCode, message: error.message }] };
}

/** Versions, faults and the daily allocation, for every call below `/services/data`. */
function guardApi(app: FastifyInstance, org: LocalOrg): void {
    const versions = new Set(offeredVersions(org.settings.apiVersion).map((version) => `v${version}`));
    app.addHook('onRequest', async (request, reply) => {
        const path = request.url;
        if (!/^\/(services|cometd|id)\b/.test(path)) return;
        await applyFaults(org, request);
        const version = /^\/services\/data\/([^/?]+)/.exec(path)?.[1];
        if (version === undefined) return;
        if (!versions.has(version)) throw refusals.notFound();
        // The User Interface API has a limit of its own and does not count here.
        if (!/^\/services\/data\/[^/]+\/(ui-api|graphql)/.test(path)) org.limits.use('DailyApiRequests');
        const requests = org.limits.all()['DailyApiRequests'];
        if (requests)
            void reply.header('sforce-limit-info', `api-usage=${requests.max - requests.remaining}/${requests.max}`);
    });
}

/** Makes the sentence for a port that is taken. */
export function listenError(error: unknown, port: number): Error {
    const taken = typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken) return error instanceof Error ? error : new Error(messageOf(error), { cause: error });
    return new Error(`Port ${port} is in use. Stop the other program or choose another port with --port.`, {
        cause: error
    });
}
