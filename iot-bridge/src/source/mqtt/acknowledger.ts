import type { MqttClient } from 'mqtt';

/** First byte of PUBACK, and its length with reason code 0 left out (MQTT 5, section 3.4.2.1; the same in 3.1.1). */
const pubackType = 0x40;
const pubackLength = 0x02;

/**
 * Acknowledges QoS 1 messages after they are durable, many in one write. An acknowledgement is bound to its connection:
 * after a reconnect the broker delivers again with new ids, and an old one would acknowledge a message that never came.
 */
export class Acknowledger {
    private readonly stream: MqttClient['stream'];
    /** Whether a connection is the one in use. */
    private readonly isCurrent: (stream: MqttClient['stream']) => boolean;
    private received: number[] = [];
    private durable: number[][] = [];
    /** Messages that are not acknowledged yet. */
    private waiting = 0;
    private relief: { limit: number; resolve: () => void } | undefined;

    constructor(stream: MqttClient['stream'], isCurrent: (stream: MqttClient['stream']) => boolean) {
        this.stream = stream;
        this.isCurrent = isCurrent;
    }

    /** Remembers a message until {@link take}. */
    add(messageId: number): void {
        this.received.push(messageId);
        this.waiting++;
    }

    /**
     * Undefined while at most `limit` messages wait; otherwise resolves when it is so again. A broker that keeps to the
     * receive maximum never sends more; mosquitto 2.0 does after the first acknowledgements (its issue 2301).
     */
    atMost(limit: number): Promise<void> | undefined {
        if (this.waiting <= limit || this.relief) return undefined;
        return new Promise((resolve) => {
            this.relief = { limit, resolve };
        });
    }

    /** A function that acknowledges what was added since the last call; undefined when there is nothing. */
    take(): (() => void) | undefined {
        const ids = this.received;
        if (ids.length === 0) return undefined;
        this.received = [];
        return () => this.queue(ids);
    }

    private queue(ids: number[]): void {
        this.durable.push(ids);
        if (this.durable.length === 1) queueMicrotask(() => this.flush());
    }

    private flush(): void {
        const groups = this.durable;
        this.durable = [];
        const count = groups.reduce((sum, ids) => sum + ids.length, 0);
        this.settle(count);
        if (this.stream.destroyed || !this.isCurrent(this.stream)) return;
        const packets = Buffer.allocUnsafe(count * 4);
        let position = 0;
        for (const ids of groups) {
            for (const id of ids) {
                packets[position++] = pubackType;
                packets[position++] = pubackLength;
                packets[position++] = id >> 8;
                packets[position++] = id & 0xff;
            }
        }
        this.stream.write(packets);
    }

    private settle(count: number): void {
        this.waiting -= count;
        const { relief } = this;
        if (!relief || this.waiting > relief.limit) return;
        this.relief = undefined;
        relief.resolve();
    }
}
