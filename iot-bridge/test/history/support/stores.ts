import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WorkerHistory } from '../../../src/history/index.ts';
import type { EmbeddedOptions } from '../../../src/history/embedded/embeddedHistory.ts';

/** Gap of the stores under test, in ms. */
export const gapMs = 300_000;

/** A folder that is gone after the test. */
export function temporaryFolder(): { folder: string; remove: () => void } {
    const folder = mkdtempSync(path.join(tmpdir(), 'history-'));
    return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Settings of an embedded store in a folder. */
export function embeddedOptions(folder: string, more: Partial<EmbeddedOptions> = {}): EmbeddedOptions {
    return {
        file: path.join(folder, 'history.sqlite'),
        durability: 'process',
        gapMs,
        classes: [{ signals: ['Short_*'], rawDays: 2, minuteDays: 4, hourDays: 8, dayDays: 16 }],
        eventDays: 10,
        pendingValues: 500_000,
        ...more
    };
}

/** Settings of an embedded store whose values go to files after a day, and to the cold folder after three. */
export function tieredOptions(folder: string): EmbeddedOptions {
    const folders = { warm: path.join(folder, 'warm'), cold: path.join(folder, 'cold') };
    mkdirSync(folders.cold, { recursive: true });
    return embeddedOptions(folder, { classes: [{ signals: ['*'], hotDays: 1, warmDays: 3 }], folders });
}

/** The embedded store in its thread. */
export function workerStore(folder: string): WorkerHistory {
    return new WorkerHistory({ ...embeddedOptions(folder), flushMs: 60_000 });
}
