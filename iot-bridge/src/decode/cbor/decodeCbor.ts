import { decodeMultiple } from 'cbor-x';
import { reasonOf } from '../../errors.ts';
import type { DecodeResult } from '../../pipeline/index.ts';
import { malformed } from '../decoder.ts';
import { asList, fromValues } from '../json/decodeJson.ts';

/** Decodes CBOR: one map, a list of maps, or a sequence of them (RFC 8949, RFC 8742). */
export function decodeCbor(payload: Uint8Array): DecodeResult {
    const values = readCbor(payload);
    return typeof values === 'string' ? malformed(values) : fromValues(values.flatMap(asList));
}

/** The values of a CBOR sequence, or why it cannot be read. */
export function readCbor(payload: Uint8Array): unknown[] | string {
    if (payload.length === 0) return 'the payload is empty';
    try {
        return decodeMultiple(payload) as unknown[];
    } catch (error) {
        return `not CBOR: ${reasonOf(error)}`;
    }
}
