const CHECKSUM_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ID_PATTERN = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;

/**
 * The 18-character form of a 15-character id: each of the three extra characters tells which of five
 * characters are upper case, so that ids can be compared whatever the case.
 */
export function withChecksum(id15: string): string {
    return id15 + [0, 5, 10].map((start) => CHECKSUM_ALPHABET[upperCaseBits(id15.slice(start, start + 5))]).join('');
}

function upperCaseBits(five: string): number {
    return Array.from(five).reduce((bits, character, index) => bits | (/[A-Z]/.test(character) ? 1 << index : 0), 0);
}

/** The 18-character form of an id, or undefined when the text is no id or its checksum is wrong. */
export function toId18(text: string): string | undefined {
    if (!ID_PATTERN.test(text)) return undefined;
    const full = withChecksum(text.slice(0, 15));
    return text.length === 15 || text === full ? full : undefined;
}

/** The id of the `number`th record of an org: key prefix, three zeros, nine base-62 digits, checksum. */
export function makeId(keyPrefix: string, number: number): string {
    return withChecksum(keyPrefix + '000' + toBase62(number).padStart(9, '0'));
}

function toBase62(number: number): string {
    let text = '';
    for (let rest = number; rest > 0; rest = Math.floor(rest / 62)) text = BASE62.charAt(rest % 62) + text;
    return text;
}
