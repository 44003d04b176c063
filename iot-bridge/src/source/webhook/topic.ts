import type { WebhookConfig } from '../../config/index.ts';
import { parameterOf } from './webhookRequest.ts';
import type { WebhookRequest } from './webhookRequest.ts';

/** The topic of a request, whether it is one that is left out, or undefined when it names none. */
export function topicOf(config: WebhookConfig, request: WebhookRequest): { topic: string } | 'left-out' | undefined {
    const { topic, topicParameter, events } = config;
    const base = request.rest === '' ? topic : request.rest;
    if (base === undefined) return undefined;
    if (topicParameter === undefined) return { topic: base };
    const event = parameterOf(request, topicParameter);
    if (events && !events.includes(event)) return 'left-out';
    return { topic: event === '' ? base : `${base}/${event}` };
}
