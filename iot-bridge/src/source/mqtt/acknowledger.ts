import type { MqttClient } from 'mqtt';

/** First byte of PUBACK, and its length with reason code 0 left out (MQTT 5, section 3.4.2.1; the same in 3.1.1). */
const pubackHeader = [0x40, 0x02];

/**
 * Acknowledges QoS 1 messages after they are durable, many at once.
 *
 * MQTT.js hands over the next message only after the previous one was acknowledged. To have many in flight, messages
 * are marked as QoS 0 before MQTT.js looks at them (its `packetreceive` event comes first), and the acknowledgement is
 * written here. Keep-alive is not affected, because nothing ever holds the reader.
 */
export class Acknowledger {
    private readonly client: MqttClient;
    private waiting: number[] = [];
    private stream: MqttClient['stream'] | undefined;

    constructor(client: MqttClient) {
        this.client = client;
    }

    /** A function that acknowledges one message, once, on the connection it came from and on no other. */
    prepare(messageId: number): () => void {
        const { stream } = this.client;
        return () => this.queue(stream, messageId);
    }

    /** An acknowledgement is bound to its connection: after a reconnect the broker delivers again with new ids. */
    private queue(stream: MqttClient['stream'], messageId: number): void {
        if (stream !== this.client.stream || stream.destroyed) return;
        if (this.stream !== stream) this.waiting = [];
        this.stream = stream;
        this.waiting.push(messageId);
        if (this.waiting.length === 1) setImmediate(() => this.flush(stream));
    }

    private flush(stream: MqttClient['stream']): void {
        const ids = this.waiting;
        this.waiting = [];
        if (stream !== this.client.stream || stream.destroyed || ids.length === 0) return;
        const packets = Buffer.allocUnsafe(ids.length * 4);
        for (const [index, id] of ids.entries()) {
            packets[index * 4] = pubackHeader[0] ?? 0;
            packets[index * 4 + 1] = pubackHeader[1] ?? 0;
            packets.writeUInt16BE(id, index * 4 + 2);
        }
        stream.write(packets);
    }
}
