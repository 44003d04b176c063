/** One element that an interview executed. */
export interface TraceStep {
    readonly element: string;
    /** Metadata type of the element, e.g. `recordLookups`. */
    readonly kind: string;
    readonly label: string;
    /** What it did, in plain words with values. */
    readonly details: readonly string[];
    /** Connector or outcome that was taken; null at the end. */
    readonly next: string | null;
    readonly fault: string | null;
}

/** One interview, as a person reads it. */
export interface FlowTrace {
    readonly id: string;
    readonly flow: string;
    readonly label: string;
    /** What started it, e.g. `Alarm__c insert` or `Alarm_Event__e`. */
    readonly trigger: string;
    readonly recordId: string | null;
    readonly startedAt: string;
    readonly status: 'Running' | 'Finished' | 'Paused' | 'Failed';
    readonly error: string | null;
    readonly steps: readonly TraceStep[];
}
