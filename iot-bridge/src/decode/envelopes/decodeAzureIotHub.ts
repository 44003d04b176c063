import type { DecodedMessage, DecodeResult } from '../../pipeline/index.ts';
import { decodeJson, isDocument } from '../json/decodeJson.ts';

/**
 * Decodes messages as Azure IoT Hub routes them: system properties beside a body that is JSON or JSON in base64. An event
 * of Event Grid (DeviceTelemetry, in either schema) carries them in `data`, and its `id` tells repeats apart. Definitions address `body`. The device is `iothub-connection-device-id`, the time `iothub-enqueuedtime` unless the
 * device gave one.
 */
export function decodeAzureIotHub(payload: Uint8Array): DecodeResult {
    const { messages, problems } = decodeJson(payload);
    const result: DecodeResult = { messages: [], problems };
    for (const { document } of messages) {
        const event = isDocument(document.data) && systemOf(document) === undefined ? document.data : undefined;
        const message = hubMessage(event ?? document);
        const id = event && document.id;
        if (message) result.messages.push(typeof id === 'string' ? { ...message, sequence: id } : message);
        else problems.push({ reason: 'malformed-payload', detail: 'not a message of azure-iot-hub: no body object' });
    }
    return result;
}

function hubMessage(document: DecodedMessage['document']): DecodedMessage | undefined {
    const body = bodyOf(document.Body ?? document.body);
    const system = systemOf(document);
    if (!body || !isDocument(system)) return undefined;
    const device = system['iothub-connection-device-id'];
    const created = system['iothub-creation-time-utc'] ?? system['iothub-enqueuedtime'];
    return {
        document: { body, properties: document.Properties ?? document.properties ?? {}, systemProperties: system },
        ...(typeof device === 'string' ? { device } : {}),
        ...(created === undefined ? {} : { timestamp: created })
    };
}

function systemOf(document: DecodedMessage['document']): unknown {
    return document.SystemProperties ?? document.systemProperties;
}

function bodyOf(body: unknown): DecodedMessage['document'] | undefined {
    if (isDocument(body)) return body;
    return typeof body === 'string' ? decodeJson(Buffer.from(body, 'base64')).messages[0]?.document : undefined;
}
