import { traceparentIn } from './traceparent.ts';
import { emptyFrame, readPublish, readVarint, varintSize } from './publishFrame.ts';

/** Takes what the cutter found, in the order of the stream. */
export interface FrameSink {
    /** A PUBLISH at QoS 0 or 1. The payload is a part of the received bytes: whoever keeps it copies it. */
    publish(topic: string, payload: Uint8Array, qos: 0 | 1, messageId: number, traceparent?: string): void;
    /** Bytes of everything else, for the client library. */
    pass(bytes: Buffer): void;
}

/** What was agreed on with the broker. */
export interface WireSettings {
    version5: boolean;
    /** Largest topic alias the broker may use; 0 forbids them. */
    topicAliasMaximum: number;
    /** Longer packets are left to the client library, which refuses them; undefined for no limit. */
    maximumPacketSize?: number | undefined;
    /** Whether the trace context in user properties is looked for. */
    traced?: boolean | undefined;
}

const noBytes = Buffer.alloc(0);
/** Fixed header: one byte of type and flags, at most four of length (MQTT 5, section 2.1). */
const longestHeader = 5;

/**
 * Cuts PUBLISH packets at QoS 0 and 1 out of the byte stream of one connection; everything else, also what is wrong
 * with a PUBLISH, is passed on unchanged, so that one place decides on errors. Nothing is cut before the broker has
 * accepted the connection. Pure: bytes in, frames out, the same for every division into chunks.
 */
export class FrameCutter {
    private readonly settings: WireSettings;
    private readonly sink: FrameSink;
    private readonly frame = emptyFrame();
    private readonly aliases = new Map<number, string>();
    private accepted = false;
    /** Bytes of a packet that is passed on whatever it is. */
    private passing = 0;
    /** The beginning of a packet whose end has not come yet, in a buffer of its whole length once that is known. */
    private partial: Buffer = noBytes;
    private filled = 0;

    constructor(settings: WireSettings, sink: FrameSink) {
        this.settings = settings;
        this.sink = sink;
    }

    /** Takes the next bytes of the stream. */
    push(chunk: Buffer): void {
        let position = this.passThrough(chunk, 0);
        if (this.filled > 0) position = this.complete(chunk, position);
        let passed = position;
        while (position < chunk.length) {
            const size = packetSize(chunk, position, chunk.length);
            if (this.mustPass(size)) {
                this.pass(chunk, passed, position);
                this.passing = size === malformed ? Number.POSITIVE_INFINITY : size;
                passed = position = this.passThrough(chunk, position);
            } else if (size === incomplete || position + size > chunk.length) {
                break;
            } else if (this.isPublish(chunk, position, position + size)) {
                this.pass(chunk, passed, position);
                this.deliver(chunk, position + size);
                passed = position += size;
            } else {
                position += size;
            }
        }
        this.pass(chunk, passed, position);
        if (position < chunk.length) this.keep(chunk, position);
    }

    private mustPass(size: number): boolean {
        return size === malformed || size > (this.settings.maximumPacketSize ?? Number.POSITIVE_INFINITY);
    }

    private passThrough(chunk: Buffer, from: number): number {
        if (this.passing === 0) return from;
        const end = Math.min(chunk.length, from + this.passing);
        this.passing -= end - from;
        this.pass(chunk, from, end);
        return end;
    }

    private pass(chunk: Buffer, from: number, to: number): void {
        if (to > from) this.sink.pass(from === 0 && to === chunk.length ? chunk : chunk.subarray(from, to));
    }

    /** Keeps the beginning of a packet; the received buffer is not held back for it. */
    private keep(chunk: Buffer, from: number): void {
        this.partial = Buffer.allocUnsafe(Math.max(longestHeader, 2 * (chunk.length - from)));
        this.filled = chunk.copy(this.partial, 0, from);
    }

    /** Adds to the packet that was begun, and hands it over when it is complete. Returns where the next one begins. */
    private complete(chunk: Buffer, from: number): number {
        let position = from;
        let size = packetSize(this.partial, 0, this.filled);
        for (; size === incomplete && position < chunk.length; size = packetSize(this.partial, 0, this.filled)) {
            this.partial[this.filled++] = chunk[position++] ?? 0;
        }
        if (size === incomplete) return position;
        if (this.mustPass(size)) return this.passBegun(chunk, position, size);
        const taken = Math.min(size - this.filled, chunk.length - position);
        this.reserve(this.filled + taken, size);
        chunk.copy(this.partial, this.filled, position, position + taken);
        this.filled += taken;
        if (this.filled === size) this.finish(size);
        return position + taken;
    }

    private finish(size: number): void {
        const packet = this.partial.subarray(0, size);
        this.partial = noBytes;
        this.filled = 0;
        if (this.isPublish(packet, 0, size)) this.deliver(packet, size);
        else this.sink.pass(packet);
    }

    /** Makes room. The announced size alone reserves nothing, so that five bytes cannot take 256 MB. */
    private reserve(needed: number, size: number): void {
        if (needed <= this.partial.length) return;
        const larger = Buffer.allocUnsafe(Math.min(size, 2 * needed));
        this.partial.copy(larger, 0, 0, this.filled);
        this.partial = larger;
    }

    private passBegun(chunk: Buffer, position: number, size: number): number {
        this.sink.pass(this.partial.subarray(0, this.filled));
        this.passing = size === malformed ? Number.POSITIVE_INFINITY : size - this.filled;
        this.partial = noBytes;
        this.filled = 0;
        return this.passThrough(chunk, position);
    }

    /** Whether these bytes are a PUBLISH that can be handed over; its parts are in `frame` then. */
    private isPublish(bytes: Buffer, start: number, end: number): boolean {
        const first = bytes[start] ?? 0;
        const type = first >> 4;
        if (type === connack) this.accepted = end >= start + 4 && bytes[start + headerSize(bytes, start) + 1] === 0;
        if (type !== publish || !this.accepted) return false;
        const { frame } = this;
        const { version5 } = this.settings;
        if (!readPublish(bytes, first, start + headerSize(bytes, start), end, version5, frame)) return false;
        if (frame.topicAlias === 0) return frame.topicEnd > frame.topicStart;
        return this.resolvesAlias();
    }

    /** Whether an alias is one the broker may use, and known where the topic is left out (MQTT 5, section 3.3.2.3.4). */
    private resolvesAlias(): boolean {
        const { topicAlias, topicEnd, topicStart } = this.frame;
        if (topicAlias < 0 || topicAlias > this.settings.topicAliasMaximum) return false;
        return topicEnd > topicStart || this.aliases.has(topicAlias);
    }

    private deliver(bytes: Buffer, end: number): void {
        const { topicStart, topicEnd, topicAlias, payloadStart, qos, messageId } = this.frame;
        const spelled = topicEnd > topicStart ? bytes.toString('utf8', topicStart, topicEnd) : undefined;
        if (topicAlias > 0 && spelled !== undefined) this.aliases.set(topicAlias, spelled);
        const topic = spelled ?? this.aliases.get(topicAlias) ?? '';
        const { traced, version5 } = this.settings;
        const context = traced && version5 ? traceparentIn(bytes, topicEnd + 2 * qos, payloadStart) : undefined;
        this.sink.publish(topic, bytes.subarray(payloadStart, end), qos, messageId, context);
    }
}

const connack = 2;
const publish = 3;
const incomplete = -1;
const malformed = -2;

/** Length of a whole packet, `incomplete` while it is not known, or `malformed`. */
function packetSize(bytes: Uint8Array, start: number, end: number): number {
    const remaining = readVarint(bytes, start + 1, end);
    return remaining < 0 ? remaining : 1 + varintSize(remaining) + remaining;
}

/** Length of the fixed header of a packet whose length is known to be well-formed. */
function headerSize(bytes: Uint8Array, start: number): number {
    let size = 2;
    while ((bytes[start + size - 1] ?? 0) > 0x7f) size++;
    return size;
}
