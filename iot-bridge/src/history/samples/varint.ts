/*
 * Whole numbers as variable-length bytes, seven bits at a time, the sign folded into the lowest bit (the encoding of
 * Protocol Buffers' sint64), for any safe integer.
 */

/** Most bytes a safe integer takes. */
export const VARINT_BYTES = 8;

/** Writes whole numbers one after the other and returns the position behind the last. */
export function writeVarints(numbers: Float64Array, bytes: Uint8Array, start: number): number {
    let position = start;
    for (const number of numbers) {
        let rest = number >= 0 ? number * 2 : -number * 2 - 1;
        while (rest >= 128) {
            bytes[position++] = (rest % 128) | 128;
            rest = Math.floor(rest / 128);
        }
        bytes[position++] = rest;
    }
    return position;
}

/** Reads `numbers.length` whole numbers and returns the position behind the last. */
export function readVarints(bytes: Uint8Array, start: number, numbers: Float64Array): number {
    let position = start;
    for (let index = 0; index < numbers.length; index++) {
        let folded = 0;
        let scale = 1;
        let byte = bytes[position++] ?? 0;
        while (byte >= 128) {
            folded += (byte - 128) * scale;
            scale *= 128;
            byte = bytes[position++] ?? 0;
        }
        folded += byte * scale;
        numbers[index] = folded % 2 === 0 ? folded / 2 : -(folded + 1) / 2;
    }
    return position;
}
