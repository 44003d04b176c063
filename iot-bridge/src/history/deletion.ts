import { createHash } from 'node:crypto';
import type { DeletionRecord } from './model.ts';

/** The hash of a deletion: SHA-256 over the hash before it and its own content in a fixed order. */
export function hashDeletion(entry: Omit<DeletionRecord, 'hash'>, before: string): string {
    const { id, device, requestedBy, reason, at, series, samples, rollups, events } = entry;
    const content = JSON.stringify([before, id, device, requestedBy, reason, at, series, samples, rollups, events]);
    return createHash('sha256').update(content).digest('hex');
}

/** Whether no entry of a list of deletions was changed, taken out or put in later. */
export function deletionsIntact(records: readonly DeletionRecord[]): boolean {
    return records.every((record, index) => {
        const before = records[index - 1];
        return record.id === index + 1 && record.hash === hashDeletion(record, before?.hash ?? '');
    });
}
