import type { MqttClient } from 'mqtt';
import type { Logger } from 'pino';
import type { MqttConfig } from '../../../config/index.ts';
import { BridgeError, reasonOf } from '../../../errors.ts';
import type { Clock } from '../../../pipeline/index.ts';
import { CredentialKeeper, expiryOfPeer } from '../credentials/index.ts';
import type { Credentials, Expiry } from '../credentials/index.ts';
import { connectOptions } from './connectOptions.ts';
import { createClient } from './createClient.ts';
import { ExpiryWatch } from './expiryWatch.ts';
import { explainTrouble } from './trouble.ts';

/** What a connection works with. */
export interface BrokerConnectionParts {
    config: MqttConfig;
    clock: Clock;
    log: Logger;
    /** Takes over a new client before it connects; the one before it is ended. */
    attach(client: MqttClient): void;
}

/**
 * The connection to one broker: connects as soon as there are credentials, and again with new ones. The old client
 * says goodbye first, so that the broker publishes no last will, and keeps the session for the new one.
 */
export class BrokerConnection {
    client: MqttClient | undefined;
    private readonly parts: BrokerConnectionParts;
    private readonly keeper: CredentialKeeper;
    private readonly expiry: ExpiryWatch;
    private trouble: string | undefined;
    private credentialTrouble: string | undefined;
    private stopped = false;
    /** One change after the other: the newest credentials are the last to connect. */
    private changing: Promise<void> = Promise.resolve();

    constructor(parts: BrokerConnectionParts) {
        this.parts = parts;
        const { config, clock, log } = parts;
        this.expiry = new ExpiryWatch(config, log);
        this.keeper = new CredentialKeeper({
            config,
            clock,
            onChange: (credentials) => {
                this.changing = this.changing.then(() => this.change(credentials));
            },
            onTrouble: (error, inUse) => this.refuse(error, inUse),
            onLook: () => this.expiry.look(clock.now())
        });
    }

    /** Resolves after the credentials were read; connecting goes on in the background. */
    async start(): Promise<void> {
        await this.keeper.start();
        this.expiry.look(this.parts.clock.now());
    }

    /** Ends the connection without the last will; the broker keeps the session. */
    async stop(): Promise<void> {
        this.stopped = true;
        this.keeper.stop();
        await this.changing;
        const { client } = this;
        this.client = undefined;
        await end(client);
    }

    /** Why the connection does not stand or cannot be renewed; undefined when all is well. */
    currentTrouble(): string | undefined {
        return this.trouble ?? this.credentialTrouble;
    }

    /** Certificates and tokens with a known end. */
    expiries(): readonly Expiry[] {
        return this.expiry.known();
    }

    /** Tells each kind of trouble once until the next connection. */
    report(told: BridgeError): void {
        if (told.message === this.trouble) return;
        this.trouble = told.message;
        this.parts.log.error({ source: this.parts.config.name, code: told.code }, `${told.message} ${told.fix}`);
    }

    private async change(credentials: Credentials): Promise<void> {
        const { config, log } = this.parts;
        const before = this.client;
        this.client = undefined;
        this.trouble = undefined;
        this.credentialTrouble = undefined;
        this.expiry.own(credentials.expiries);
        if (this.stopped) return end(before);
        if (before) log.info({ source: config.name }, 'connecting again with renewed credentials');
        await end(before);
        const options = connectOptions(config, credentials, (shown) => this.expiry.broker(expiryOfPeer(shown)));
        const client = createClient(config.url, { ...options, manualConnect: true });
        this.client = client;
        this.listen(client);
        this.parts.attach(client);
        // Left on, it would make the client connect again after it was ended.
        client.options.manualConnect = false;
        client.connect();
    }

    private listen(client: MqttClient): void {
        const { config } = this.parts;
        let answered = false;
        client.on('reconnect', () => {
            answered = false;
        });
        client.on('connect', () => {
            answered = true;
            this.trouble = undefined;
        });
        client.on('error', (error) => this.report(explainTrouble(config, error)));
        client.on('close', () => {
            // Some platforms refuse by closing the connection, without a word.
            if (!answered && this.trouble === undefined && this.client === client)
                this.report(explainTrouble(config, new Error('closed before the broker answered')));
        });
    }

    private refuse(error: unknown, inUse: boolean): void {
        const { config, log } = this.parts;
        const details = { source: config.name, reason: reasonOf(error) };
        const told = error instanceof BridgeError ? error : new BridgeError('CREDENTIAL_REFUSED', details, error);
        const text = inUse ? `${told.message} The connection keeps the old ones.` : told.message;
        this.credentialTrouble = text;
        log.error({ source: config.name, code: told.code }, `${text} ${told.fix}`);
    }
}

/** Waits for what is being published, unless nobody is there to take it. */
async function end(client: MqttClient | undefined): Promise<void> {
    if (!client) return;
    await client.endAsync(!client.connected);
}
