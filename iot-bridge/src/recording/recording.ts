import { readFileSync } from 'node:fs';
import { BridgeError, reasonOf } from '../errors.ts';
import { parseTime } from '../map/index.ts';
import type { Instant } from '../pipeline/index.ts';

/** A message as it was on a broker. */
export interface RecordedMessage {
    topic: string;
    payload: Uint8Array;
    /** When it was received, where the recording says so. */
    at: Instant | undefined;
}

/**
 * Reads a file of messages: one JSON object per line with `topic` and one of `payload` (a text or JSON), `text`, `hex`
 * or `base64`, and the time in `tst`, `at` or `timestamp`. It is what `mosquitto_sub -F %J` and `-F %j` write.
 * @throws BridgeError RECORDING_UNREADABLE with file, line and reason
 */
export function readRecording(file: string): RecordedMessage[] {
    let text: string;
    try {
        text = readFileSync(file, 'utf8');
    } catch (cause) {
        throw new BridgeError('RECORDING_UNREADABLE', { file, reason: reasonOf(cause) }, cause);
    }
    return [...readRecordingLines(text, file)];
}

/** Messages of the text of a recording; `file` is only named in errors. */
export function* readRecordingLines(text: string, file: string): Generator<RecordedMessage> {
    for (const [index, line] of text.split('\n').entries()) {
        if (line.trim() === '') continue;
        const message = messageOf(line);
        if (typeof message !== 'string') yield message;
        else throw new BridgeError('RECORDING_UNREADABLE', { file: `${file}:${index + 1}`, reason: message });
    }
}

/** The message of a line, or why there is none. */
function messageOf(line: string): RecordedMessage | string {
    let entry: unknown;
    try {
        entry = JSON.parse(line);
    } catch {
        return 'the line is not JSON';
    }
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return 'an object is expected';
    const { topic, tst, at, timestamp } = entry as Record<string, unknown>;
    if (typeof topic !== 'string' || topic === '') return 'the member topic is missing';
    const payload = payloadOf(entry as Record<string, unknown>);
    if (!payload) return 'one of payload, text, hex and base64 is needed';
    return { topic, payload, at: parseTime(tst ?? at ?? timestamp, 'ms') };
}

function payloadOf({ payload, text, hex, base64 }: Record<string, unknown>): Uint8Array | undefined {
    if (typeof hex === 'string') return Buffer.from(hex, 'hex');
    if (typeof base64 === 'string') return Buffer.from(base64, 'base64');
    if (typeof text === 'string') return Buffer.from(text);
    if (payload === undefined) return undefined;
    return Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
}
