import type { MqttClient } from 'mqtt';
import type { Instant } from '../../pipeline/index.ts';

/** The messages of one read that wait for their acknowledgement. */
export interface ReadGroup {
    ids: readonly number[];
    readAt: Instant;
}

/** Messages in a millisecond from which gathering them is worth it. */
const busyRate = 2;
/** Time over which they must have come while none was acknowledged, in milliseconds. */
const steadyMs = 6;
/** As many as mosquitto hands out at once unless told otherwise. */
const fewAtOnce = 20;

/**
 * Whether messages come in numbers, and go on coming while others wait for their acknowledgement. A broker that hands
 * out few at once stops instead, and would be slowed down by a reader that takes its time. Pure.
 * @param groups what is acknowledged together, in the order of reading
 */
export function flowsSteadily(groups: readonly ReadGroup[]): boolean {
    const duration = (groups.at(-1)?.readAt ?? 0) - (groups[0]?.readAt ?? 0);
    const count = countOf(groups);
    return count > fewAtOnce && duration >= steadyMs && count / duration >= busyRate;
}

function countOf(groups: readonly ReadGroup[]): number {
    return groups.reduce((count, { ids }) => count + ids.length, 0);
}

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
    private durable: ReadGroup[] = [];
    private steady = false;
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

    /**
     * A function that acknowledges what was added since the last call; undefined when there is nothing.
     * @param readAt when it was read, on a clock that passes evenly
     */
    take(readAt: Instant): (() => void) | undefined {
        const ids = this.received;
        if (ids.length === 0) return undefined;
        this.received = [];
        return () => this.queue({ ids, readAt });
    }

    /** See {@link flowsSteadily}. */
    get flowing(): boolean {
        return this.steady;
    }

    private queue(group: ReadGroup): void {
        this.durable.push(group);
        if (this.durable.length === 1) queueMicrotask(() => this.flush());
    }

    private flush(): void {
        const groups = this.durable;
        this.durable = [];
        const count = countOf(groups);
        this.steady = flowsSteadily(groups);
        this.settle(count);
        if (this.stream.destroyed || !this.isCurrent(this.stream)) return;
        const packets = Buffer.allocUnsafe(count * 4);
        let position = 0;
        for (const { ids } of groups) {
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
