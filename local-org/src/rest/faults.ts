import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { LocalOrg } from '../createOrg.ts';
import { refusals, SalesforceError } from '../errors.ts';
import { sessionOf } from './session.ts';

const faultRequest = z.strictObject({
    /** Milliseconds by which every call is delayed. */
    latencyMs: z.int().min(0).max(60_000).optional(),
    /** The next calls that fail, and how. */
    failNext: z
        .strictObject({
            count: z.int().min(0).max(1_000_000),
            status: z.int().min(400).max(599).default(503),
            errorCode: z.string().default('SERVER_UNAVAILABLE'),
            message: z
                .string()
                .default('We are down for maintenance. Sorry for the inconvenience. We’ll be back shortly.')
        })
        .optional(),
    /** Records whose next saves find their row locked. */
    rowLocks: z.int().min(0).max(1_000_000).optional(),
    /** Ends every session but the caller's. */
    expireSessions: z.boolean().optional(),
    /** What is left of allocations, by name. */
    limits: z.record(z.string(), z.int().min(0)).optional()
});

type FailNext = NonNullable<z.infer<typeof faultRequest>['failNext']>;

/** Failures that tests ask for; an org begins without any. */
export class Faults {
    latencyMs = 0;
    failNext: FailNext | undefined;
    #rowLocks = 0;

    /** Locks the rows of the next saves. */
    lockRows(count: number): void {
        this.#rowLocks = count;
    }

    /** Whether this save finds its row locked. */
    takeRowLock(): boolean {
        if (this.#rowLocks === 0) return false;
        this.#rowLocks--;
        return true;
    }

    clear(): void {
        this.latencyMs = 0;
        this.failNext = undefined;
        this.#rowLocks = 0;
    }

    state(): Record<string, unknown> {
        return { latencyMs: this.latencyMs, failNext: this.failNext ?? null, rowLocks: this.#rowLocks };
    }
}

/** Delays or fails a call as asked. @throws SalesforceError the failure asked for. */
export async function applyFaults(org: LocalOrg, request: FastifyRequest): Promise<void> {
    const { faults } = org;
    if (faults.latencyMs > 0) await wait(faults.latencyMs);
    const failure = faults.failNext;
    if (!failure || failure.count === 0 || request.url.startsWith('/services/oauth2')) return;
    faults.failNext = { ...failure, count: failure.count - 1 };
    throw new SalesforceError(failure.errorCode, failure.message, failure.status);
}

/** `/local-org/faults`, for administrators; no part of Salesforce. GET shows, PUT sets, DELETE clears. */
export function faultRoutes(org: LocalOrg): FastifyPluginAsync {
    return async (app) => {
        app.addHook('onRequest', async (request) => {
            if (!org.access.isAdministrator(sessionOf(org, request).userId)) throw refusals.notFound();
            await Promise.resolve();
        });
        app.get('/local-org/faults', () => org.faults.state());
        app.delete('/local-org/faults', (_request, reply) => {
            org.faults.clear();
            return reply.code(204).send();
        });
        app.put('/local-org/faults', (request) => {
            const parsed = faultRequest.safeParse(request.body);
            if (!parsed.success) throw new SalesforceError('INVALID_INPUT', z.prettifyError(parsed.error));
            setFaults(org, parsed.data, sessionOf(org, request).accessToken);
            return org.faults.state();
        });
        await Promise.resolve();
    };
}

function setFaults(org: LocalOrg, wanted: z.infer<typeof faultRequest>, keptToken: string): void {
    if (wanted.latencyMs !== undefined) org.faults.latencyMs = wanted.latencyMs;
    if (wanted.failNext) org.faults.failNext = wanted.failNext;
    if (wanted.rowLocks !== undefined) org.faults.lockRows(wanted.rowLocks);
    for (const [name, remaining] of Object.entries(wanted.limits ?? {})) org.limits.setRemaining(name, remaining);
    if (wanted.expireSessions) org.auth.expireAll(keptToken);
}
