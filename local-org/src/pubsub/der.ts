/** DER, the binary form of ASN.1 (ITU-T X.690), as far as a certificate needs it. */

function tlv(tag: number, content: Uint8Array): Buffer {
    return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

/** Lengths up to 127 are one byte; longer ones are preceded by the number of their bytes (X.690, 8.1.3). */
function lengthOf(length: number): Buffer {
    if (length < 0x80) return Buffer.from([length]);
    const bytes: number[] = [];
    for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff);
    return Buffer.from([0x80 | bytes.length, ...bytes]);
}

function base128(part: number): number[] {
    const bytes = [part & 0x7f];
    for (let rest = part >> 7; rest > 0; rest >>= 7) bytes.unshift((rest & 0x7f) | 0x80);
    return bytes;
}

/** `YYYYMMDDHHMMSSZ`, without the century in years that UTCTime can hold (RFC 5280, 4.1.2.5). */
function timeOf(date: Date): Buffer {
    const digits = date
        .toISOString()
        .replace(/\.\d+Z$/, '')
        .replace(/\D/g, '');
    const short = date.getUTCFullYear() < 2050;
    return tlv(short ? 0x17 : 0x18, Buffer.from(`${short ? digits.slice(2) : digits}Z`));
}

/** Builders of DER values. */
export const der = {
    sequence: (...parts: readonly Uint8Array[]): Buffer => tlv(0x30, Buffer.concat(parts)),
    set: (...parts: readonly Uint8Array[]): Buffer => tlv(0x31, Buffer.concat(parts)),
    /** A positive integer, given as its bytes. */
    integer: (bytes: Uint8Array): Buffer =>
        tlv(0x02, (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes),
    boolean: (value: boolean): Buffer => tlv(0x01, Buffer.from([value ? 0xff : 0])),
    bits: (bytes: Uint8Array, unused = 0): Buffer => tlv(0x03, Buffer.concat([Buffer.from([unused]), bytes])),
    octets: (bytes: Uint8Array): Buffer => tlv(0x04, bytes),
    text: (text: string): Buffer => tlv(0x0c, Buffer.from(text, 'utf8')),
    time: timeOf,
    /** An object identifier, written with points. */
    oid: (dotted: string): Buffer => {
        const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
        return tlv(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
    },
    /** A context-specific tag; `constructed` when it wraps other values. */
    tagged: (tag: number, content: Uint8Array, constructed: boolean): Buffer =>
        tlv(0x80 | (constructed ? 0x20 : 0) | tag, content)
};
