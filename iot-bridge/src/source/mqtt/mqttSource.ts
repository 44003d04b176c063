import { connect } from 'mqtt';
import type { IPublishPacket, MqttClient, Packet } from 'mqtt';
import type { Logger } from 'pino';
import type { MqttConfig } from '../../config/index.ts';
import { BridgeError, reasonOf } from '../../errors.ts';
import type { Clock, Instant, Intake, Source } from '../../pipeline/index.ts';
import { Acknowledger } from './acknowledger.ts';
import { clientOptions } from './clientOptions.ts';

/** What the source works with. */
export interface MqttSourceParts {
    config: MqttConfig;
    /** Topic filters to subscribe to. */
    filters: readonly string[];
    clock: Clock;
    log: Logger;
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

    constructor(parts: MqttSourceParts) {
        this.parts = parts;
        this.name = parts.config.name;
    }

    /** Resolves at once; connecting goes on in the background. */
    start(intake: Intake): Promise<void> {
        const { config } = this.parts;
        const client = connect(config.url, clientOptions(config));
        this.client = client;
        const acknowledger = new Acknowledger(client);
        client.on('packetreceive', (packet) => takeOverAcknowledging(packet));
        client.handleMessage = (packet, done) => this.hand(intake, packet, done);
        client.on('message', (topic, payload, packet) => {
            const { messageId } = packet;
            intake.accept({
                source: this.name,
                topic,
                payload,
                receivedAt: this.parts.clock.now(),
                ...(messageId === undefined ? {} : { acknowledge: acknowledger.prepare(messageId) })
            });
        });
        client.on('connect', () => this.onConnect(client));
        client.on('close', () => this.onClose());
        client.on('error', (error) => this.onTrouble(error));
        return Promise.resolve();
    }

    /** Ends the connection without the last will; the broker keeps the session. */
    async stop(): Promise<void> {
        const { client } = this;
        this.client = undefined;
        await client?.endAsync(!client.connected);
    }

    connection(): { connected: boolean; since: Instant } {
        return { connected: this.connected, since: this.since };
    }

    async publish(topic: string, payload: string | Uint8Array): Promise<void> {
        await this.client?.publishAsync(topic, typeof payload === 'string' ? payload : Buffer.from(payload), {
            qos: 1
        });
    }

    /** QoS 0 has no acknowledgement to hold back, so the reader waits while too much waits for the disk. */
    private hand(intake: Intake, packet: IPublishPacket, done: () => void): void {
        const wait = packet.messageId === undefined ? intake.ready() : undefined;
        if (wait) void wait.then(done);
        else done();
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
        const { config, filters, log } = this.parts;
        const prefix = config.sharedGroup ? `$share/${config.sharedGroup}/` : '';
        const topics = filters.map((filter) => prefix + filter);
        client.subscribe(topics, { qos: config.qos }, (error, grants) => {
            for (const grant of grants ?? []) {
                if (grant.qos < 128) continue;
                const details = { url: config.url, filter: grant.topic, reason: `code ${grant.qos}` };
                log.error({ source: this.name }, describe(new BridgeError('SUBSCRIPTION_REFUSED', details)));
            }
            if (error && !grants) log.error({ source: this.name, reason: reasonOf(error) }, 'the subscription failed');
        });
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

/** See {@link Acknowledger}: MQTT.js must not acknowledge, and must not wait, so it sees a message without QoS. */
function takeOverAcknowledging(packet: Packet): void {
    if (packet.cmd === 'publish' && packet.qos === 1) packet.qos = 0;
}
