import { Unpackr } from 'msgpackr';
import { reasonOf } from '../../errors.ts';
import type { DecodeResult } from '../../pipeline/index.ts';
import { malformed } from '../decoder.ts';
import { asList, fromValues } from '../json/decodeJson.ts';

/** Decodes MessagePack: one map, a list of maps, or several after each other. 64-bit integers become numbers. */
export function decodeMsgpack(payload: Uint8Array): DecodeResult {
    if (payload.length === 0) return malformed('the payload is empty');
    try {
        const unpackr = new Unpackr({ int64AsType: 'number', mapsAsObjects: true, useRecords: false });
        const values = unpackr.unpackMultiple(payload) as unknown[];
        return fromValues(values.flatMap(asList));
    } catch (error) {
        return malformed(`not MessagePack: ${reasonOf(error)}`);
    }
}
