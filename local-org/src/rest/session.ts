import type { FastifyRequest } from 'fastify';
import { refusals } from '../errors.ts';
import type { Org, Session } from '../org.ts';
import type { Execution } from '../platform.ts';

/** The access token of a request: from its Authorization header (`Bearer`, `OAuth`), or the `sid` cookie of a page. */
export function accessTokenOf(request: FastifyRequest): string | undefined {
    const header = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return header ?? /(?:^|;\s*)sid=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
}

/**
 * Who calls.
 * @throws SalesforceError `INVALID_SESSION_ID` without a valid session.
 */
export function sessionOf(org: Org, request: FastifyRequest): Session {
    const token = accessTokenOf(request);
    const session = token === undefined ? undefined : org.auth.session(decodeURIComponent(token));
    if (!session) throw refusals.sessionInvalid();
    return session;
}

/** A new transaction of whoever calls. @throws SalesforceError `INVALID_SESSION_ID` without a valid session. */
export function executionOf(org: Org, request: FastifyRequest): Execution {
    return org.userExecution(sessionOf(org, request).userId);
}
