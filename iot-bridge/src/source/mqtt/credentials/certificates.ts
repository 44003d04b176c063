import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate, PeerCertificate } from 'node:tls';
import { reasonOf } from '../../../errors.ts';
import type { Expiry } from './credentials.ts';

const pemCertificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** All certificates of a PEM file, the own one first. @throws Error when there is none or one is damaged */
export function parseCertificates(pem: Buffer, file: string): X509Certificate[] {
    const blocks = pem.toString('latin1').match(pemCertificate) ?? [];
    if (blocks.length === 0) throw new Error(`${file} holds no PEM certificate`);
    return blocks.map((block) => {
        try {
            return new X509Certificate(block);
        } catch (cause) {
            throw new Error(`${file} holds a damaged certificate (${reasonOf(cause)})`, { cause });
        }
    });
}

/** Checks that a key can be read and belongs to a certificate. @throws Error saying which of both is wrong */
export function checkKey(certificate: X509Certificate, pem: Buffer, file: string): void {
    let belongs: boolean;
    try {
        belongs = certificate.checkPrivateKey(createPrivateKey(pem));
    } catch (cause) {
        throw new Error(`${file} holds no usable private key (${reasonOf(cause)})`, { cause });
    }
    if (!belongs) throw new Error(`the key in ${file} does not belong to the certificate`);
}

/** The first of a chain to expire. */
export function expiryOfChain(what: Expiry['what'], chain: readonly X509Certificate[]): Expiry[] {
    const [first] = chain
        .map((certificate) => ({ what, subject: nameOf(certificate.subject), at: Date.parse(certificate.validTo) }))
        .sort((left, right) => left.at - right.at);
    return first ? [first] : [];
}

/** The first certificate to expire of what a broker showed, up to the authority. */
export function expiryOfPeer(certificate: PeerCertificate): Expiry | undefined {
    const chain: Expiry[] = [];
    const seen = new Set<string>();
    let link: PeerCertificate | undefined = certificate;
    while (link && !seen.has(link.fingerprint256)) {
        seen.add(link.fingerprint256);
        const subject = [link.subject.CN].flat()[0] ?? 'without name';
        chain.push({ what: 'broker certificate', subject, at: Date.parse(link.valid_to) });
        link = isDetailed(link) ? link.issuerCertificate : undefined;
    }
    return chain.sort((left, right) => left.at - right.at)[0];
}

function isDetailed(certificate: PeerCertificate): certificate is DetailedPeerCertificate {
    return 'issuerCertificate' in certificate;
}

/** The common name of a subject in the lines of node:crypto, else the whole subject. */
function nameOf(subject: string | undefined): string {
    return /^CN=(.+)$/m.exec(subject ?? '')?.[1] ?? (subject ?? 'without name').replaceAll('\n', ', ');
}
