import type { DecodedMessage, DecodeResult } from '../../pipeline/index.ts';
import { timeText } from '../decoder.ts';
import { decodeJson, isDocument } from '../json/decodeJson.ts';

/**
 * Decodes ThingsBoard telemetry: values at the top, `{ts, values}`, or the gateway form with a list per device.
 * Definitions address `values.<key>`.
 */
export function decodeThingsboard(payload: Uint8Array): DecodeResult {
    const { messages, problems } = decodeJson(payload);
    return { messages: messages.flatMap(({ document }) => telemetryOf(document)), problems };
}

function telemetryOf(document: DecodedMessage['document']): DecodedMessage[] {
    const devices = Object.entries(document);
    const gateway =
        devices.length > 0 && devices.every(([, entries]) => Array.isArray(entries) && entries.every(isDocument));
    if (!gateway) return [telemetry(document)];
    return devices.flatMap(([device, entries]) => {
        const list = Array.isArray(entries) ? entries.filter(isDocument) : [];
        return list.map((entry) => ({ ...telemetry(entry), device }));
    });
}

function telemetry(entry: DecodedMessage['document']): DecodedMessage {
    const { ts, values } = entry;
    const timed = isDocument(values) && typeof ts === 'number';
    if (!timed) return { document: { values: isDocument(values) ? values : entry }, partial: true };
    return { document: { values }, timestamp: timeText(ts), partial: true };
}
