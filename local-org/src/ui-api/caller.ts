import type { FastifyRequest } from 'fastify';
import type { Org } from '../org.ts';
import type { Execution } from '../platform.ts';
import { executionOf } from '../rest/session.ts';

/** Who asks, and the org that answers. */
export interface Caller {
    readonly org: Org;
    /** A new transaction in the caller's name, with permission checks. */
    readonly execution: Execution;
}

/** @throws SalesforceError INVALID_SESSION_ID when the request carries no valid session */
export const callerOf = (org: Org, request: FastifyRequest): Caller => ({ org, execution: executionOf(org, request) });
