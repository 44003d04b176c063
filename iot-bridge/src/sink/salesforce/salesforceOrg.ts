import { z } from 'zod';
import type { SalesforceConfig } from '../../config/index.ts';
import type { BridgeStatusFields, UnknownDeviceRow } from '../../contract/index.ts';
import type { Limits } from '../../outbox/index.ts';
import type { OutboxRecord, Outcome } from '../../pipeline/index.ts';
import type { CatalogueChange, CommandPosition, DeliveredCommand, Org, Subscription } from '../org.ts';
import { AssetProvisioner } from './assetProvisioner.ts';
import { CatalogueReader } from './catalogueReader.ts';
import { CommandStream } from './commandStream.ts';
import { EventPublisher } from './pubsub/index.ts';
import { isAlarm } from './requests.ts';
import { SalesforceSink } from './salesforceSink.ts';
import { Session } from './session.ts';

const limitsReply = z.record(z.string(), z.looseObject({ Max: z.number(), Remaining: z.number() }));

/** An org behind the REST and Streaming APIs, and the Pub/Sub API where alarms are published through it. */
export class SalesforceOrg implements Org {
    private readonly session: Session;
    private readonly sink: SalesforceSink;
    private readonly reader: CatalogueReader;
    readonly provisioning: AssetProvisioner;
    private readonly publisher: EventPublisher | undefined;
    private readonly apiVersion: string;
    private knowsSignals = false;

    /** @throws BridgeError ORG_CERTIFICATE_UNREADABLE */
    constructor(config: SalesforceConfig) {
        this.apiVersion = config.apiVersion;
        this.session = new Session(config);
        this.sink = new SalesforceSink(this.session.connection, config.requestTimeoutSeconds);
        if (config.alarmChannel === 'pubsub') {
            this.publisher = new EventPublisher(this.session, config.pubSub, config.requestTimeoutSeconds);
        }
        const userId = (): string | undefined => this.session.userId;
        this.reader = new CatalogueReader(this.session.connection, userId);
        this.provisioning = new AssetProvisioner(this.session.connection, userId, (object, records) =>
            this.sink.insert(object, records)
        );
    }

    async connect(): Promise<void> {
        await this.session.login();
    }

    async readCatalogue(extent: 'full' | 'changes'): Promise<CatalogueChange> {
        if (!this.knowsSignals) this.sink.know(await this.reader.signalKeys());
        this.knowsSignals = true;
        const change = await this.reader.read(extent);
        this.sink.define(change.alarms);
        return change;
    }

    /** All limits; the daily API requests are as fresh as the last answer's Sforce-Limit-Info header. */
    async readLimits(): Promise<Limits> {
        const reply = await this.session.connection.request(`/services/data/v${this.apiVersion}/limits`);
        const limits = Object.entries(limitsReply.parse(reply)).map(([name, { Max, Remaining }]) => {
            return [name, { maximum: Max, remaining: Remaining }] as const;
        });
        return Object.fromEntries(limits);
    }

    async reportStatus(bridge: string, fields: BridgeStatusFields): Promise<void> {
        await this.session.connection.sobject('Bridge_Status__c').upsert({ Bridge__c: bridge, ...fields }, 'Bridge__c');
    }

    reportUnknownDevices(rows: readonly UnknownDeviceRow[]): Promise<readonly string[]> {
        return this.sink.upsert('Unknown_Device__c', 'Device_Id__c', rows);
    }

    /** Alarm events and other records come in batches of their own. */
    write(records: readonly OutboxRecord[]): Promise<Outcome[]> {
        const { publisher } = this;
        const events = records.filter(isAlarm).filter(({ via }) => via === undefined);
        if (!publisher || events.length === 0) return this.sink.write(records);
        if (events.length < records.length) throw new TypeError('Alarm events are sent apart from other records.');
        return publisher.write(events.map(({ fields }) => fields));
    }

    async subscribeCommands(
        from: CommandPosition,
        deliver: (command: DeliveredCommand) => void,
        trouble: (error: unknown) => void
    ): Promise<Subscription> {
        const stream = new CommandStream(this.session, from, deliver, trouble);
        await stream.start();
        return stream;
    }

    disconnect(): Promise<void> {
        this.publisher?.close();
        return Promise.resolve();
    }
}
