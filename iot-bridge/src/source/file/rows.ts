import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type { FileConfig } from '../../config/index.ts';
import { BridgeError, reasonOf } from '../../errors.ts';
import { parseTime } from '../../map/index.ts';
import { parsePath, valueAt } from '../../pipeline/index.ts';
import { fillTopic, messageOf } from './rowMessage.ts';

/** A recorded message. `at` is undefined when the recorded time cannot be read. */
export interface RecordedMessage {
    source: string;
    at: number | undefined;
    topic: string;
    payload: Uint8Array;
}

/** The messages of one recording, in its order. @throws BridgeError REPLAY_FILE_UNREADABLE */
export async function* readRecording(config: FileConfig): AsyncGenerator<RecordedMessage> {
    try {
        for await (const row of config.format === 'csv' ? csvRows(config) : lines(config)) {
            yield typeof row === 'string' ? lineMessage(config, row) : rowMessage(config, row);
        }
    } catch (cause) {
        if (cause instanceof BridgeError) throw cause;
        throw new BridgeError('REPLAY_FILE_UNREADABLE', { file: config.path, reason: reasonOf(cause) }, cause);
    }
}

function open(config: FileConfig): NodeJS.ReadableStream {
    const file = createReadStream(config.path);
    if (!config.path.endsWith('.gz')) return file;
    const unpacked = createGunzip();
    file.on('error', (error: Error) => unpacked.destroy(error));
    return file.pipe(unpacked);
}

function csvRows(config: FileConfig): AsyncIterable<Record<string, string>> {
    const parser = parse({ columns: true, delimiter: config.separator, skip_empty_lines: true, trim: true, bom: true });
    const file = open(config);
    file.on('error', (error: Error) => parser.destroy(error));
    return file.pipe(parser) as AsyncIterable<Record<string, string>>;
}

async function* lines(config: FileConfig): AsyncGenerator<string> {
    const file = open(config);
    const failure = new Promise<never>((_, reject) => file.on('error', reject));
    failure.catch(() => undefined); // observed by the race below; without a reader of the file it must not go unhandled
    const reader = createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY });
    const iterator = reader[Symbol.asyncIterator]();
    for (;;) {
        const next = await Promise.race([iterator.next(), failure]);
        if (next.done) return;
        if (next.value.trim().length > 0) yield next.value;
    }
}

function rowMessage(config: FileConfig, row: Record<string, string>): RecordedMessage {
    const missing = Object.values(config.fields).find((column) => !(column in row));
    if (missing !== undefined || !(config.timeColumn in row)) {
        const reason = `it has no column ${missing ?? config.timeColumn}`;
        throw new BridgeError('REPLAY_FILE_UNREADABLE', { file: config.path, reason });
    }
    const at = recordedTime(config, row[config.timeColumn]);
    const document = messageOf(config.fields, (column) => row[column], at);
    return recorded(
        config,
        at,
        fillTopic(config.topic, (column) => row[column]),
        document
    );
}

/** A line that is not JSON is replayed as it is, so that the pipeline counts and keeps it like any broken message. */
function lineMessage(config: FileConfig, line: string): RecordedMessage {
    const parsed = tryParse(line);
    const at = recordedTime(config, valueAt(parsed, parsePath(config.timeColumn)));
    const lookUp = (column: string): unknown => valueAt(parsed, parsePath(column));
    const topic = fillTopic(config.topic, lookUp);
    if (parsed === undefined || Object.keys(config.fields).length === 0) {
        return { source: config.name, at, topic, payload: new TextEncoder().encode(line) };
    }
    return recorded(config, at, topic, messageOf(config.fields, lookUp, at));
}

function recorded(config: FileConfig, at: number | undefined, topic: string, document: unknown): RecordedMessage {
    return { source: config.name, at, topic, payload: new TextEncoder().encode(JSON.stringify(document)) };
}

function recordedTime(config: FileConfig, raw: unknown): number | undefined {
    if (typeof raw !== 'string' || config.timeOffset === 'Z') return parseTime(raw, 'ms');
    const text = raw.trim();
    return parseTime(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}${config.timeOffset}`, 'ms');
}

function tryParse(line: string): unknown {
    try {
        return JSON.parse(line) as unknown;
    } catch {
        return undefined;
    }
}
