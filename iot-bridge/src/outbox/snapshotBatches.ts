import type { OutboxRecord } from '../pipeline/index.ts';
import type { Entry, Outbox } from './outbox.ts';

/** Snapshots in one request: five collections of 200 in a composite request. */
export const snapshotsPerRequest = 1000;

/** What batches are made from. */
export interface BatchParts {
    outbox: Pick<Outbox, 'drop'>;
    /** Content of a snapshot at the time of sending; undefined when nothing is left to say. */
    snapshot(entry: Entry): OutboxRecord | undefined;
}

/**
 * The requests of one round. Records are made when a request is about to be sent: those of a large fleet would fill
 * the memory and hold up alarms, and would be old before their turn.
 */
export function* snapshotBatches(
    due: readonly Entry[],
    parts: BatchParts
): Iterator<[Entry, OutboxRecord][], undefined> {
    let batch: [Entry, OutboxRecord][] = [];
    for (const entry of due) {
        if (entry.gone) continue;
        const record = parts.snapshot(entry);
        if (record) batch.push([entry, record]);
        else parts.outbox.drop(entry);
        if (batch.length < snapshotsPerRequest) continue;
        yield batch;
        batch = [];
    }
    if (batch.length > 0) yield batch;
}
