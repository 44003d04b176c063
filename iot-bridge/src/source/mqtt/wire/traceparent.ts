import { readVarint, varintSize } from './publishFrame.ts';

const userProperty = 0x26;
const name = Buffer.from('traceparent');
/** Fixed lengths of the other properties of a PUBLISH; a string says its own (MQTT 5, table 2-4). */
const fixedLengths: Readonly<Record<number, number>> = { 0x01: 1, 0x02: 4, 0x23: 2 };
const strings: readonly number[] = [0x03, 0x08, 0x09];

/**
 * The W3C trace context in the user properties of a PUBLISH (Trace Context, section 3.2), where there is one.
 * @param start position of the property length
 * @param end position of the payload; the properties before it are known to be well-formed
 */
export function traceparentIn(bytes: Buffer, start: number, end: number): string | undefined {
    if (start >= end || bytes[start] === 0) return undefined;
    let position = start + varintSize(readVarint(bytes, start, end));
    while (position < end) {
        const id = bytes[position++] ?? 0;
        if (id === userProperty) {
            const value = behindString(bytes, position);
            const behind = behindString(bytes, value);
            if (bytes.subarray(position + 2, value).equals(name)) return bytes.toString('utf8', value + 2, behind);
            position = behind;
        } else if (strings.includes(id)) position = behindString(bytes, position);
        else position += fixedLengths[id] ?? varintSize(readVarint(bytes, position, end));
    }
    return undefined;
}

function behindString(bytes: Buffer, at: number): number {
    return at + 2 + bytes.readUInt16BE(at);
}
