import { createPrivateKey } from 'node:crypto';
import { decodeJwt, SignJWT } from 'jose';
import type { CredentialConfig } from '../../../config/index.ts';
import type { Instant } from '../../../pipeline/index.ts';
import { sasToken } from './sasToken.ts';

/** A token, with what is known about its end. */
export interface Token {
    text: string;
    subject: string;
    expires?: Instant | undefined;
    /** When it must be replaced; a token of another program is replaced by that program. */
    renewAt?: Instant | undefined;
}

/** Reads a file as text without the trailing line break. */
export type ReadText = (file: string) => string;

/** Share of its lifetime after which a generated token is renewed. */
const renewalShare = 0.8;

/** Makes or reads the token of a source. @throws Error with the reason */
export async function makeToken(config: CredentialConfig, read: ReadText, now: Instant): Promise<Token> {
    if (config.kind === 'token-file') return readToken(read(config.file).trim(), config.file);
    const expires = now + config.lifetimeSeconds * 1000;
    const end = { expires, renewAt: now + config.lifetimeSeconds * 1000 * renewalShare };
    if (config.kind === 'signed-jwt')
        return { text: await signJwt(config, read, now), subject: config.keyFile, ...end };
    const { sharedAccessKey, sharedAccessKeyFile, resource = '', policy } = config;
    const key = sharedAccessKey ?? read(sharedAccessKeyFile ?? '').trim();
    return { text: sasToken({ resource, key, policy, expires }), subject: resource, ...end };
}

function readToken(text: string, file: string): Token {
    if (text === '') throw new Error(`${file} is empty`);
    return { text, subject: file, expires: expiryOf(text) };
}

/** End of validity of a JSON Web Token or shared access signature; undefined when the token does not tell. */
function expiryOf(text: string): Instant | undefined {
    const signature = /[&?\s]se=(\d+)/.exec(text)?.[1];
    if (signature !== undefined) return Number(signature) * 1000;
    if (text.split('.').length !== 3) return undefined;
    try {
        const { exp } = decodeJwt(text);
        return exp === undefined ? undefined : exp * 1000;
    } catch {
        // Three dotted parts are no proof of a JSON Web Token; an opaque token has no known end.
        return undefined;
    }
}

type JwtConfig = Extract<CredentialConfig, { kind: 'signed-jwt' }>;

async function signJwt(config: JwtConfig, read: ReadText, now: Instant): Promise<string> {
    const { algorithm, keyId, issuer, subject, audience, lifetimeSeconds } = config;
    const seconds = Math.floor(now / 1000);
    const token = new SignJWT()
        .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...(keyId === undefined ? {} : { kid: keyId }) })
        .setIssuedAt(seconds)
        .setExpirationTime(seconds + lifetimeSeconds);
    if (issuer !== undefined) token.setIssuer(issuer);
    if (subject !== undefined) token.setSubject(subject);
    if (audience !== undefined) token.setAudience(audience);
    return token.sign(createPrivateKey(read(config.keyFile)));
}
