import type {
    AlarmEvent,
    BridgeStatusFields,
    CatalogueRows,
    MachineCommand,
    UnknownDeviceRow
} from '../../src/contract/index.ts';
import type { OutboxRecord, Outcome } from '../../src/pipeline/index.ts';
import type { CatalogueChange, CommandPosition, DeliveredCommand, Org, Subscription } from '../../src/sink/org.ts';
import type { Limits } from '../../src/outbox/index.ts';

/** An org in memory behind the same port as Salesforce: upserts records, keeps events, delivers commands. */
export class MemoryOrg implements Org {
    readonly events: AlarmEvent[] = [];
    readonly assets = new Map<string, Record<string, unknown>>();
    readonly signals = new Map<string, Record<string, unknown>>();
    /** Results of machine commands by key. */
    readonly results = new Map<string, Record<string, unknown>>();
    /** What bridges said of themselves, by name. */
    readonly statuses = new Map<string, BridgeStatusFields>();
    /** Devices without an Asset, by id. */
    readonly unknown = new Map<string, UnknownDeviceRow>();
    /** Number of write requests. */
    requests = 0;
    subscribedFrom: CommandPosition | undefined;
    limits: Limits = { DailyApiRequests: { maximum: 100_000, remaining: 100_000 } };
    /** Decides about a record instead of accepting it. */
    judge: (record: OutboxRecord) => Outcome = () => ({ kind: 'accepted' });
    /** Thrown instead of an answer while set. */
    failure: Error | undefined;
    rows: CatalogueRows;
    private deliverCommand: ((command: DeliveredCommand) => void) | undefined;
    private position = 0;

    constructor(rows: CatalogueRows) {
        this.rows = rows;
    }

    connect(): Promise<void> {
        return this.failure ? Promise.reject(this.failure) : Promise.resolve();
    }

    readCatalogue(): Promise<CatalogueChange> {
        return this.failure
            ? Promise.reject(this.failure)
            : Promise.resolve({ extent: 'full', ...structuredClone(this.rows) });
    }

    readLimits(): Promise<Limits> {
        return Promise.resolve(this.limits);
    }

    reportStatus(bridge: string, fields: BridgeStatusFields): Promise<void> {
        if (this.failure) return Promise.reject(this.failure);
        this.statuses.set(bridge, fields);
        return Promise.resolve();
    }

    reportUnknownDevices(rows: readonly UnknownDeviceRow[]): Promise<string[]> {
        if (this.failure) return Promise.reject(this.failure);
        for (const row of rows) this.unknown.set(row.Device_Id__c, row);
        return Promise.resolve([]);
    }

    write(records: readonly OutboxRecord[]): Promise<Outcome[]> {
        this.requests++;
        if (this.failure) return Promise.reject(this.failure);
        return Promise.resolve(records.map((record) => this.take(record)));
    }

    subscribeCommands(from: CommandPosition, deliver: (command: DeliveredCommand) => void): Promise<Subscription> {
        this.subscribedFrom = from;
        this.deliverCommand = deliver;
        return Promise.resolve({ stop: () => Promise.resolve() });
    }

    disconnect(): Promise<void> {
        return Promise.resolve();
    }

    /** Sends a command to the bridge. */
    command(command: MachineCommand): void {
        this.deliverCommand?.({ position: ++this.position, command });
    }

    /** Transitions of an alarm in the order they arrived, as `Transition>State`. */
    history(alarm: string): string[] {
        return this.events
            .filter((event) => event.Alarm_Key__c === alarm)
            .map((event) => `${event.Transition__c}>${event.State__c}`);
    }

    private take(record: OutboxRecord): Outcome {
        const outcome = this.judge(record);
        if (outcome.kind !== 'accepted') return outcome;
        if (record.kind === 'alarm-event') this.events.push(record.fields as AlarmEvent);
        else if (record.kind === 'command-result') merge(this.results, record.key, record.fields);
        else if (record.kind === 'asset') merge(this.assets, record.device, record.fields);
        else merge(this.signals, `${record.device}:${record.signal}`, record.fields);
        return outcome;
    }
}

function merge(rows: Map<string, Record<string, unknown>>, key: string, fields: Record<string, unknown>): void {
    rows.set(key, { ...rows.get(key), ...fields });
}
