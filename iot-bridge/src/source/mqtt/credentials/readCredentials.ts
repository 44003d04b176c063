import { createHash } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import type { CredentialConfig, MqttConfig } from '../../../config/index.ts';
import { BridgeError, reasonOf } from '../../../errors.ts';
import type { Instant } from '../../../pipeline/index.ts';
import { checkKey, expiryOfChain, parseCertificates } from './certificates.ts';
import type { Credentials } from './credentials.ts';
import { makeToken } from './tokens.ts';
import type { ReadText, Token } from './tokens.ts';

/** Reads a file whole. */
export type ReadFile = (file: string) => Buffer;

/** Files a source takes its credentials from. */
export function credentialFiles({ tls, credential, usernameFile, passwordFile }: MqttConfig): string[] {
    const files = [tls?.ca, tls?.certificate, tls?.key, usernameFile, passwordFile, ...tokenFiles(credential)];
    return files.filter((file) => file !== undefined);
}

function tokenFiles(credential: CredentialConfig | undefined): (string | undefined)[] {
    switch (credential?.kind) {
        case 'sas-token':
            return [credential.sharedAccessKeyFile];
        case 'signed-jwt':
            return [credential.keyFile];
        case 'token-file':
            return [credential.file];
        case undefined:
            return [];
    }
}

/** Tells two states of the files apart; a file that cannot be read counts by its reason. */
export function fingerprint(config: MqttConfig, read: ReadFile): string {
    const hash = createHash('sha256');
    for (const file of credentialFiles(config)) {
        try {
            hash.update('file').update(read(file));
        } catch (error) {
            hash.update('missing').update(reasonOf(error));
        }
    }
    return hash.digest('base64');
}

/**
 * Reads and checks everything a source proves its identity with, and makes its token.
 * @throws BridgeError CREDENTIAL_REFUSED with the reason
 */
export async function readCredentials(config: MqttConfig, read: ReadFile, now: Instant): Promise<Credentials> {
    const text: ReadText = (file) =>
        read(file)
            .toString('utf8')
            .replace(/\r?\n$/, '');
    try {
        const token = config.credential && (await makeToken(config.credential, text, now));
        const files = readTls(config, read);
        const expires = token?.expires;
        const tokenExpiry =
            expires === undefined ? [] : [{ what: 'token' as const, subject: token?.subject ?? '', at: expires }];
        return {
            username: config.usernameFile === undefined ? config.username : text(config.usernameFile),
            password: config.passwordFile === undefined ? config.password : text(config.passwordFile),
            ...placed(config, token),
            ...files,
            expiries: [...files.expiries, ...tokenExpiry],
            renewAt: token?.renewAt
        };
    } catch (cause) {
        throw new BridgeError('CREDENTIAL_REFUSED', { source: config.name, reason: reasonOf(cause) }, cause);
    }
}

/** Puts the token where the platform looks for it. */
function placed(config: MqttConfig, token: Token | undefined): Partial<Credentials> {
    const { credential, username = '' } = config;
    if (!token || !credential) return {};
    if (credential.kind === 'sas-token' || credential.present === 'password') return { password: token.text };
    if (credential.present === 'authentication-data') {
        return { authentication: { method: credential.mqttMethod ?? '', data: Buffer.from(token.text) } };
    }
    const separator = username.includes('?') ? '&' : '?';
    const parameter = `${credential.parameter ?? ''}=${encodeURIComponent(token.text)}`;
    return { username: `${username}${separator}${parameter}` };
}

function readTls({ tls }: MqttConfig, read: ReadFile): Pick<Credentials, 'ca' | 'certificate' | 'key' | 'expiries'> {
    const ca = tls?.ca === undefined ? undefined : read(tls.ca);
    if (ca && tls?.ca !== undefined) parseCertificates(ca, tls.ca);
    if (tls?.certificate === undefined || tls.key === undefined) return { ca, expiries: [] };
    const [certificate, key] = [read(tls.certificate), read(tls.key)];
    const chain = parseCertificates(certificate, tls.certificate);
    if (chain[0]) checkKey(chain[0], key, tls.key);
    createSecureContext({ cert: certificate, key, ...(ca ? { ca } : {}) });
    return { ca, certificate, key, expiries: expiryOfChain('client certificate', chain) };
}
