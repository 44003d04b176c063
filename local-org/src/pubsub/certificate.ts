import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { der } from './der.ts';

const OID = {
    ecdsaWithSha256: '1.2.840.10045.4.3.2',
    commonName: '2.5.4.3',
    subjectAltName: '2.5.29.17',
    basicConstraints: '2.5.29.19'
} as const;

const DAY_MS = 86_400_000;
/** Clocks of client and server may differ. */
const SKEW_MS = DAY_MS;

/** A key with its certificate, both PEM. */
export interface Certificate {
    readonly key: string;
    readonly certificate: string;
}

/**
 * A certificate that signs itself (RFC 5280, P-256 with SHA-256), for servers of this machine. Clients trust it as
 * their certificate authority. `hosts` are names and IPv4 addresses; it holds for `days` from `now`.
 */
export function selfSignedCertificate(hosts: readonly string[], now: Date, days = 30): Certificate {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const algorithm = der.sequence(der.oid(OID.ecdsaWithSha256));
    const name = der.sequence(der.set(der.sequence(der.oid(OID.commonName), der.text('Local Org'))));
    const body = der.sequence(
        der.tagged(0, der.integer(Buffer.from([2])), true),
        der.integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
        algorithm,
        name,
        der.sequence(der.time(new Date(now.getTime() - SKEW_MS)), der.time(new Date(now.getTime() + days * DAY_MS))),
        name,
        publicKey.export({ type: 'spki', format: 'der' }),
        der.tagged(3, der.sequence(...extensions(hosts)), true)
    );
    const signed = der.sequence(body, algorithm, der.bits(sign('sha256', body, privateKey)));
    return {
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        certificate: pem(signed)
    };
}

function extensions(hosts: readonly string[]): readonly Buffer[] {
    const names = hosts.map((host) =>
        isIP(host) === 4
            ? der.tagged(7, Buffer.from(host.split('.').map(Number)), false)
            : der.tagged(2, Buffer.from(host, 'ascii'), false)
    );
    return [
        der.sequence(der.oid(OID.basicConstraints), der.boolean(true), der.octets(der.sequence(der.boolean(true)))),
        der.sequence(der.oid(OID.subjectAltName), der.octets(der.sequence(...names)))
    ];
}

function pem(bytes: Buffer): string {
    const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
    return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
