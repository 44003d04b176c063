import { connect } from 'mqtt';
import type { IClientOptions, MqttClient } from 'mqtt';
import type { Logger } from 'pino';
import type { MqttConfig } from '../../config/index.ts';
import { BridgeError, reasonOf } from '../../errors.ts';
import type { Clock, Instant, Intake, Source } from '../../pipeline/index.ts';
import { Acknowledger } from './acknowledger.ts';
import { clientOptions } from './clientOptions.ts';
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
    onConnection(connected: boolean): void;
}

/** Messages of one MQTT broker, acknowledged after the commit. Reconnects for ever; refusals are told in one sentence. */
export class MqttSource implements Source {
    readonly name: string;
    private readonly parts: MqttSourceParts;
    private client: MqttClient | undefined;
    private connected = false;
    private since: Instant = 0;
    private lastTrouble: string | undefined;
    private filters: readonly string[];

    constructor(parts: MqttSourceParts) {
        this.parts = parts;
        this.name = parts.config.name;
        this.filters = parts.filters;
    }

    /** Resolves at once; connecting goes on in the background. */
    start(intake: Intake): Promise<void> {
        const { config } = this.parts;
        const options = clientOptions(config);
        const client = connect(config.url, { ...options, manualConnect: true });
        this.client = client;
        onEachStream(client, (stream) => this.tap(stream, client, intake, options));
        // What the cutter leaves to MQTT.js is acknowledged by MQTT.js, after the commit as well.
        client.handleMessage = (_packet, done) => intake.afterCommit(done);
        client.on('message', (topic, payload) => this.deliver(intake, topic, payload));
        client.on('connect', () => this.onConnect(client));
        client.on('close', () => this.onClose());
        client.on('error', (error) => this.onTrouble(error));
        // Left on, it would make the client connect again after it was ended.
        client.options.manualConnect = false;
        client.connect();
        return Promise.resolve();
    }

    private tap(
        stream: MqttClient['stream'],
        client: MqttClient,
        intake: Intake,
        { properties, protocolVersion }: IClientOptions
    ): void {
        const acknowledger = new Acknowledger(stream, (own) => own === client.stream);
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
            endOfRead: () => {
                const acknowledge = acknowledger.take();
                if (acknowledge) intake.afterCommit(acknowledge);
                // QoS 0 has no acknowledgement to hold back: reading waits while too much waits for the disk.
                return this.parts.config.qos === 0 ? intake.ready() : undefined;
            }
        });
    }

    private deliver(intake: Intake, topic: string, payload: Uint8Array, traceparent?: string): void {
        intake.accept({ source: this.name, topic, payload, receivedAt: this.parts.clock.now(), traceparent });
    }

    /** Ends the connection without the last will; the broker keeps the session. */
    async stop(): Promise<void> {
        const { client } = this;
        this.client = undefined;
        await client?.endAsync(!client.connected);
    }

    /** The session of the broker keeps subscriptions, so those that are no longer wanted are ended. */
    async listenTo(filters: readonly string[]): Promise<void> {
        const gone = this.filters.filter((filter) => !filters.includes(filter));
        this.filters = filters;
        if (!this.client?.connected) return;
        if (gone.length > 0) await this.client.unsubscribeAsync(gone.map((filter) => this.sharedName(filter)));
        this.subscribe(this.client);
    }

    connection(): { connected: boolean; since: Instant } {
        return { connected: this.connected, since: this.since };
    }

    async publish(topic: string, payload: string | Uint8Array, expiresAt?: Instant): Promise<void> {
        await this.client?.publishAsync(topic, typeof payload === 'string' ? payload : Buffer.from(payload), {
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

    private onConnect(client: MqttClient): void {
        this.connected = true;
        this.since = this.parts.clock.now();
        this.lastTrouble = undefined;
        this.parts.onConnection(true);
        this.parts.log.info({ source: this.name, url: this.parts.config.url }, 'connected to the broker');
        this.subscribe(client);
        const { will } = this.parts.config;
        if (will) client.publish(will.topic, will.online, { qos: 1, retain: true });
    }

    private subscribe(client: MqttClient): void {
        const { config, log } = this.parts;
        const topics = this.filters.map((filter) => this.sharedName(filter));
        client.subscribe(topics, { qos: config.qos }, (error, grants) => {
            for (const grant of grants ?? []) {
                if (grant.qos < 128) continue;
                const details = { url: config.url, filter: grant.topic, reason: `code ${grant.qos}` };
                log.error({ source: this.name }, describe(new BridgeError('SUBSCRIPTION_REFUSED', details)));
            }
            if (error && !grants) log.error({ source: this.name, reason: reasonOf(error) }, 'the subscription failed');
        });
    }

    private sharedName(filter: string): string {
        const { sharedGroup } = this.parts.config;
        return sharedGroup ? `$share/${sharedGroup}/${filter}` : filter;
    }

    private onClose(): void {
        if (this.connected && this.client)
            this.parts.log.warn({ source: this.name }, 'the connection to the broker is lost');
        this.connected = false;
        this.parts.onConnection(false);
    }

    /** Tells each kind of trouble once until the next connection. */
    private onTrouble(error: Error): void {
        const reason = reasonOf(error);
        if (reason === this.lastTrouble) return;
        this.lastTrouble = reason;
        const refused = reason.startsWith('Connection refused');
        const code = refused ? 'BROKER_REFUSED' : 'BROKER_UNREACHABLE';
        const told = new BridgeError(code, { url: this.parts.config.url, reason }, error);
        this.parts.log.error({ source: this.name, code: told.code }, describe(told));
    }
}

function describe(error: BridgeError): string {
    return `${error.message} ${error.fix}`;
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
