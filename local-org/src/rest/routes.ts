import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { LocalOrg } from '../createOrg.ts';
import { baseResources } from './baseResources.ts';
import { collectionResources } from './collectionResources.ts';
import { compositeResources } from './compositeResources.ts';
import { Dispatcher } from './dispatch.ts';
import { queryResources } from './queryResources.ts';
import type { Resource, ResourceReply } from './resource.ts';
import { executionOf } from './session.ts';
import { sobjectResources } from './sobjectResources.ts';
import { treeResources } from './treeResources.ts';

/** Oldest API version that is answered; clients probe with old ones. */
const OLDEST_VERSION = 31;

/** Versions that the org offers, newest last, as `/services/data` lists them. */
export function offeredVersions(newest: string): readonly string[] {
    const last = Number(newest);
    return Array.from({ length: last - OLDEST_VERSION + 1 }, (_value, index) => `${OLDEST_VERSION + index}.0`);
}

/** The REST API below `/services/data`, except what other folders serve there. */
export function restRoutes(org: LocalOrg): FastifyPluginAsync {
    const resources: Resource[] = [
        ...baseResources,
        ...collectionResources,
        ...treeResources,
        ...compositeResources(() => dispatcher),
        ...queryResources,
        ...sobjectResources
    ];
    const dispatcher = new Dispatcher(resources);
    return async (app) => {
        const versions = offeredVersions(org.settings.apiVersion);
        app.get('/services/data', () =>
            versions.map((version) => ({ label: `Local ${version}`, url: `/services/data/v${version}`, version }))
        );
        for (const resource of resources)
            app.route({
                method: resource.method,
                url: `/services/data/:version/${resource.path}`.replace(/\/$/, ''),
                handler: (request, reply) => send(reply, answer(org, resource, request))
            });
        await Promise.resolve();
    };
}

function answer(org: LocalOrg, resource: Resource, request: FastifyRequest): ResourceReply {
    const { version = '', ...params } = request.params as Record<string, string>;
    return resource.handle({
        org,
        execution: executionOf(org, request),
        version,
        params,
        query: new URL(request.url, 'http://local').searchParams,
        body: request.body,
        header: (name) => {
            const value = request.headers[name];
            return Array.isArray(value) ? value[0] : value;
        },
        baseUrl: baseUrlOf(request)
    });
}

/** Address of the org as this client reaches it. */
export function baseUrlOf(request: FastifyRequest): string {
    return `${request.protocol}://${request.host}`;
}

/** Sends the answer of a resource. */
export function send(reply: FastifyReply, answer: ResourceReply): FastifyReply {
    void reply.code(answer.status).headers(answer.headers ?? {});
    if (answer.body === undefined) return reply.send();
    return reply
        .type(answer.contentType ?? 'application/json;charset=UTF-8')
        .send(answer.contentType ? answer.body : JSON.stringify(answer.body));
}
