import { z } from 'zod';
import type { SalesforceConfig } from '../../config/index.ts';
import type { Limits } from '../../outbox/index.ts';
import type { OutboxRecord, Outcome } from '../../pipeline/index.ts';
import type { CatalogueChange, CommandPosition, DeliveredCommand, Org, Subscription } from '../org.ts';
import { CatalogueReader } from './catalogueReader.ts';
import { CommandStream } from './commandStream.ts';
import { SalesforceSink } from './salesforceSink.ts';
import { Session } from './session.ts';

const limitsReply = z.record(z.string(), z.looseObject({ Max: z.number(), Remaining: z.number() }));

/** An org behind the REST and Streaming APIs. */
export class SalesforceOrg implements Org {
    private readonly session: Session;
    private readonly sink: SalesforceSink;
    private readonly reader: CatalogueReader;
    private readonly apiVersion: string;
    private knowsSignals = false;

    constructor(config: SalesforceConfig) {
        this.apiVersion = config.apiVersion;
        this.session = new Session(config);
        this.sink = new SalesforceSink(this.session.connection, config.requestTimeoutSeconds);
        this.reader = new CatalogueReader(this.session.connection, () => this.session.userId);
    }

    async connect(): Promise<void> {
        await this.session.login();
    }

    async readCatalogue(extent: 'full' | 'changes'): Promise<CatalogueChange> {
        if (!this.knowsSignals) this.sink.know(await this.reader.signalKeys());
        this.knowsSignals = true;
        return this.reader.read(extent);
    }

    /** All limits; the daily API requests are as fresh as the last answer's Sforce-Limit-Info header. */
    async readLimits(): Promise<Limits> {
        const reply = await this.session.connection.request(`/services/data/v${this.apiVersion}/limits`);
        const limits = Object.entries(limitsReply.parse(reply)).map(([name, { Max, Remaining }]) => {
            return [name, { maximum: Max, remaining: Remaining }] as const;
        });
        return Object.fromEntries(limits);
    }

    write(records: readonly OutboxRecord[]): Promise<Outcome[]> {
        return this.sink.write(records);
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
        return Promise.resolve();
    }
}
