/** Where the parts of a PUBLISH packet lie in its bytes. One object is used again for every packet. */
export interface PublishFrame {
    qos: 0 | 1;
    /** Packet identifier; 0 at QoS 0. */
    messageId: number;
    topicStart: number;
    topicEnd: number;
    /** 0 where there is none. */
    topicAlias: number;
    payloadStart: number;
}

/** A frame to be filled by {@link readPublish}. */
export function emptyFrame(): PublishFrame {
    return { qos: 0, messageId: 0, topicStart: 0, topicEnd: 0, topicAlias: 0, payloadStart: 0 };
}

/**
 * Finds the parts of a PUBLISH packet at QoS 0 or 1 (MQTT 5 and 3.1.1, section 3.3).
 * @param start first byte of the variable header
 * @param end first byte behind the packet
 * @returns false for what must be judged by the client library: QoS 2, or anything that breaks the rules
 */
export function readPublish(
    bytes: Uint8Array,
    first: number,
    start: number,
    end: number,
    version5: boolean,
    into: PublishFrame
): boolean {
    const qos = (first >> 1) & 3;
    if (qos > 1 || start + 2 > end) return false;
    into.qos = qos === 0 ? 0 : 1;
    into.topicStart = start + 2;
    into.topicEnd = into.topicStart + word(bytes, start);
    into.topicAlias = 0;
    into.messageId = 0;
    let position = into.topicEnd;
    if (qos === 1) {
        if (position + 2 > end) return false;
        into.messageId = word(bytes, position);
        if (into.messageId === 0) return false;
        position += 2;
    }
    if (version5) position = readProperties(bytes, position, end, into);
    into.payloadStart = position;
    return position > 0 && position <= end;
}

function word(bytes: Uint8Array, at: number): number {
    return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

/** Lengths of the properties a PUBLISH may have (MQTT 5, table 2-4); -1 for a string, -2 for a pair, -3 for a varint. */
const propertyLengths: Readonly<Record<number, number>> = {
    0x01: 1,
    0x02: 4,
    0x03: -1,
    0x08: -1,
    0x09: -1,
    0x0b: -3,
    0x23: 2,
    0x26: -2
};

/** Position behind the properties, or -1 where they are not as they should be. Only the topic alias matters here. */
function readProperties(bytes: Uint8Array, start: number, end: number, into: PublishFrame): number {
    // Nearly every message has none.
    if (start < end && bytes[start] === 0) return start + 1;
    const length = readVarint(bytes, start, end);
    if (length < 0) return -1;
    let position = start + varintSize(length);
    const behind = position + length;
    if (behind > end) return -1;
    while (position < behind) {
        const id = bytes[position] ?? 0;
        if (id === 0x23) into.topicAlias = word(bytes, position + 1) || -1;
        position = behindProperty(bytes, position + 1, behind, propertyLengths[id]);
        if (position < 0 || position > behind) return -1;
    }
    return behind;
}

function behindProperty(bytes: Uint8Array, at: number, end: number, length: number | undefined): number {
    if (length === undefined) return -1;
    if (length > 0) return at + length;
    if (length === -3) {
        const value = readVarint(bytes, at, end);
        return value < 0 ? -1 : at + varintSize(value);
    }
    const behindFirst = at + 2 + word(bytes, at);
    return length === -1 ? behindFirst : behindFirst + 2 + word(bytes, behindFirst);
}

/**
 * A variable byte integer (MQTT 5, section 1.5.5).
 * @returns -1 while bytes are missing, -2 when it is longer than four bytes or than needed
 */
export function readVarint(bytes: Uint8Array, start: number, end: number): number {
    let value = 0;
    for (let index = 0; index < 4; index++) {
        if (start + index >= end) return -1;
        const byte = bytes[start + index] ?? 0;
        value += (byte & 0x7f) << (7 * index);
        if (byte < 0x80) return varintSize(value) === index + 1 ? value : -2;
    }
    return -2;
}

/** Bytes a variable byte integer takes. */
export function varintSize(value: number): number {
    if (value < 0x80) return 1;
    if (value < 0x4000) return 2;
    return value < 0x200000 ? 3 : 4;
}
