import type { RouteConfig } from '../config/index.ts';
import { parsePath, valueAt } from '../pipeline/index.ts';
import type { DecodedMessage, RejectionReason } from '../pipeline/index.ts';
import { deviceInTopic } from './router.ts';

/** The device of a message, or why it cannot be told. */
export type Identity = { device: string } | { reason: RejectionReason; detail: string };

/**
 * Finds the Device_Id__c of a message: in the topic, in the payload, or given by the format.
 * Where topic and payload both name a device they must agree, so that a device speaks only for itself.
 */
export function identify(route: RouteConfig, topic: string, message: DecodedMessage): Identity {
    const inTopic = deviceInTopic(route, topic);
    const inPayload = route.devicePath ? valueAt(message.document, parsePath(route.devicePath)) : message.device;
    const named = textOf(inPayload);
    if (inTopic !== undefined && named !== undefined && inTopic !== named) {
        return { reason: 'foreign-device', detail: `the payload names ${named}` };
    }
    const device = inTopic ?? named;
    if (!device) return { reason: 'missing-identity', detail: route.devicePath ?? 'no level or path of the route' };
    return { device: route.devicePrefix + device };
}

function textOf(value: unknown): string | undefined {
    if (typeof value === 'string') return value.trim() || undefined;
    return typeof value === 'number' ? String(value) : undefined;
}
