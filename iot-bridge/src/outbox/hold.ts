import type { AlarmEvent } from '../contract/index.ts';
import type { ProcessingConfig } from '../config/index.ts';

/**
 * Milliseconds for which an event is not sent. Only a silence without a root waits: it is noticed late anyway, and what
 * silences a device often silences its neighbours within seconds.
 */
export function holdOf(
    { Transition__c: transition, Kind__c: kind, Root_Episode_Key__c: root }: AlarmEvent,
    { silenceHoldSeconds }: Pick<ProcessingConfig, 'silenceHoldSeconds'>
): number {
    const waits = transition === 'Raised' && kind === 'Silence' && !root;
    return waits ? silenceHoldSeconds * 1000 : 0;
}
