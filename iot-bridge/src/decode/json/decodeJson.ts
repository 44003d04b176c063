import type { DecodedMessage, DecodeResult } from '../../pipeline/index.ts';
import { splitConcatenated } from './splitConcatenated.ts';

/**
 * Decodes JSON payloads: one object, a list of objects, or several objects written one after the other.
 * What can be read is used, the rest is reported.
 */
export function decodeJson(payload: Uint8Array): DecodeResult {
    const source = readText(payload);
    if (source === undefined) {
        return { messages: [], problems: [{ reason: 'malformed-payload', detail: 'not UTF-8 text' }] };
    }
    const whole = tryParse(source);
    if (whole === undefined) return decodeSeveral(source);
    if (isDocument(whole)) return { messages: [{ document: whole }], problems: [] };
    const values = asList(whole);
    if (values.length > 0) return fromValues(values);
    return { messages: [], problems: [{ reason: 'malformed-payload', detail: 'the list is empty' }] };
}

/** Documents from parsed JSON values; anything but an object is reported. */
export function fromValues(values: readonly unknown[]): DecodeResult {
    const result: DecodeResult = { messages: [], problems: [] };
    for (const value of values) {
        if (isDocument(value)) result.messages.push({ document: value });
        else result.problems.push({ reason: 'malformed-payload', detail: 'an object is expected' });
    }
    return result;
}

/** A value as a list of values. */
export function asList(value: unknown): unknown[] {
    return Array.isArray(value) ? value : [value];
}

/** Whether a value is an object with named members, and not a date, bytes or the like. */
export function isDocument(value: unknown): value is DecodedMessage['document'] {
    if (typeof value !== 'object' || value === null) return false;
    // What JSON.parse gives, told without a call.
    if (Object.getPrototypeOf(value) === Object.prototype && !(Symbol.toStringTag in value)) return true;
    if (Object.prototype.toString.call(value) !== '[object Object]') return false;
    const prototype: unknown = Object.getPrototypeOf(value);
    return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Keeps nothing between two calls, and making one costs more than reading a message. */
const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/** UTF-8 text of a payload, or undefined when it is none (RFC 8259, section 8.1). */
export function readText(payload: Uint8Array): string | undefined {
    try {
        return strictUtf8.decode(payload);
    } catch {
        return undefined;
    }
}

function tryParse(source: string): unknown {
    try {
        return JSON.parse(source) as unknown;
    } catch {
        return undefined;
    }
}

function decodeSeveral(source: string): DecodeResult {
    const { values, rest } = splitConcatenated(source);
    const result = fromValues(values.flatMap(asList));
    if (rest !== undefined) {
        result.problems.push({ reason: 'malformed-payload', detail: `not JSON from "${rest.slice(0, 40)}"` });
    }
    if (values.length === 0 && rest === undefined) {
        result.problems.push({ reason: 'malformed-payload', detail: 'the payload is empty' });
    }
    return result;
}
