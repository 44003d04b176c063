import { updateRecord, type FieldInput } from 'lightning/uiRecordApi';
import ID_FIELD from '@salesforce/schema/Alarm__c.Id';
import REQUESTED_ACTION_FIELD from '@salesforce/schema/Alarm__c.Requested_Action__c';
import REQUESTED_AT_FIELD from '@salesforce/schema/Alarm__c.Requested_At__c';
import REQUESTED_REASON_FIELD from '@salesforce/schema/Alarm__c.Requested_Reason__c';
import REQUESTED_UNTIL_FIELD from '@salesforce/schema/Alarm__c.Requested_Until__c';
import type { Alarm, AlarmAction } from 'c/alarmModel';

/** What an agent asks the bridge to do. */
export interface RequestInput {
    readonly action: AlarmAction;
    readonly reason?: string;
    /** End of shelving, ISO text. */
    readonly until?: string;
}

/** Which requests were saved, and why the others were not. */
export interface RequestOutcome {
    readonly saved: ReadonlyMap<string, Alarm>;
    readonly errors: readonly unknown[];
}

/**
 * Writes a request on each alarm. A flow sends it to the bridge, whose answer changes the alarm; so the
 * alarms given back are only marked as waiting.
 */
export async function requestAction(
    alarms: readonly Alarm[],
    { action, reason, until }: RequestInput,
    now: number
): Promise<RequestOutcome> {
    const requestedAt = new Date(now).toISOString();
    const fieldsOf = ({ id }: Alarm): Record<string, FieldInput> => ({
        [ID_FIELD.fieldApiName]: id,
        [REQUESTED_ACTION_FIELD.fieldApiName]: action,
        [REQUESTED_REASON_FIELD.fieldApiName]: reason ?? null,
        [REQUESTED_UNTIL_FIELD.fieldApiName]: until ?? null,
        [REQUESTED_AT_FIELD.fieldApiName]: requestedAt
    });
    const outcomes = await Promise.allSettled(alarms.map((alarm) => updateRecord({ fields: fieldsOf(alarm) })));
    const saved = alarms.filter((_alarm, index) => outcomes[index].status === 'fulfilled');
    return {
        saved: new Map(saved.map((alarm) => [alarm.id, { ...alarm, requestedAction: action, requestedAt }])),
        errors: outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []))
    };
}
