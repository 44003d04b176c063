import { createHmac, timingSafeEqual } from 'node:crypto';
import type { WebhookConfig } from '../../config/index.ts';
import { headerOf, parameterOf } from './webhookRequest.ts';
import type { WebhookRequest } from './webhookRequest.ts';

/** Whether a request proves who sent it: token and signature, whichever of them are configured. */
export function isAuthentic(config: WebhookConfig, request: WebhookRequest): boolean {
    const { token, signature } = config;
    if (token !== undefined && !equal(statedToken(config, request), token)) return false;
    if (!signature) return token !== undefined;
    const stated = headerOf(request, signature.header).replace(/^sha\d+=/, '');
    const mac = createHmac(signature.algorithm, signature.secret).update(request.body).digest();
    return equal(stated, mac.toString('hex')) || equal(stated, mac.toString('base64'));
}

function statedToken({ tokenParameter, tokenHeader }: WebhookConfig, request: WebhookRequest): string {
    if (tokenParameter !== undefined) return parameterOf(request, tokenParameter);
    const stated = headerOf(request, tokenHeader);
    if (tokenHeader.toLowerCase() !== 'authorization') return stated;
    return /^Bearer (.*)$/i.exec(stated)?.[1] ?? '';
}

/** Takes the same time wherever the texts differ, so that nobody can guess letter by letter. */
function equal(left: string, right: string): boolean {
    const a = Buffer.from(left);
    const b = Buffer.from(right);
    return a.length === b.length && timingSafeEqual(a, b);
}
