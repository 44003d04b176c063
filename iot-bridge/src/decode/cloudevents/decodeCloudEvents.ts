import type { DecodedMessage, DecodeResult } from '../../pipeline/index.ts';
import { decodeJson, isDocument } from '../json/decodeJson.ts';

/**
 * Decodes structured and batched CloudEvents 1.0 in JSON. Definitions address the event with its data at `data`;
 * source time is `time`, and `source` with `id` tells repeats apart (CloudEvents 1.0, section 3.1.1).
 */
export function decodeCloudEvents(payload: Uint8Array): DecodeResult {
    const events = decodeJson(payload);
    const result: DecodeResult = { messages: [], problems: events.problems };
    for (const { document } of events.messages) {
        const message = eventMessage(document);
        if (typeof message === 'string') result.problems.push({ reason: 'malformed-payload', detail: message });
        else result.messages.push(message);
    }
    return result;
}

function eventMessage(event: DecodedMessage['document']): DecodedMessage | string {
    if (event.specversion !== '1.0') return `specversion ${String(event.specversion)} is not 1.0`;
    const missing = ['id', 'source', 'type'].find((name) => typeof event[name] !== 'string');
    if (missing) return `the attribute ${missing} is missing`;
    const data = dataOf(event);
    if (!isDocument(data)) return 'the event carries no object in data';
    return {
        document: { ...event, data },
        sequence: `${String(event.source)} ${String(event.id)}`,
        ...(event.time === undefined ? {} : { timestamp: event.time })
    };
}

/** Data inline, or JSON in base64 (JSON format, section 3.1). */
function dataOf(event: DecodedMessage['document']): unknown {
    if (typeof event.data_base64 !== 'string') return event.data;
    const [first] = decodeJson(Buffer.from(event.data_base64, 'base64')).messages;
    return first?.document;
}
