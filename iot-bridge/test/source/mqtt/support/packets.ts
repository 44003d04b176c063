/** A PUBLISH to be written by {@link publishPacket}. */
export interface Publish {
    topic: string;
    payload: Uint8Array;
    qos: 0 | 1 | 2;
    messageId: number;
    retain?: boolean;
    /** Encoded properties without their length; undefined writes a packet of MQTT 3.1.1. */
    properties?: Uint8Array | undefined;
}

/** The bytes of a PUBLISH (MQTT 5, section 3.3). */
export function publishPacket({ topic, payload, qos, messageId, retain, properties }: Publish): Buffer {
    const name = Buffer.from(topic);
    const id = qos === 0 ? [] : [messageId >> 8, messageId & 0xff];
    const extra = properties === undefined ? [] : [...varint(properties.length), ...properties];
    const body = [name.length >> 8, name.length & 0xff, ...name, ...id, ...extra, ...payload];
    return packet(0x30 | (qos << 1) | (retain ? 1 : 0), Buffer.from(body));
}

/** The bytes of any packet. */
export function packet(first: number, body: Uint8Array): Buffer {
    return Buffer.from([first, ...varint(body.length), ...body]);
}

/** CONNACK with a reason code (MQTT 5, section 3.2). */
export function connack(reason: number, version5: boolean): Buffer {
    return packet(0x20, Buffer.from(version5 ? [0, reason, 0] : [0, reason]));
}

/** A topic alias as a property. */
export function aliasProperty(alias: number): Buffer {
    return Buffer.from([0x23, alias >> 8, alias & 0xff]);
}

function varint(value: number): number[] {
    const bytes: number[] = [];
    let rest = value;
    do {
        const more = rest > 0x7f ? 0x80 : 0;
        bytes.push((rest & 0x7f) | more);
        rest >>= 7;
    } while (rest > 0);
    return bytes;
}
