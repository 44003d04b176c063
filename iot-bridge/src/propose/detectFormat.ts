import { createDecoders, decoderNames } from '../decode/index.ts';
import type { DecoderName } from '../decode/index.ts';
import { valueAt } from '../pipeline/index.ts';
import type { DecodedMessage } from '../pipeline/index.ts';
import type { RecordedMessage } from '../recording/index.ts';

type Document = DecodedMessage['document'];

/** The format of sample messages, what its decoder made of them, and how many it could not read. */
export interface Detection {
    format: DecoderName;
    messages: { topic: string; decoded: DecodedMessage }[];
    unread: number;
}

/** What marks a format: the levels of the topic and the JSON objects of the payload, none for other payloads. */
type Mark = (levels: readonly string[], documents: readonly Document[]) => boolean;

const everyHas =
    (...paths: string[]): Mark =>
    (_levels, documents) =>
        documents.length > 0 && documents.every((document) => paths.every((path) => has(document, path)));

/** Marks from the most telling to the most general; formats without any are tried last, in the order given. */
const marks: readonly (readonly [DecoderName, Mark])[] = [
    ['sparkplug-b', ([namespace, kind]) => namespace === 'spBv1.0' && kind !== 'STATE'],
    ['shelly-gen1', ([root, , ...path]) => root === 'shellies' && path.length > 0],
    ['victron', (levels, documents) => levels[0] === 'N' && levels.length > 4 && everyHas('value')(levels, documents)],
    ['tasmota', everyHas('Time')],
    ['thin-edge', ([root], documents) => root === 'te' && documents.length > 0],
    ['aws-iot-shadow', (_levels, documents) => documents.some((document) => has(document, 'state.reported'))],
    ['cloudevents', everyHas('specversion', 'source', 'type')],
    ['azure-iot-hub', (levels, documents) => azureMarks.some((mark) => mark(levels, documents))],
    ['ttn-v3', everyHas('end_device_ids', 'uplink_message')],
    ['chirpstack-v4', everyHas('deviceInfo.devEui')],
    ['shelly-gen2', everyHas('src', 'method', 'params')],
    ['opcua-pubsub-json', (_levels, documents) => documents.length > 0 && documents.every(isOpcUa)],
    ['mindconnect', (_levels, documents) => documents.length > 0 && documents.every(isMindconnect)],
    ['aws-iot-rule', everyHas('payload', 'clientId')],
    ['senml-json', (_levels, documents) => documents.length > 0 && documents.every(isSenml)],
    ['cumulocity', everyHas('type', 'source.id')],
    ['thingsboard', (levels, documents) => /^v1\/(devices|gateway)\//.test(levels.join('/')) || isTimed(documents)],
    ['json', (_levels, documents) => documents.length > 0]
];

const azureMarks = [everyHas('SystemProperties', 'Body'), everyHas('systemProperties', 'body')];
const unmarked = ['senml-cbor', 'cbor', 'msgpack', 'csv'] as const satisfies readonly DecoderName[];

/** Every format can be detected; a new one without a mark would not be, so the compiler asks for it here. */
export const detectableFormats: readonly DecoderName[] = decoderNames.filter(
    (name) => marks.some(([marked]) => marked === name) || unmarked.some((other) => other === name)
);

/** Finds the format whose decoder reads the sample messages; undefined when none reads a single one. */
export function detectFormat(sample: readonly RecordedMessage[]): Detection | undefined {
    const { json } = createDecoders();
    const views = sample.map(({ topic, payload }) => ({
        levels: topic.split('/'),
        documents: json(payload, topic, 0).messages.map(({ document }) => document)
    }));
    const marked = marks.filter(([, mark]) => views.some(({ levels, documents }) => mark(levels, documents)));
    for (const format of [...marked.map(([name]) => name), ...unmarked]) {
        const detection = decodeAs(format, sample);
        if (detection.messages.length > 0) return detection;
    }
    return undefined;
}

/** Reads the sample in one format; sessions of the format live as long as the sample. */
export function decodeAs(format: DecoderName, sample: readonly RecordedMessage[]): Detection {
    const decode = createDecoders()[format];
    const detection: Detection = { format, messages: [], unread: 0 };
    for (const { topic, payload, at } of sample) {
        const { messages, problems } = decode(payload, topic, at ?? Date.now());
        // Half of a payload that only looks like CBOR can always be read; marks prove the other formats.
        const certain = problems.length === 0 || !unmarked.some((name) => name === format);
        const usable = certain ? messages.filter(({ document }) => isTable(format, document)) : [];
        detection.messages.push(...usable.map((decoded) => ({ topic, decoded })));
        if (problems.length > 0) detection.unread++;
    }
    return detection;
}

/** Any line of text is CSV of one column, so one column proves nothing. */
function isTable(format: DecoderName, document: Document): boolean {
    if (format !== 'csv') return true;
    const { fields } = document;
    return (Array.isArray(fields) ? fields : Object.keys(document)).length > 1;
}

function has(document: Document, path: string): boolean {
    return valueAt(document, path.split('.')) !== undefined;
}

function isOpcUa(document: Document): boolean {
    if (Array.isArray(document.Messages)) return true;
    return (
        has(document, 'Payload') &&
        ['DataSetWriterId', 'DataSetWriterName', 'MessageType'].some((name) => has(document, name))
    );
}

function isMindconnect(document: Document): boolean {
    return has(document, '_time') || (Array.isArray(document.values) && has(document, 'values.0.dataPointId'));
}

/** RFC 8428, section 4: a record has a name or base name, and a value unless it only sets base values. */
function isSenml(document: Document): boolean {
    return (
        ['n', 'bn'].some((name) => has(document, name)) &&
        ['v', 'vs', 'vb', 'vd', 's', 'bt', 'bu'].some((name) => has(document, name))
    );
}

function isTimed(documents: readonly Document[]): boolean {
    return (
        documents.length > 0 &&
        documents.every((document) => typeof document.ts === 'number' && typeof document.values === 'object')
    );
}
