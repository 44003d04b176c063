import { createHmac, timingSafeEqual } from 'node:crypto';
import type { WebhookConfig } from '../../config/index.ts';

/** Whether a request proves who sent it: bearer token and signature, whichever of them are configured. */
export function isAuthentic(
    config: WebhookConfig,
    headers: Readonly<Record<string, string | string[] | undefined>>,
    body: Uint8Array
): boolean {
    const { token, signature } = config;
    if (token !== undefined && !equal(textOf(headers.authorization), `Bearer ${token}`)) return false;
    if (!signature) return token !== undefined;
    const stated = textOf(headers[signature.header.toLowerCase()]).replace(/^sha\d+=/, '');
    const mac = createHmac(signature.algorithm, signature.secret).update(body).digest();
    return equal(stated, mac.toString('hex')) || equal(stated, mac.toString('base64'));
}

function textOf(header: string | string[] | undefined): string {
    return typeof header === 'string' ? header : '';
}

/** Takes the same time wherever the texts differ, so that nobody can guess letter by letter. */
function equal(left: string, right: string): boolean {
    const a = Buffer.from(left);
    const b = Buffer.from(right);
    return a.length === b.length && timingSafeEqual(a, b);
}
