/** What an event is about. */
export type EventKind = 'alarm' | 'case' | 'workOrder' | 'part' | 'state';

/** Something that happened to a machine. Times are epoch milliseconds. */
export interface TwinEvent {
    readonly id: string;
    readonly kind: EventKind;
    /** Record to open; absent for what no record holds. */
    readonly recordId?: string;
    /** Object of that record where it is not the one of its kind. */
    readonly objectName?: string;
    readonly title: string;
    /** Translated status of the record. */
    readonly status: string;
    /** Priority of an alarm, as stored. */
    readonly priority: string;
    readonly from: number;
    /** Absent while it goes on. */
    readonly to?: number;
}

/** Part of time that is shown; epoch milliseconds. */
export interface TimeWindow {
    readonly from: number;
    readonly to: number;
}
