import { readFileSync } from 'node:fs';
import { importPKCS8, SignJWT } from 'jose';
import type { SalesforceConfig } from '../../config/index.ts';
import { BridgeError, reasonOf } from '../../errors.ts';

/** Parameters of a token request, by grant (OAuth 2.0; RFC 7523 for the JWT bearer). */
export type TokenRequest = { grant_type: string } & Record<string, string>;

/** Lifetime of the assertion; Salesforce accepts at most three minutes. */
const assertionSeconds = 180;

/** The token request of the configured flow; undefined for a session that exists already. */
export async function tokenRequest(config: SalesforceConfig): Promise<TokenRequest | undefined> {
    const { authentication: method } = config;
    switch (method.flow) {
        case 'client-credentials':
            return { grant_type: 'client_credentials', client_id: method.clientId, client_secret: method.clientSecret };
        case 'jwt-bearer':
            return {
                grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
                assertion: await signAssertion(method, method.audience ?? config.loginUrl)
            };
        case 'access-token':
            return undefined;
    }
}

async function signAssertion(
    { clientId, username, keyFile }: { clientId: string; username: string; keyFile: string },
    audience: string
): Promise<string> {
    const key = await readKey(keyFile);
    return new SignJWT()
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer(clientId)
        .setSubject(username)
        .setAudience(audience)
        .setExpirationTime(Math.floor(Date.now() / 1000) + assertionSeconds)
        .sign(key);
}

async function readKey(file: string): ReturnType<typeof importPKCS8> {
    try {
        return await importPKCS8(readFileSync(file, 'utf8'), 'RS256');
    } catch (cause) {
        throw new BridgeError('ORG_KEY_UNREADABLE', { file, reason: reasonOf(cause) }, cause);
    }
}
