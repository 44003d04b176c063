/** Door of what stands in for Apex. The org runs no Apex: it knows a few classes and does what they do. */
import type { FastifyPluginAsync } from 'fastify';
import { refusals, SalesforceError } from '../errors.ts';
import type { Org } from '../org.ts';
import { sessionOf } from '../rest/session.ts';
import { mayCall } from './grants.ts';
import { namedCredentialRoutes, NamedCredentials } from './namedCredentials.ts';
import { standInOf } from './standIns.ts';

/** `POST /lightning/apex/<class>/<method>` for pages, and `/local-org/named-credentials` for whoever starts the org. */
export function apexRoutes(org: Org): FastifyPluginAsync {
    const credentials = new NamedCredentials(org);
    return async (app) => {
        await app.register(namedCredentialRoutes(org, credentials));
        app.post<{ Params: { class: string; method: string } }>(
            '/lightning/apex/:class/:method',
            async (request, reply) => {
                const { userId } = sessionOf(org, request);
                const { class: className, method: methodName } = request.params;
                const method = methodOf(org, className, methodName);
                if (!mayCall(org, userId, className)) throw noAccess(className);
                const parameters: unknown = request.body ?? {};
                return reply
                    .type('application/json; charset=utf-8')
                    .send(JSON.stringify(await method({ org, credentials, userId, parameters })));
            }
        );
    };
}

function methodOf(org: Org, className: string, methodName: string): NonNullable<ReturnType<typeof standInOf>> {
    const method = standInOf(className, methodName);
    if (!method) {
        throw new SalesforceError(
            'APEX_NOT_SUPPORTED',
            `The local org runs no Apex: ${className}.${methodName} cannot be called.`,
            501
        );
    }
    if (!org.registry.get('ApexClass', className)) throw refusals.notFound();
    return method;
}

function noAccess(className: string): SalesforceError {
    return new SalesforceError(
        'INSUFFICIENT_ACCESS',
        `You do not have access to the Apex class named '${className}'.`,
        403
    );
}
