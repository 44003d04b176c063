import { createHash, timingSafeEqual } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { HistoryError } from '../errors.ts';

/** What a token allows. */
export const scopes = ['history:read', 'history:delete'] as const;
/** One of {@link scopes}. */
export type Scope = (typeof scopes)[number];

/** Who asks. */
export interface Principal {
    name: string;
    scopes: readonly string[];
}

/** A fixed token. */
export interface StaticToken {
    /** Name in logs and in the log of deletions. */
    name: string;
    token: string;
    scopes: readonly Scope[];
}

/** An issuer of JSON Web Tokens (OpenID Connect). */
export interface TokenIssuer {
    issuer: string;
    audience: string;
    /** Address of its keys; found through its discovery document when left out. */
    jwksUrl?: string | undefined;
}

const discovery = z.object({ jwks_uri: z.url() });

/** Judges bearer tokens (RFC 6750): the fixed ones, and signed ones of the configured issuer. */
export class Authenticator {
    private readonly tokens: readonly (StaticToken & { digest: Buffer })[];
    private readonly issuer: TokenIssuer | undefined;
    private keys: Promise<JWTVerifyGetKey> | undefined;

    constructor(tokens: readonly StaticToken[], issuer?: TokenIssuer) {
        this.tokens = tokens.map((token) => ({ ...token, digest: digestOf(token.token) }));
        this.issuer = issuer;
    }

    /** The owner of the token of a request. @throws HistoryError HISTORY_TOKEN_MISSING, HISTORY_SCOPE_MISSING */
    async authenticate(header: string | undefined, scope: Scope): Promise<Principal> {
        const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
        if (token === undefined) throw refused('no Authorization header with a bearer token');
        const principal = this.byStaticToken(token) ?? (await this.byIssuer(token));
        if (!principal.scopes.includes(scope)) throw new HistoryError('HISTORY_SCOPE_MISSING', { scope });
        return principal;
    }

    private byStaticToken(token: string): Principal | undefined {
        const digest = digestOf(token);
        const found = this.tokens.find((known) => timingSafeEqual(known.digest, digest));
        return found && { name: found.name, scopes: found.scopes };
    }

    private async byIssuer(token: string): Promise<Principal> {
        if (!this.issuer) throw refused('the token is unknown');
        const { issuer, audience } = this.issuer;
        try {
            const expected = { issuer, audience, requiredClaims: ['exp'] };
            const { payload } = await jwtVerify(token, await this.keysOf(this.issuer), expected);
            return { name: payload.sub ?? 'unknown', scopes: scopesOf(payload) };
        } catch (cause) {
            throw refused(cause instanceof Error ? cause.message : String(cause), cause);
        }
    }

    /** Keys are looked for again after a failure. */
    private keysOf(issuer: TokenIssuer): Promise<JWTVerifyGetKey> {
        this.keys ??= findKeys(issuer).catch((error: unknown) => {
            this.keys = undefined;
            throw error;
        });
        return this.keys;
    }
}

async function findKeys({ issuer, jwksUrl }: TokenIssuer): Promise<JWTVerifyGetKey> {
    if (jwksUrl !== undefined) return createRemoteJWKSet(new URL(jwksUrl));
    const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    if (!answer.ok) throw new Error(`the discovery document of the issuer answers ${answer.status}`);
    return createRemoteJWKSet(new URL(discovery.parse(await answer.json()).jwks_uri));
}

/** `scope` is a text (RFC 8693), `scp` a list or a text with some issuers. */
function scopesOf({ scope, scp }: JWTPayload): string[] {
    return [scope, scp].flatMap((claim) => {
        if (typeof claim === 'string') return claim.split(' ');
        return Array.isArray(claim) ? claim.map(String) : [];
    });
}

function digestOf(token: string): Buffer {
    return createHash('sha256').update(token).digest();
}

function refused(reason: string, cause?: unknown): HistoryError {
    return new HistoryError('HISTORY_TOKEN_MISSING', { reason }, cause);
}
