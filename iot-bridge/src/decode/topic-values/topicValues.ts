import type { DecodedMessage, DecodeResult } from '../../pipeline/index.ts';
import { malformed } from '../decoder.ts';
import { decodeJson, isDocument, readText } from '../json/decodeJson.ts';

/**
 * Decodes Shelly Gen1: one value per topic, `shellies/<device>/<path…>`, or a JSON object such as `…/info`.
 * Definitions address the path behind the device, for example `relay.0.power` or `sensor.temperature`.
 */
export function decodeShellyGen1(payload: Uint8Array, topic: string): DecodeResult {
    const path = topic.split('/').slice(2);
    const text = readText(payload)?.trim();
    if (text === undefined || text === '') return malformed('not a text');
    if (!text.startsWith('{')) return one(nested(path, scalar(text)));
    const { messages, problems } = decodeJson(payload);
    return { messages: messages.map(({ document }) => partial(nested(path, document))), problems };
}

/**
 * Decodes Victron Venus OS: `N/<portal>/<service>/<instance>/<path…>` with `{"value": …}`. Definitions address
 * `<service>.<path>`, for example `battery.Dc.0.Voltage`. A null value means that the device is not there.
 */
export function decodeVictron(payload: Uint8Array, topic: string): DecodeResult {
    const [, , service, , ...path] = topic.split('/');
    if (service === undefined || path.length === 0) return malformed('not a topic of Venus OS');
    const { messages, problems } = decodeJson(payload);
    const result: DecodeResult = { messages: [], problems };
    for (const { document } of messages) {
        if ('value' in document) result.messages.push(partial(nested([service, ...path], document.value)));
        else problems.push({ reason: 'malformed-payload', detail: 'the member value is missing' });
    }
    return result;
}

function scalar(text: string): number | string {
    const number = Number(text);
    return Number.isFinite(number) ? number : text;
}

/** The value below its path, as a document. */
function nested(path: readonly string[], value: unknown): DecodedMessage['document'] {
    let document: unknown = value;
    for (const part of [...path].reverse()) document = { [part]: document };
    return isDocument(document) ? document : { value };
}

function partial(document: DecodedMessage['document']): DecodedMessage {
    return { document, partial: true };
}

function one(document: DecodedMessage['document']): DecodeResult {
    return { messages: [partial(document)], problems: [] };
}
