import { createHmac } from 'node:crypto';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { LocalOrg } from '../createOrg.ts';
import { refusals, SalesforceError } from '../errors.ts';
import { baseUrlOf } from '../rest/routes.ts';
import { sessionOf } from '../rest/session.ts';
import { checkGrant, OAuthError, type Granted } from './grants.ts';

/** Sign-in: token endpoint, revocation, identity, and the page link of `sf org open`. */
export function oauthRoutes(org: LocalOrg): FastifyPluginAsync {
    return async (app) => {
        app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
            done(null, new URLSearchParams(String(body)))
        );
        app.post('/services/oauth2/token', (request, reply) => token(org, request, reply));
        app.post('/services/oauth2/revoke', (request, reply) => revoke(org, formOf(request), reply));
        app.get('/services/oauth2/revoke', (request, reply) =>
            revoke(org, new URL(request.url, 'http://local').searchParams, reply)
        );
        app.post('/services/oauth2/introspect', (request) => introspect(org, formOf(request)));
        app.get('/services/oauth2/userinfo', (request) => userInfo(org, request));
        app.post('/services/oauth2/userinfo', (request) => userInfo(org, request));
        app.get('/services/oauth2/singleaccess', (request) => singleAccess(org, request));
        app.get('/id/:orgId/:userId', (request) => identity(org, request));
        app.post('/local-org/connected-apps', (request, reply) => registerApp(org, request, reply));
        await Promise.resolve();
    };
}

function formOf(request: FastifyRequest): URLSearchParams {
    return request.body instanceof URLSearchParams ? request.body : new URL(request.url, 'http://local').searchParams;
}

async function token(org: LocalOrg, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const form = formOf(request);
    const basic = /^Basic (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (basic && !form.has('client_id')) {
        const [clientId = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':');
        form.set('client_id', decodeURIComponent(clientId));
        form.set('client_secret', decodeURIComponent(secret));
    }
    try {
        const granted = await checkGrant(org, form, baseUrlOf(request));
        const answer = tokenAnswer(org, granted, baseUrlOf(request));
        return await reply.header('cache-control', 'no-cache, no-store').send(answer);
    } catch (error) {
        if (!(error instanceof OAuthError)) throw error;
        return reply.code(400).send({ error: error.code, error_description: error.message });
    }
}

function tokenAnswer(org: LocalOrg, granted: Granted, baseUrl: string): Record<string, string> {
    const session = org.auth.openSession(granted.userId, granted.clientId);
    const id = `${baseUrl}/id/${org.orgId}/${granted.userId}`;
    const issuedAt = String(org.clock.now().getTime());
    return {
        access_token: session.accessToken,
        ...(granted.refreshable ? { refresh_token: org.auth.openRefreshToken(granted.userId, granted.clientId) } : {}),
        instance_url: baseUrl,
        id,
        token_type: 'Bearer',
        scope: granted.refreshable ? 'refresh_token api web' : 'api web',
        issued_at: issuedAt,
        signature: createHmac('sha256', granted.clientId)
            .update(id + issuedAt)
            .digest('base64')
    };
}

function revoke(org: LocalOrg, form: URLSearchParams, reply: FastifyReply): FastifyReply {
    if (org.auth.revoke(form.get('token') ?? '')) return reply.code(200).send();
    return reply
        .code(400)
        .send({ error: 'unsupported_token_type', error_description: 'this token type is not supported' });
}

function introspect(org: LocalOrg, form: URLSearchParams): Record<string, unknown> {
    const session = org.auth.session(form.get('token') ?? '');
    if (!session) return { active: false };
    const exp = Math.floor(session.expiresAt / 1000);
    return { active: true, client_id: session.clientId, sub: session.userId, token_type: 'access_token', exp };
}

function userRow(org: LocalOrg, userId: string): Record<string, string> {
    const row = org.database.get('SELECT * FROM "User" WHERE "Id" = ?', userId);
    if (!row) throw refusals.notFound();
    const text = (name: string): string => (row[name] === null ? '' : String(row[name]));
    return {
        username: text('Username'),
        name: text('Name'),
        email: text('Email'),
        first: text('FirstName'),
        last: text('LastName')
    };
}

function userInfo(org: LocalOrg, request: FastifyRequest): Record<string, unknown> {
    const { userId } = sessionOf(org, request);
    const user = userRow(org, userId);
    return {
        sub: `${baseUrlOf(request)}/id/${org.orgId}/${userId}`,
        user_id: userId,
        organization_id: org.orgId,
        preferred_username: user['username'],
        name: user['name'],
        email: user['email'],
        given_name: user['first'],
        family_name: user['last'],
        zoneinfo: 'GMT',
        active: true
    };
}

function identity(org: LocalOrg, request: FastifyRequest): Record<string, unknown> {
    const fromQuery = new URL(request.url, 'http://local').searchParams.get('oauth_token');
    const session = fromQuery ? org.auth.session(fromQuery) : sessionOf(org, request);
    if (!session) throw refusals.sessionInvalid();
    const { userId } = request.params as { userId: string };
    const user = userRow(org, userId.length === 15 ? session.userId : userId);
    const base = baseUrlOf(request);
    return {
        id: base + (request.url.split('?')[0] ?? ''),
        asserted_user: true,
        user_id: session.userId,
        organization_id: org.orgId,
        username: user['username'],
        nick_name: user['username'],
        display_name: user['name'],
        email: user['email'],
        first_name: user['first'],
        last_name: user['last'],
        timezone: 'GMT',
        user_type: 'STANDARD',
        language: 'en_US',
        locale: 'en_US',
        active: true,
        urls: {
            rest: `${base}/services/data/v{version}/`,
            sobjects: `${base}/services/data/v{version}/sobjects/`,
            query: `${base}/services/data/v{version}/query/`,
            metadata: `${base}/services/Soap/m/{version}/${org.orgId.slice(0, 15)}`
        }
    };
}

/** A link that signs the browser in as whoever asks. */
function singleAccess(org: LocalOrg, request: FastifyRequest): Record<string, string> {
    const session = org.auth.openSession(sessionOf(org, request).userId);
    const target = new URL(request.url, 'http://local').searchParams.get('redirect_uri');
    const link = new URL('/secur/frontdoor.jsp', baseUrlOf(request));
    link.searchParams.set('sid', session.accessToken);
    // The sf CLI names paths without the slash in front.
    if (target) link.searchParams.set('retURL', target.replace(/^(?!\/)/, '/'));
    return { frontdoor_uri: link.href };
}

const appBody = z.strictObject({
    clientId: z.string().min(1).max(255),
    clientSecret: z.string().default(''),
    runAsUsername: z.string().nullable().default(null),
    certificate: z.string().nullable().default(null)
});

/** Registers a client, as an administrator does in Setup; no part of Salesforce's API. */
function registerApp(org: LocalOrg, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (!org.access.isAdministrator(sessionOf(org, request).userId)) throw refusals.notFound();
    const parsed = appBody.safeParse(request.body);
    if (!parsed.success) throw new SalesforceError('INVALID_INPUT', z.prettifyError(parsed.error));
    const { clientId, clientSecret, runAsUsername, certificate } = parsed.data;
    const row =
        runAsUsername === null
            ? undefined
            : org.database.get('SELECT "Id" FROM "User" WHERE "Username" = ?', runAsUsername);
    if (runAsUsername !== null && !row)
        throw new SalesforceError('INVALID_INPUT', `There is no user ${runAsUsername}.`);
    org.connectedApps.register({ clientId, clientSecret, runAs: row ? String(row['Id']) : null, certificate });
    return reply.code(201).send({ clientId });
}
