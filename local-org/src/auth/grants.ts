import { compactVerify } from 'jose';
import type { LocalOrg } from '../createOrg.ts';
import { hasSecret, readPublicKey, type ConnectedApp } from './connectedApps.ts';

/** A refusal of the token endpoint (RFC 6749, section 5.2), in Salesforce's words. */
export class OAuthError extends Error {
    readonly code: string;

    constructor(code: string, description: string) {
        super(description);
        this.name = 'OAuthError';
        this.code = code;
    }
}

/** Whom a grant signs in, with which client. */
export interface Granted {
    readonly userId: string;
    readonly clientId: string;
    /** Whether the client may come back with a refresh token. */
    readonly refreshable: boolean;
}

type Form = URLSearchParams;

/** Salesforce's own login hosts; clients name them as audience, whatever the org's address is. */
const LOGIN_HOSTS = ['https://login.salesforce.com', 'https://test.salesforce.com'];

/** Checks a grant. @throws OAuthError when it does not hold. */
export async function checkGrant(org: LocalOrg, form: Form, baseUrl: string): Promise<Granted> {
    switch (form.get('grant_type')) {
        case 'client_credentials':
            return clientCredentials(org, form);
        case 'urn:ietf:params:oauth:grant-type:jwt-bearer':
            return jwtBearer(org, form.get('assertion') ?? '', baseUrl);
        case 'refresh_token':
            return refreshToken(org, form);
        case 'authorization_code':
            return authorizationCode(org, form);
        default:
            throw new OAuthError('unsupported_grant_type', 'grant type not supported');
    }
}

function clientOf(org: LocalOrg, clientId: string | null): ConnectedApp {
    const app = org.connectedApps.find(clientId ?? '');
    if (!app) throw new OAuthError('invalid_client_id', 'client identifier invalid');
    return app;
}

function clientCredentials(org: LocalOrg, form: Form): Granted {
    const app = clientOf(org, form.get('client_id'));
    if (!hasSecret(app, form.get('client_secret') ?? ''))
        throw new OAuthError('invalid_client', 'invalid client credentials');
    if (!app.runAs) throw new OAuthError('invalid_grant', 'no client credentials user enabled');
    return { userId: activeUser(org, 'Id', app.runAs), clientId: app.clientId, refreshable: false };
}

async function jwtBearer(org: LocalOrg, assertion: string, baseUrl: string): Promise<Granted> {
    const claims = readClaims(assertion);
    const app = clientOf(org, String(claims['iss'] ?? ''));
    if (!app.certificate) throw new OAuthError('invalid_grant', 'no certificate is registered for this client');
    try {
        // Only the signature: the sf CLI gives the expiry in milliseconds, which a check of claims would misread.
        await compactVerify(assertion, readPublicKey(app.certificate), { algorithms: ['RS256'] });
    } catch {
        throw new OAuthError('invalid_grant', 'invalid assertion');
    }
    checkAudience(claims['aud'], baseUrl);
    checkExpiry(org, claims['exp']);
    return {
        userId: activeUser(org, 'Username', String(claims['sub'] ?? '')),
        clientId: app.clientId,
        refreshable: false
    };
}

function readClaims(assertion: string): Record<string, unknown> {
    try {
        const claims: unknown = JSON.parse(Buffer.from(assertion.split('.')[1] ?? '', 'base64url').toString('utf8'));
        if (typeof claims === 'object' && claims !== null) return claims as Record<string, unknown>;
    } catch {
        // Falls through: text that is no token is refused like any other that does not hold.
    }
    throw new OAuthError('invalid_grant', 'invalid assertion');
}

function checkAudience(audience: unknown, baseUrl: string): void {
    const given = (Array.isArray(audience) ? audience : [audience]).map((one) => String(one).replace(/\/$/, ''));
    const hosts = [baseUrl, baseUrl.replace('127.0.0.1', 'localhost'), ...LOGIN_HOSTS];
    if (!given.some((one) => hosts.includes(one))) throw new OAuthError('invalid_grant', 'audience is invalid');
}

/** Seconds since 1970 as the standard says, or milliseconds as the sf CLI sends. */
function checkExpiry(org: LocalOrg, expiry: unknown): void {
    if (typeof expiry !== 'number') throw new OAuthError('invalid_grant', 'expiry is missing');
    const milliseconds = expiry > 1e11 ? expiry : expiry * 1000;
    if (milliseconds <= org.clock.now().getTime()) throw new OAuthError('invalid_grant', 'expired authorization code');
}

function refreshToken(org: LocalOrg, form: Form): Granted {
    const clientId = form.get('client_id') ?? '';
    const userId = org.auth.ownerOfRefreshToken(form.get('refresh_token') ?? '', clientId);
    if (!userId) throw new OAuthError('invalid_grant', 'expired access/refresh token');
    return { userId: activeUser(org, 'Id', userId), clientId, refreshable: false };
}

function authorizationCode(org: LocalOrg, form: Form): Granted {
    const clientId = form.get('client_id') ?? '';
    const userId = org.auth.takeAuthorizationCode(form.get('code') ?? '', clientId);
    if (!userId) throw new OAuthError('invalid_grant', 'expired authorization code');
    return { userId, clientId, refreshable: true };
}

/** @throws OAuthError when there is no such user or they may not sign in. */
function activeUser(org: LocalOrg, field: 'Id' | 'Username', value: string): string {
    const sql = `SELECT "Id", "IsActive", "UserType" FROM "User" WHERE "${field}" = ?`;
    const row = org.database.get(sql, value);
    if (row?.['IsActive'] !== 1 || row['UserType'] === 'AutomatedProcess')
        throw new OAuthError('invalid_grant', "user hasn't approved this consumer");
    return String(row['Id']);
}
