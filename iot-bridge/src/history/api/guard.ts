import type { FastifyReply, FastifyRequest } from 'fastify';
import { HistoryError } from '../errors.ts';
import { Authenticator } from './auth.ts';
import type { Principal, Scope, StaticToken, TokenIssuer } from './auth.ts';
import { RateLimit } from './rateLimit.ts';

/** Who may ask, and how often. */
export interface GuardOptions {
    tokens: readonly StaticToken[];
    issuer?: TokenIssuer | undefined;
    requestsPerMinute: number;
    now?: () => number;
}

/** Lets requests in: by token and scope first, then by the number of requests a minute of the owner of the token. */
export class Guard {
    private readonly authenticator: Authenticator;
    private readonly limit: RateLimit;
    private readonly requestsPerMinute: number;

    constructor({ tokens, issuer, requestsPerMinute, now }: GuardOptions) {
        this.authenticator = new Authenticator(tokens, issuer);
        this.limit = new RateLimit(requestsPerMinute, now);
        this.requestsPerMinute = requestsPerMinute;
    }

    /**
     * The owner of the token of a request.
     * @throws HistoryError HISTORY_TOKEN_MISSING, HISTORY_SCOPE_MISSING, HISTORY_RATE_LIMITED
     */
    async admit(request: FastifyRequest, reply: FastifyReply, scope: Scope): Promise<Principal> {
        const principal = await this.authenticator.authenticate(request.headers.authorization, scope);
        const wait = this.limit.take(principal.name);
        if (wait === 0) return principal;
        reply.header('retry-after', wait);
        throw new HistoryError('HISTORY_RATE_LIMITED', { limit: this.requestsPerMinute });
    }
}
