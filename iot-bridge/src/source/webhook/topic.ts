import type { WebhookConfig } from '../../config/index.ts';
import { topicMatches } from '../../pipeline/index.ts';
import { parameterOf } from './webhookRequest.ts';
import type { WebhookRequest } from './webhookRequest.ts';

/**
 * The topic of a request, whether it is one that is left out, or undefined when it names none. A webhook with routes of its
 * own takes topics of those only, so that the token of one platform does not speak for the devices of others.
 */
export function topicOf(config: WebhookConfig, request: WebhookRequest): { topic: string } | 'left-out' | undefined {
    const { topic, topicParameter, events } = config;
    const base = request.rest === '' ? topic : request.rest;
    if (base === undefined) return undefined;
    const event = topicParameter === undefined ? '' : parameterOf(request, topicParameter);
    if (topicParameter !== undefined && events && !events.includes(event)) return 'left-out';
    const named = event === '' ? base : `${base}/${event}`;
    return isOwn(config, named) ? { topic: named } : undefined;
}

function isOwn({ routes }: WebhookConfig, topic: string): boolean {
    return routes === undefined || routes.some(({ filter }) => topicMatches(filter, topic));
}
