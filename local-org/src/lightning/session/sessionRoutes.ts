import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SalesforceError } from '../../errors.ts';
import type { Org } from '../../org.ts';
import { clearCookie, cookieNames, readCookie, setCookie } from './cookies.ts';
import { loginDocument } from './loginDocument.ts';

const loginQuery = z.object({
    sid: z.string().optional(),
    retURL: z.string().optional(),
    startURL: z.string().optional()
});
const loginForm = z.object({ sid: z.string().min(1), startURL: z.string().optional() });
const switchBody = z.object({ userId: z.string().min(15).max(18) });

/** Who is signed in on this browser, or undefined. */
export function signedInUser(org: Org, request: FastifyRequest): string | undefined {
    const token = readCookie(request, cookieNames.session);
    return token === undefined ? undefined : org.auth.session(token)?.userId;
}

/** Signing in with an access token, switching to another user's view, signing out. */
export function registerSessionRoutes(app: FastifyInstance, org: Org): void {
    app.get('/secur/frontdoor.jsp', (request, reply) => {
        const { sid, retURL, startURL } = loginQuery.parse(request.query);
        return signIn(org, reply, sid ?? '', retURL ?? startURL);
    });
    app.get('/lightning/login', (request, reply) => {
        const { sid, startURL } = loginQuery.parse(request.query);
        if (sid !== undefined) return signIn(org, reply, sid, startURL);
        return reply.type('text/html').send(loginDocument(org.settings.name, localPath(startURL), false));
    });
    app.post('/lightning/login', (request, reply) => {
        const { sid, startURL } = loginForm.parse(request.body);
        return signIn(org, reply, sid.trim(), startURL);
    });
    app.post('/lightning/logout', (request, reply) => {
        const token = readCookie(request, cookieNames.session);
        if (token) org.auth.revoke(token);
        clearCookie(reply, cookieNames.session);
        clearCookie(reply, cookieNames.owner);
        return reply.redirect('/lightning/login', 303);
    });
    app.get('/lightning/session/users', (request) => ({ users: usersFor(org, request) }));
    app.post('/lightning/session/user', (request, reply) => {
        const { userId } = switchBody.parse(request.body);
        return switchUser(org, request, reply, userId);
    });
}

function signIn(org: Org, reply: FastifyReply, token: string, startUrl: string | undefined): FastifyReply {
    if (!org.auth.session(token)) {
        return reply
            .code(401)
            .type('text/html')
            .send(loginDocument(org.settings.name, localPath(startUrl), true));
    }
    setCookie(reply, cookieNames.session, token);
    clearCookie(reply, cookieNames.owner);
    return reply.redirect(localPath(startUrl), 303);
}

/** Only addresses of this org are followed after signing in. */
function localPath(url: string | undefined): string {
    return url && /^\/(?![/\\])/.test(url) ? url : '/lightning/page/home';
}

/** An administrator may look at the org as another user does. */
function usersFor(org: Org, request: FastifyRequest): readonly { id: string; name: string; isCurrent: boolean }[] {
    const owner = ownerOf(org, request);
    if (!owner || !org.access.isAdministrator(owner.userId)) return [];
    const current = signedInUser(org, request);
    const { records } = org.records.query(
        org.systemExecution(),
        'SELECT Id, Name FROM User WHERE IsActive = true ORDER BY Name LIMIT 50'
    );
    return records
        .map(({ Id, Name }) => ({ id: String(Id), name: String(Name), isCurrent: String(Id) === current }))
        .filter(({ id }) => id !== org.settings.users.automatedProcess);
}

function switchUser(org: Org, request: FastifyRequest, reply: FastifyReply, userId: string): FastifyReply {
    const owner = ownerOf(org, request);
    if (!owner || !org.access.isAdministrator(owner.userId)) {
        throw new SalesforceError(
            'INSUFFICIENT_ACCESS',
            'Only an administrator may look at the org as another user.',
            403
        );
    }
    if (!usersFor(org, request).some(({ id }) => id === userId)) {
        throw new SalesforceError('NOT_FOUND', 'There is no active user with this id.', 404);
    }
    const token = owner.userId === userId ? owner.token : org.auth.openSession(userId).accessToken;
    setCookie(reply, cookieNames.session, token);
    setCookie(reply, cookieNames.owner, owner.token);
    return reply.send({ userId });
}

function ownerOf(org: Org, request: FastifyRequest): { token: string; userId: string } | undefined {
    const token = readCookie(request, cookieNames.owner) ?? readCookie(request, cookieNames.session);
    const userId = token === undefined ? undefined : org.auth.session(token)?.userId;
    return token === undefined || userId === undefined ? undefined : { token, userId };
}
