import { qualityOf } from '../../map/index.ts';
import type { DecodedMessage, DecodeResult, Quality } from '../../pipeline/index.ts';
import { asList, decodeJson, isDocument } from '../json/decodeJson.ts';

/**
 * Decodes OPC UA PubSub JSON (OPC 10000-14, section 7.2.5): network messages, data set messages without the network
 * header, and lists of both. Definitions address `values.<field>`; `publisher` and `writer` can serve as identity.
 * Every data set message becomes a message of its own with its timestamp, and status codes become qualities.
 */
export function decodeOpcUaPubSub(payload: Uint8Array): DecodeResult {
    const { messages, problems } = decodeJson(payload);
    const result: DecodeResult = { messages: [], problems };
    for (const { document } of messages) {
        const sets = dataSets(document);
        if (sets.length === 0)
            problems.push({ reason: 'malformed-payload', detail: 'no data set message with Payload' });
        result.messages.push(...sets.map((set) => message(document, set)));
    }
    return result;
}

type Document = DecodedMessage['document'];

function dataSets(document: Document): Document[] {
    const candidates = document.Messages === undefined ? [document] : asList(document.Messages);
    return candidates.filter(isDocument).filter((set) => isDocument(set.Payload));
}

function message(network: Document, set: Document): DecodedMessage {
    const fields = Object.entries(isDocument(set.Payload) ? set.Payload : {}).map(
        ([name, field]) => [name, fieldOf(field)] as const
    );
    // From entries, so that a field called __proto__ is a field like any other.
    const values: Document = Object.fromEntries(fields.map(([name, { value }]) => [name, value]));
    const qualities: Record<string, Quality> = {};
    for (const [name, { quality }] of fields) if (quality) qualities[`values.${name}`] = quality;
    const publisher = network.PublisherId ?? null;
    const writer = set.DataSetWriterName ?? set.DataSetWriterId ?? null;
    const timestamp = set.Timestamp ?? network.Timestamp;
    return {
        document: { publisher, writer, values },
        partial: true,
        ...(Object.keys(qualities).length === 0 ? {} : { qualities }),
        ...(timestamp === undefined ? {} : { timestamp }),
        ...(set.SequenceNumber === undefined ? {} : { sequence: JSON.stringify([writer, set.SequenceNumber]) })
    };
}

/** A field is a value, a variant with Body, or a data value with Value and StatusCode (section 7.2.5.4). */
function fieldOf(field: unknown): { value: unknown; quality: Quality | undefined } {
    if (!isDocument(field)) return { value: field, quality: undefined };
    const status = field.StatusCode;
    const code = isDocument(status) ? (status.Code ?? status.Symbol) : status;
    const quality = code === undefined ? undefined : opcQuality(code);
    if ('Value' in field) return { value: fieldOf(field.Value).value, quality };
    return { value: 'Body' in field ? field.Body : field, quality };
}

/** Status code 0 is Good; other numbers carry their severity in the two top bits (OPC 10000-4, section 7.39). */
function opcQuality(code: unknown): Quality {
    return typeof code === 'number' && code < 0x40000000 ? 'Good' : qualityOf(code);
}
