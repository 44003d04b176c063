import { notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import ID_FIELD from '@salesforce/schema/Asset.Id';
import PARENT_FIELD from '@salesforce/schema/Asset.ParentId';

/** Where a machine stands now, and since when its record is as it is. */
export interface Place {
    readonly parentId: string | null;
    readonly modified: string | undefined;
}

/** A move as the user confirmed it. */
export interface Move {
    readonly id: string;
    readonly parentId: string;
    /** Parent that the user saw. */
    readonly seenParentId: string | null;
}

/** Somebody else moved the machine since the user saw it. */
export class MoveConflict extends Error {
    /** Where it stands now. */
    readonly parentId: string | null;

    constructor(parentId: string | null) {
        super('The machine has been moved meanwhile');
        this.parentId = parentId;
    }
}

/** A machine sends values every few seconds, each of which changes its record. */
const ATTEMPTS = 5;

/**
 * Gives a machine another parent, unless somebody else moved it since the user saw it. Other changes of the record,
 * such as live values, are no reason to refuse; each one makes another attempt necessary, because the platform only
 * tells that the record changed, not how.
 * @param placeOf the place as last read; reading again is asked for here
 * @throws MoveConflict when somebody else moved it; else the error of the platform
 */
export async function moveMachine(move: Move, placeOf: () => Place | undefined, attempts = ATTEMPTS): Promise<void> {
    await notifyRecordUpdateAvailable([{ recordId: move.id }]);
    const place = placeOf();
    if (place && place.parentId !== move.seenParentId) throw new MoveConflict(place.parentId);
    try {
        await write(move, place?.modified);
    } catch (error) {
        if (!isOutdated(error) || attempts <= 1) throw error;
        await moveMachine(move, placeOf, attempts - 1);
    }
}

async function write({ id, parentId }: Move, seen: string | undefined): Promise<void> {
    const fields = { [ID_FIELD.fieldApiName]: id, [PARENT_FIELD.fieldApiName]: parentId };
    await updateRecord({ fields }, seen === undefined ? undefined : { ifUnmodifiedSince: seen });
}

function isOutdated(error: unknown): boolean {
    const status = (error as { readonly status?: unknown } | undefined)?.status;
    return status === 412 || status === 409;
}
