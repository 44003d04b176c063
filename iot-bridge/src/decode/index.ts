import type { DecodeResult } from '../pipeline/index.ts';
import { decodeJson } from './json/decodeJson.ts';
import type { DecoderName } from './names.ts';

/** Turns the bytes of one message into documents. */
export type Decoder = (payload: Uint8Array, topic: string) => DecodeResult;

/** Every format by its name in the configuration. */
export type Decoders = Record<DecoderName, Decoder>;

/** Decoders of a bridge. Formats with sessions keep them inside, so every bridge has its own. */
export function createDecoders(): Decoders {
    return { json: decodeJson };
}

export { decoderNames } from './names.ts';
export type { DecoderName } from './names.ts';
