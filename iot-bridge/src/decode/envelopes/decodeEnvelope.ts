import { parsePath, valueAt } from '../../pipeline/index.ts';
import type { DecodedMessage, DecodeResult } from '../../pipeline/index.ts';
import { timeText } from '../decoder.ts';
import type { Decoder } from '../decoder.ts';
import { decodeJson } from '../json/decodeJson.ts';
import type { Envelope } from './envelopes.ts';

/** The decoder of an envelope that a table describes. */
export function envelopeDecoder(name: string, envelope: Envelope): Decoder {
    const proof = parsePath(envelope.proof);
    const read = reader(envelope);
    return (payload) => {
        const { messages, problems } = decodeJson(payload);
        const result: DecodeResult = { messages: [], problems };
        for (const { document } of messages) {
            if (valueAt(document, proof) !== undefined) result.messages.push(read(document));
            else
                problems.push({
                    reason: 'malformed-payload',
                    detail: `not a message of ${name}: ${envelope.proof} is missing`
                });
        }
        return result;
    };
}

function reader(envelope: Envelope): (document: DecodedMessage['document']) => DecodedMessage {
    const paths = {
        device: envelope.device === undefined ? undefined : parsePath(envelope.device),
        timestamp: envelope.timestamp === undefined ? undefined : parsePath(envelope.timestamp),
        sequence: envelope.sequence === undefined ? undefined : parsePath(envelope.sequence)
    };
    return (document) => {
        const device = paths.device && valueAt(document, paths.device);
        const timestamp = paths.timestamp && valueAt(document, paths.timestamp);
        const sequence = paths.sequence && valueAt(document, paths.sequence);
        return {
            document,
            ...(typeof device === 'string' ? { device } : {}),
            ...(timestamp === undefined ? {} : { timestamp: scaled(timestamp, envelope.timestampMs ?? 1) }),
            ...(sequence === undefined ? {} : { sequence }),
            ...(envelope.partial ? { partial: true } : {})
        };
    };
}

function scaled(timestamp: unknown, factor: number): unknown {
    return typeof timestamp === 'number' ? timeText(timestamp * factor) : timestamp;
}
