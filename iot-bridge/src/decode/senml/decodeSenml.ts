import type { DecodedMessage, DecodeResult, Instant } from '../../pipeline/index.ts';
import { readCbor } from '../cbor/decodeCbor.ts';
import { malformed, timeText } from '../decoder.ts';
import { readText } from '../json/decodeJson.ts';
import { resolveSenml } from './resolve.ts';
import type { SenmlRecord } from './resolve.ts';

/** Labels of the CBOR representation (RFC 8428, table 4). */
const cborLabels: Readonly<Record<string, string>> = {
    '-1': 'bver',
    '-2': 'bn',
    '-3': 'bt',
    '-4': 'bu',
    '-5': 'bv',
    '-6': 'bs',
    '0': 'n',
    '1': 'u',
    '2': 'v',
    '3': 'vs',
    '4': 'vb',
    '5': 's',
    '6': 't',
    '7': 'ut',
    '8': 'vd'
};

/**
 * Decodes SenML in JSON. The base name is the device (a trailing `:` or `/` is left out), the name is the metric:
 * definitions address `metrics.<name>`, or `metrics.value` where only a base name is given.
 */
export function decodeSenmlJson(payload: Uint8Array, _topic: string, receivedAt: Instant): DecodeResult {
    const text = readText(payload);
    try {
        return text === undefined ? malformed('not UTF-8 text') : fromPack(JSON.parse(text), receivedAt);
    } catch {
        return malformed('not JSON');
    }
}

/** Decodes SenML in CBOR; see {@link decodeSenmlJson}. */
export function decodeSenmlCbor(payload: Uint8Array, _topic: string, receivedAt: Instant): DecodeResult {
    const values = readCbor(payload);
    if (typeof values === 'string') return malformed(values);
    const [records] = values;
    if (!Array.isArray(records)) return malformed('a SenML pack is a list');
    return fromPack(records.map(withTextLabels), receivedAt);
}

function withTextLabels(entry: unknown): unknown {
    if (typeof entry !== 'object' || entry === null) return entry;
    const pairs = entry instanceof Map ? [...entry.entries()] : Object.entries(entry);
    return Object.fromEntries(pairs.map(([label, value]) => [cborLabels[String(label)] ?? String(label), value]));
}

function fromPack(values: unknown, receivedAt: Instant): DecodeResult {
    const records = resolveSenml(values, receivedAt);
    if (typeof records === 'string') return malformed(records);
    const groups = Map.groupBy(records, ({ baseName, at }) => `${baseName} ${at}`);
    return { messages: [...groups.values()].map(messageOf), problems: [] };
}

/** All values of one device at one time. A pack need not repeat every signal. */
function messageOf(records: SenmlRecord[]): DecodedMessage {
    const [first] = records;
    const device = first?.baseName.replace(/[:/]+$/, '');
    return {
        document: {
            metrics: Object.fromEntries(records.map(({ name, value }) => [name || 'value', value])),
            units: Object.fromEntries(records.map(({ name, unit }) => [name || 'value', unit ?? null]))
        },
        partial: true,
        ...(first ? { timestamp: timeText(first.at) } : {}),
        ...(device ? { device } : {})
    };
}
