import { z } from 'zod';
import type { WebhookConfig } from '../../../config/index.ts';
import { headerOf } from '../webhookRequest.ts';
import type { WebhookReply, WebhookRequest } from '../webhookRequest.ts';

const validationEvents = z
    .array(
        z.object({
            eventType: z.literal('Microsoft.EventGrid.SubscriptionValidationEvent'),
            data: z.object({ validationCode: z.string().min(1) })
        })
    )
    .min(1);

/**
 * The answer to a validation event of Azure Event Grid: its code is given back. Undefined for other requests.
 * Source: Microsoft Learn, "Webhook event delivery", endpoint validation with Event Grid events.
 */
export function answerValidation(request: WebhookRequest): WebhookReply | undefined {
    if (headerOf(request, 'aeg-event-type') !== 'SubscriptionValidation') return undefined;
    const [event] = validationEvents.safeParse(jsonOf(request.body)).data ?? [];
    if (!event) {
        return { code: 400, result: 'handshake-refused', body: { error: 'not a validation event of Event Grid' } };
    }
    return { code: 200, result: 'handshake', body: { validationResponse: event.data.validationCode } };
}

/**
 * The answer to the question whether an origin may push. A rate is allowed as asked for: what is too much is slowed down
 * by 503. Source: CloudEvents, "HTTP 1.1 Web Hooks for Event Delivery", section 4.
 */
export function answerOrigin({ allowedOrigins }: WebhookConfig, request: WebhookRequest): WebhookReply {
    const origin = headerOf(request, 'webhook-request-origin');
    if (!allowedOrigins.includes(origin)) {
        return { code: 403, result: 'handshake-refused', body: { error: 'this origin may not push here' } };
    }
    const rate = headerOf(request, 'webhook-request-rate');
    const headers = {
        allow: 'POST, OPTIONS',
        'webhook-allowed-origin': origin,
        ...(rate === '' ? {} : { 'webhook-allowed-rate': rate })
    };
    return { code: 200, result: 'handshake', headers, body: {} };
}

function jsonOf(body: Uint8Array): unknown {
    try {
        return JSON.parse(new TextDecoder().decode(body));
    } catch {
        return undefined;
    }
}
