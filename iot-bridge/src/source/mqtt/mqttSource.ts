import { setTimeout as wait } from 'node:timers/promises';
import type { MqttClient } from 'mqtt';
import type { Logger } from 'pino';
import type { MqttConfig } from '../../config/index.ts';
import { BridgeError, reasonOf } from '../../errors.ts';
import { steadyClock, within } from '../../pipeline/index.ts';
import type { Clock, Instant, Intake, Source, SourceHealth } from '../../pipeline/index.ts';
import { Acknowledger } from './acknowledger.ts';
import { Announcer } from './announcer.ts';
import { BrokerConnection, isPlainTcp, subscribe } from './connection/index.ts';
import { tapStream } from './wire/index.ts';

/** What the source works with. */
export interface MqttSourceParts {
    config: MqttConfig;
    /** Topic filters to subscribe to. */
    filters: readonly string[];
    clock: Clock;
    log: Logger;
    /** Whether the trace context of messages is read. */
    traced?: boolean;
    /** What the bridge tells about itself on its status topic. */
    status?(): object;
    onConnection(connected: boolean): void;
}

/**
 * While messages come steadily, those of some milliseconds are taken with one read: one each takes a third more
 * processor time. A larger read has enough of them.
 */
const gatherMs = 4;
const largeRead = 32_768;

/** How long a stopping source waits for the disk before it says goodbye. */
const acknowledgeGraceMs = 1_000;

/** Messages of one MQTT broker, acknowledged after the commit. Reconnects for ever; refusals are told in one sentence. */
export class MqttSource implements Source {
    readonly name: string;
    private readonly parts: MqttSourceParts;
    private broker: BrokerConnection | undefined;
    private announcer: Announcer | undefined;
    private intake: Intake | undefined;
    private connected = false;
    private since: Instant = 0;
    private filters: readonly string[];

    constructor(parts: MqttSourceParts) {
        this.parts = parts;
        this.name = parts.config.name;
        this.filters = parts.filters;
    }

    /** Resolves when the credentials were read; connecting goes on in the background. */
    async start(intake: Intake): Promise<void> {
        this.intake = intake;
        const { config, clock, log } = this.parts;
        this.broker = new BrokerConnection({ config, clock, log, attach: (client) => this.attach(client, intake) });
        await this.broker.start();
    }

    /** Says goodbye and ends the connection without the last will; the broker keeps the session. */
    async stop(): Promise<void> {
        await this.announcer?.stop();
        if (this.connected) await within(acknowledgeGraceMs, this.acknowledged());
        await this.broker?.stop();
    }

    /** What has come already is durable and acknowledged; otherwise the broker delivers it again after a restart. */
    private acknowledged(): Promise<void> {
        const { intake } = this;
        if (!intake) return Promise.resolve();
        return new Promise((resolve) => intake.afterCommit(() => setImmediate(resolve)));
    }

    connection(): { connected: boolean; since: Instant } {
        return { connected: this.connected, since: this.since };
    }

    health(): SourceHealth {
        return { trouble: this.broker?.currentTrouble(), expiries: this.broker?.expiries() ?? [] };
    }

    /** The session of the broker keeps subscriptions, so those that are no longer wanted are ended. */
    async listenTo(filters: readonly string[]): Promise<void> {
        const gone = this.filters.filter((filter) => !filters.includes(filter));
        this.filters = filters;
        const client = this.broker?.client;
        if (!client?.connected) return;
        const { sharedGroup } = this.parts.config;
        const names = gone.map((filter) => (sharedGroup ? `$share/${sharedGroup}/${filter}` : filter));
        if (names.length > 0) await client.unsubscribeAsync(names);
        await this.ask(client);
    }

    async publish(topic: string, payload: string | Uint8Array, expiresAt?: Instant): Promise<void> {
        await this.broker?.client?.publishAsync(topic, typeof payload === 'string' ? payload : Buffer.from(payload), {
            qos: 1,
            ...(expiresAt !== undefined && this.parts.config.protocolVersion === '5'
                ? { properties: { messageExpiryInterval: this.secondsUntil(expiresAt) } }
                : {})
        });
    }

    /** Whole seconds, rounded up, at least one (MQTT 5, section 3.3.2.3.3); the device checks the exact time itself. */
    private secondsUntil(instant: Instant): number {
        return Math.max(1, Math.ceil((instant - this.parts.clock.now()) / 1000));
    }

    /** Takes over the messages of a client; there is a new one whenever credentials were renewed. */
    private attach(client: MqttClient, intake: Intake): void {
        const { will } = this.parts.config;
        void this.announcer?.stop();
        if (will) this.announcer = new Announcer(will, client, () => this.parts.status?.() ?? {});
        onEachStream(client, (stream) => this.tap(stream, client, intake));
        // What the cutter leaves to MQTT.js is acknowledged by MQTT.js, after the commit as well.
        client.handleMessage = (_packet, done) => intake.afterCommit(done);
        client.on('message', (topic, payload) => this.deliver(intake, topic, payload));
        client.on('connect', () => this.onConnect(client));
        client.on('close', () => this.onClose(client));
    }

    private tap(stream: MqttClient['stream'], client: MqttClient, intake: Intake): void {
        const { properties, protocolVersion } = client.options;
        const { qos: asked, receiveMaximum } = this.parts.config;
        const acknowledger = new Acknowledger(stream, (own) => own === client.stream);
        const plain = isPlainTcp(this.parts.config.url);
        const settings = {
            version5: protocolVersion === 5,
            topicAliasMaximum: properties?.topicAliasMaximum ?? 0,
            maximumPacketSize: properties?.maximumPacketSize,
            traced: this.parts.traced
        };
        tapStream(stream, settings, {
            publish: (topic, payload, qos, messageId, traceparent) => {
                this.deliver(intake, topic, payload, traceparent);
                if (qos === 1) acknowledger.add(messageId);
            },
            endOfRead: (length) => {
                const acknowledge = acknowledger.take(steadyClock.now());
                if (acknowledge) intake.afterCommit(acknowledge);
                // QoS 0 has no acknowledgement to hold back: reading waits while too much waits for the disk.
                if (asked === 0) return intake.ready();
                const gathers = plain && acknowledger.flowing && length < largeRead;
                return acknowledger.atMost(receiveMaximum) ?? (gathers ? wait(gatherMs) : undefined);
            }
        });
    }

    private deliver(intake: Intake, topic: string, payload: Uint8Array, traceparent?: string): void {
        intake.accept({ source: this.name, topic, payload, receivedAt: this.parts.clock.now(), traceparent });
    }

    private onConnect(client: MqttClient): void {
        const { config, log } = this.parts;
        this.connected = true;
        this.since = this.parts.clock.now();
        this.parts.onConnection(true);
        log.info({ source: this.name, url: config.url }, 'connected to the broker');
        void this.ask(client);
    }

    private async ask(client: MqttClient): Promise<void> {
        const { config, log } = this.parts;
        try {
            for (const { filter, refusal } of await subscribe(client, config, this.filters)) {
                const { says, advice } = refusal;
                const told = new BridgeError('SUBSCRIPTION_REFUSED', { url: config.url, filter, reason: says, advice });
                this.broker?.report(told);
            }
        } catch (error) {
            // A connection that ends meanwhile subscribes again when it is back.
            log.warn({ source: this.name, reason: reasonOf(error) }, 'the subscription failed');
        }
    }

    private onClose(client: MqttClient): void {
        if (this.connected && this.broker?.client === client)
            this.parts.log.warn({ source: this.name }, 'the connection to the broker is lost');
        this.connected = false;
        this.parts.onConnection(false);
    }
}

/**
 * Shows every stream of a client, one for each connection, before the client reads from it. There is no event for that:
 * `stream` is a public property that the client sets.
 */
function onEachStream(client: MqttClient, show: (stream: MqttClient['stream']) => void): void {
    let current = client.stream;
    Object.defineProperty(client, 'stream', {
        get: () => current,
        set: (stream: MqttClient['stream']) => {
            current = stream;
            show(stream);
        }
    });
}
