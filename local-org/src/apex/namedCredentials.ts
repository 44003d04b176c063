import type { ExternalCredential, NamedCredential } from '@salesforce/types/metadata';
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { refusals, SalesforceError } from '../errors.ts';
import type { Org } from '../org.ts';
import { sessionOf } from '../rest/session.ts';
import { mayUsePrincipal } from './grants.ts';

const settings = z.strictObject({
    /** Developer name of the deployed Named Credential. */
    name: z.string().min(1),
    /** Address that takes the place of the deployed one. */
    url: z.url({ protocol: /^https?$/ }),
    /** Bearer token of its principal, which Salesforce would keep in Setup. */
    token: z.string().min(1).optional()
});

type Settings = z.infer<typeof settings>;

/** Milliseconds after which a callout is given up; the platform allows 120 s, our Apex asks for 20 s. */
const TIMEOUT_MS = 20_000;

/** A callout that did not get as far as an answer: the platform's `CalloutException`. */
export class CalloutError extends Error {
    constructor(message: string, cause?: unknown) {
        super(message, { cause });
        this.name = 'CalloutError';
    }
}

/** Callouts by the deployed Named Credentials; address and secret can be set while the org runs, in memory only. */
export class NamedCredentials {
    readonly #org: Org;
    readonly #settings = new Map<string, Settings>();

    constructor(org: Org) {
        this.#org = org;
    }

    /** Sets address and secret. @throws SalesforceError when no such credential is deployed */
    set(wanted: Settings): void {
        if (!this.#org.registry.get('NamedCredential', wanted.name)) throw refusals.notFound();
        this.#settings.set(wanted.name, wanted);
    }

    /** What is set, without the secrets. */
    list(): readonly { readonly name: string; readonly url: string; readonly hasToken: boolean }[] {
        return [...this.#settings.values()].map(({ name, url, token }) => ({ name, url, hasToken: !!token }));
    }

    /**
     * GET `path` below the credential's address, as the user's principal.
     * @throws CalloutError without credential, permission or answer
     */
    async get(userId: string, name: string, path: string): Promise<Response> {
        const component = this.#org.registry.get('NamedCredential', name);
        if (!component) throw new CalloutError(`There is no Named Credential ${name}.`);
        const { namedCredentialParameters } = component.content as NamedCredential;
        const set = this.#settings.get(name);
        const url = set?.url ?? namedCredentialParameters.find((one) => one.parameterType === 'Url')?.parameterValue;
        if (!url) throw new CalloutError(`The Named Credential ${name} has no URL.`);
        const external = namedCredentialParameters.find((one) => one.externalCredential)?.externalCredential;
        if (external) this.#requirePrincipal(userId, external);
        const headers = { accept: 'application/json', ...(set?.token && { authorization: `Bearer ${set.token}` }) };
        const signal = AbortSignal.timeout(TIMEOUT_MS);
        return fetch(url.replace(/\/$/, '') + path, { headers, signal }).catch((cause: unknown) => {
            throw new CalloutError(`${url} does not answer.`, cause);
        });
    }

    #requirePrincipal(userId: string, external: string): void {
        const component = this.#org.registry.get('ExternalCredential', external);
        const principals = ((component?.content as ExternalCredential | undefined)?.externalCredentialParameters ?? [])
            .filter((one) => one.parameterType === 'NamedPrincipal')
            .map((one) => `${external}-${one.parameterName}`);
        if (!principals.some((principal) => mayUsePrincipal(this.#org, userId, principal)))
            throw new CalloutError(`The user may not use the External Credential ${external}.`);
    }
}

/** `/local-org/named-credentials`, for administrators; no part of Salesforce. GET shows, POST sets one. */
export function namedCredentialRoutes(org: Org, credentials: NamedCredentials): FastifyPluginAsync {
    return async (app) => {
        app.addHook('onRequest', async (request) => {
            if (!org.access.isAdministrator(sessionOf(org, request).userId)) throw refusals.notFound();
            await Promise.resolve();
        });
        app.get('/local-org/named-credentials', () => ({ namedCredentials: credentials.list() }));
        app.post('/local-org/named-credentials', (request, reply) => {
            const parsed = settings.safeParse(request.body);
            if (!parsed.success) throw new SalesforceError('INVALID_INPUT', z.prettifyError(parsed.error));
            credentials.set(parsed.data);
            return reply.code(204).send();
        });
        await Promise.resolve();
    };
}
