import * as zlib from 'node:zlib';
import type { DecodeResult, Instant } from '../../pipeline/index.ts';
import { malformed } from '../decoder.ts';
import type { Decoder } from '../decoder.ts';

/** Limit of an unpacked payload: a small message must not be able to fill the memory. */
const maxOutputLength = 8_000_000;

/**
 * A decoder that also takes payloads packed with gzip (RFC 1952) or Zstandard (RFC 8878), told by their first bytes,
 * which begin no message of any format of the bridge.
 */
export function inflating(decoder: Decoder): Decoder {
    return (payload, topic, receivedAt) => {
        const unpack = unpackerOf(payload);
        return unpack ? unpacked(unpack, decoder, payload, topic, receivedAt) : decoder(payload, topic, receivedAt);
    };
}

type Unpacker = (payload: Uint8Array) => Uint8Array;

function unpacked(
    unpack: Unpacker,
    decoder: Decoder,
    payload: Uint8Array,
    topic: string,
    receivedAt: Instant
): DecodeResult {
    let content: Uint8Array;
    try {
        content = unpack(payload);
    } catch {
        return malformed('the packed content is damaged or too large');
    }
    return decoder(content, topic, receivedAt);
}

function unpackerOf(payload: Uint8Array): Unpacker | undefined {
    if (payload[0] === 0x1f && payload[1] === 0x8b) return (packed) => zlib.gunzipSync(packed, { maxOutputLength });
    const zstd = payload[0] === 0x28 && payload[1] === 0xb5 && payload[2] === 0x2f && payload[3] === 0xfd;
    return zstd ? (packed) => zlib.zstdDecompressSync(packed, { maxOutputLength }) : undefined;
}
