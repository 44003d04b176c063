import { deletionsIntact } from '../deletion.ts';
import type { DeletionRecord, DeletionRequest, HistoryStore, Remains } from '../model.ts';

/** What an erasure removed, and what a search of all tiers found afterwards. */
export interface ErasureReport {
    deletion: DeletionRecord;
    /** Whether the log of deletions, this one included, is an unbroken chain of hashes. */
    intact: boolean;
    /** What was still found; all zero after an erasure that worked. */
    remains: Remains;
    /** Nothing was found and the log is unbroken. */
    complete: boolean;
}

/**
 * Removes everything about a device from all tiers (GDPR, article 17), and proves it: the log entry with its hash, and
 * a search of all tiers made after the removal. For a person, call it for each of that person's devices.
 */
export async function eraseDevice(store: HistoryStore, request: DeletionRequest): Promise<ErasureReport> {
    const deletion = await store.deleteDevice(request);
    return proveErasure(store, deletion);
}

/** Searches all tiers again for a device that was erased. */
export async function proveErasure(store: HistoryStore, deletion: DeletionRecord): Promise<ErasureReport> {
    const remains = await store.remainsOf(deletion.device);
    const intact = deletionsIntact(await store.deletions());
    const { series, samples, rollups, events, files } = remains;
    return { deletion, intact, remains, complete: intact && series + samples + rollups + events + files === 0 };
}
