import type { Day } from './days';

/**
 * What a calendar entry stands for; `projected` is a due date counted on from the plan's frequency, `predicted` one
 * that wear or usage foretells, `warranty` the last day of an asset warranty, `downtime` a
 * time in which a machine is planned to stand still.
 */
export type EntryKind = 'workOrder' | 'appointment' | 'plan' | 'projected' | 'predicted' | 'warranty' | 'downtime';

/** One entry of the calendar. */
export interface Entry {
    /** Unique in the calendar. */
    readonly key: string;
    readonly kind: EntryKind;
    /** Record that opens. */
    readonly recordId: string;
    readonly number: string;
    readonly subject: string;
    readonly assetId: string;
    readonly assetName: string;
    readonly firstDay: Day;
    readonly lastDay: Day;
    /** Epoch milliseconds; absent for entries that fill whole days. */
    readonly start?: number;
    readonly end?: number;
    /** Days between which a predicted date lies in nine of ten cases. */
    readonly between?: { readonly from: Day; readonly to: Day };
    readonly status: string;
    readonly priority: string;
    readonly overdue: boolean;
    readonly done: boolean;
    /** The machine has an open alarm. */
    readonly inAlarm: boolean;
    /** Another open work order takes the same machine at the same time. */
    readonly clash: boolean;
    /** The work falls into planned downtime of its machine or of one above it. */
    readonly inDowntime: boolean;
    /** Name of the user or queue that owns the work order. */
    readonly owner: string;
    /** Names of the technicians assigned to the appointment, or to those of the work order. */
    readonly technicians: readonly string[];
    readonly lastModified: string;
}

/** When maintenance of a machine is expected, in nine of ten cases between two days, and why. */
export interface Prediction {
    readonly day: Day;
    readonly earliest: Day;
    readonly latest: Day;
    readonly reason: string;
}

/** A machine of the hierarchy, as far as the calendar needs it. */
export interface CalendarAsset {
    readonly id: string;
    readonly name: string;
    readonly parentId?: string;
    readonly inAlarm: boolean;
    readonly predicted?: Prediction;
}

type Individual = 'key' | 'kind' | 'recordId' | 'number' | 'subject' | 'firstDay' | 'lastDay';

/** An entry of a machine; everything but what sets it apart is blank unless given. */
export function entryOf(asset: CalendarAsset, given: Pick<Entry, Individual> & Partial<Entry>): Entry {
    return {
        assetId: asset.id,
        assetName: asset.name,
        status: '',
        priority: '',
        overdue: false,
        done: false,
        inAlarm: asset.inAlarm,
        clash: false,
        inDowntime: false,
        owner: '',
        technicians: [],
        lastModified: '',
        ...given
    };
}
