import { updateRecord } from 'lightning/uiRecordApi';
import END_FIELD from '@salesforce/schema/WorkOrder.EndDate';
import ID_FIELD from '@salesforce/schema/WorkOrder.Id';
import START_FIELD from '@salesforce/schema/WorkOrder.StartDate';
import type { Entry } from 'c/calendarModel';

/** A move that can be taken back. */
export interface Undo {
    readonly entry: Entry;
    /** When the move itself was saved; a later change by somebody else must not be lost. */
    readonly lastModified: string;
}

function iso(instant: number | undefined): string | null {
    return instant === undefined ? null : new Date(instant).toISOString();
}

async function write(
    recordId: string,
    start: number | undefined,
    end: number | undefined,
    seen: string
): Promise<string> {
    const fields = {
        [ID_FIELD.fieldApiName]: recordId,
        [START_FIELD.fieldApiName]: iso(start),
        [END_FIELD.fieldApiName]: iso(end)
    };
    const saved = await updateRecord({ fields }, { ifUnmodifiedSince: seen });
    return saved.lastModifiedDate ?? '';
}

/**
 * Saves the new times of a work order, unless somebody else changed it since it was read.
 * @throws the error of the platform; `isConflict` tells whether it was such a change
 */
export async function saveMove(entry: Entry, move: { start: number; end?: number }): Promise<Undo> {
    return { entry, lastModified: await write(entry.recordId, move.start, move.end, entry.lastModified) };
}

/** Saves the times that a work order had before a move, under the same condition. */
export async function takeBack({ entry, lastModified }: Undo): Promise<void> {
    await write(entry.recordId, entry.start, entry.end, lastModified);
}
