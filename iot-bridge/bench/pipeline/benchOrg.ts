import type { CatalogueRows } from '../../src/contract/index.ts';
import type { Limits } from '../../src/outbox/index.ts';
import type { OutboxRecord, Outcome } from '../../src/pipeline/index.ts';
import type { CatalogueChange, Org, Subscription } from '../../src/sink/org.ts';

/** API requests of a day of the org (Salesforce, API request limits and allocations: 100,000 and more). */
export const dailyRequests = 100_000;

/** An org that takes everything at once, counts the calls and notes how old each raised alarm is when it arrives. */
export class BenchOrg implements Org {
    readonly latencies: number[] = [];
    eventCalls = 0;
    snapshotCalls = 0;
    snapshots = 0;
    private readonly rowsOf: () => CatalogueRows;

    /** @param rowsOf makes the rows anew, because an org keeps them in its own memory and not in the bridge's */
    constructor(rowsOf: () => CatalogueRows) {
        this.rowsOf = rowsOf;
    }

    connect(): Promise<void> {
        return Promise.resolve();
    }

    readCatalogue(): Promise<CatalogueChange> {
        return Promise.resolve({ extent: 'full', ...this.rowsOf() });
    }

    /** An Enterprise org with the fewest requests; those that were counted are used. */
    readLimits(): Promise<Limits> {
        const remaining = dailyRequests - this.eventCalls - this.snapshotCalls;
        return Promise.resolve({ DailyApiRequests: { maximum: dailyRequests, remaining } });
    }

    reportStatus(): Promise<void> {
        return Promise.resolve();
    }

    reportUnknownDevices(): Promise<string[]> {
        return Promise.resolve([]);
    }

    write(records: readonly OutboxRecord[]): Promise<Outcome[]> {
        const now = Date.now();
        if (records[0]?.kind === 'alarm-event') this.eventCalls++;
        else this.snapshotCalls++;
        for (const record of records) {
            if (record.kind !== 'alarm-event') this.snapshots++;
            else if (record.fields.Transition__c === 'Raised') {
                this.latencies.push(now - Date.parse(String(record.fields.Occurred_At__c)));
            }
        }
        return Promise.resolve(records.map(() => ({ kind: 'accepted' })));
    }

    subscribeCommands(): Promise<Subscription> {
        return Promise.resolve({ stop: () => Promise.resolve() });
    }

    disconnect(): Promise<void> {
        return Promise.resolve();
    }
}
