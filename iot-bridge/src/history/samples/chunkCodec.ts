import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { HistoryError } from '../errors.ts';
import { element } from './columns.ts';
import type { SampleColumns } from './columns.ts';
import { readVarints, VARINT_BYTES, writeVarints } from './varint.ts';

/*
 * A chunk: one byte version, four bytes number of values, then compressed with deflate: times as differences of
 * differences, one byte scale, values, qualities. Scale 0 to 6 says that every value is a whole number divided by
 * 10^scale, and differences of the whole numbers follow: most sensors send few digits. Scale 255 says that the eight
 * bytes of each value follow, all first bytes before all second ones, because neighbours share their high bytes.
 * Both give back the very same bits. A regular signal of few digits takes 1.5 bytes a value, any other about 3 to 6.
 */
const VERSION = 1;
const HEADER_BYTES = 5;
const PLAIN = 255;
const LARGEST_SCALE = 6;

/** Bytes of a chunk. Times must be whole milliseconds. */
export function encodeChunk({ at, value, quality }: SampleColumns): Uint8Array {
    const { length } = at;
    const body = new Uint8Array(length * (2 * VARINT_BYTES + 1) + 1);
    let position = writeVarints(differences(differences(at)), body, 0);
    const scale = scaleOf(value);
    body[position++] = scale;
    if (scale === PLAIN) position = writePlain(value, body, position);
    else position = writeVarints(differences(value.map((entry) => Math.round(entry * 10 ** scale))), body, position);
    body.set(quality, position);
    const packed = deflateRawSync(body.subarray(0, position + length), { level: 1 });
    const chunk = Buffer.alloc(HEADER_BYTES + packed.length);
    chunk.writeUInt8(VERSION, 0);
    chunk.writeUInt32LE(length, 1);
    packed.copy(chunk, HEADER_BYTES);
    return chunk;
}

/** The values of a chunk. @throws HistoryError HISTORY_CHUNK_DAMAGED */
export function decodeChunk(chunk: Uint8Array): SampleColumns {
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (chunk.byteLength < HEADER_BYTES || view.getUint8(0) !== VERSION) {
        throw new HistoryError('HISTORY_CHUNK_DAMAGED', { reason: 'unknown version' });
    }
    const length = view.getUint32(1, true);
    const body = inflate(chunk.subarray(HEADER_BYTES));
    const times = new Float64Array(length);
    let position = readVarints(body, 0, times);
    const scale = body[position++] ?? PLAIN;
    let value = new Float64Array(length);
    if (scale === PLAIN) position = readPlain(body, position, value);
    else {
        position = readVarints(body, position, value);
        value = sums(value).map((entry) => entry / 10 ** scale);
    }
    if (body.length !== position + length) throw new HistoryError('HISTORY_CHUNK_DAMAGED', { reason: 'wrong length' });
    return { at: sums(sums(times)), value, quality: Uint8Array.from(body.subarray(position)) };
}

function inflate(bytes: Uint8Array): Uint8Array {
    try {
        return inflateRawSync(bytes);
    } catch (cause) {
        throw new HistoryError('HISTORY_CHUNK_DAMAGED', { reason: 'cannot be unpacked' }, cause);
    }
}

function differences(numbers: Float64Array): Float64Array {
    const result = new Float64Array(numbers.length);
    let previous = 0;
    for (let index = 0; index < numbers.length; index++) {
        const current = element(numbers, index);
        result[index] = current - previous;
        previous = current;
    }
    return result;
}

function sums(numbers: Float64Array): Float64Array {
    let sum = 0;
    return numbers.map((number) => (sum += number));
}

/** The smallest power of ten that makes all values whole and brings each back exactly; PLAIN if there is none. */
function scaleOf(values: Float64Array): number {
    let scale = 0;
    for (const value of values) {
        while (scale <= LARGEST_SCALE && !isExact(value, scale)) scale++;
        if (scale > LARGEST_SCALE) return PLAIN;
    }
    return values.every((value) => isExact(value, scale)) ? scale : PLAIN;
}

function isExact(value: number, scale: number): boolean {
    const whole = Math.round(value * 10 ** scale);
    return Math.abs(whole) < 2 ** 50 && whole / 10 ** scale === value && !Object.is(value, -0);
}

function writePlain(values: Float64Array, body: Uint8Array, start: number): number {
    const bytes = new Uint8Array(Float64Array.from(values).buffer);
    for (let byte = 0; byte < 8; byte++) {
        for (let index = 0; index < values.length; index++) {
            body[start + byte * values.length + index] = element(bytes, index * 8 + byte);
        }
    }
    return start + bytes.length;
}

function readPlain(body: Uint8Array, start: number, values: Float64Array): number {
    const bytes = new Uint8Array(values.buffer);
    for (let byte = 0; byte < 8; byte++) {
        for (let index = 0; index < values.length; index++) {
            bytes[index * 8 + byte] = element(body, start + byte * values.length + index);
        }
    }
    return start + bytes.length;
}
