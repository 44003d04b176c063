import type { AlarmDefinitionRow } from '../../contract/index.ts';
import type { AlarmEventFields } from '../../pipeline/index.ts';

/** What of a definition is copied onto an alarm, as Alarm__c field and Alarm_Definition__mdt field. */
const copied = [
    ['Cause__c', 'Cause__c'],
    ['Consequence__c', 'Consequence__c'],
    ['Recommended_Response__c', 'Corrective_Action__c'],
    ['Time_To_Respond_Minutes__c', 'Time_To_Respond_Minutes__c']
] as const;

/** Fields that are the same in every event of an episode, under the same name on Alarm__c. */
const constant = [
    'Alarm_Key__c',
    'Episode_Key__c',
    'Episode_Number__c',
    'Definition__c',
    'Signal__c',
    'Kind__c',
    'Message__c',
    'Unit__c',
    'Raised_At__c'
] as const;

/**
 * The row that the flow Record Alarm From Event makes of an event, for an upsert by Episode_Key__c. A transition other
 * than the first carries only what it changes, so that it leaves the values of the beginning as they are. The flows on
 * Alarm__c, which open Cases and Work Orders, do not ask who wrote it.
 */
export function alarmRecord(
    event: AlarmEventFields,
    definition: AlarmDefinitionRow | undefined
): Record<string, unknown> {
    const fixed = Object.fromEntries(constant.map((name) => [name, event[name] ?? null]));
    const root = event.Root_Episode_Key__c ?? null;
    return {
        ...fixed,
        Asset__r: { Device_Id__c: event.Asset_Key__c },
        State__c: event.State__c,
        Last_Transition_At__c: event.Occurred_At__c,
        // Join Root Case finds the root by its key; a link by external id would fail while the root is not recorded.
        ...(root === null ? {} : { Root_Episode_Key__c: root }),
        ...changed(event, definition)
    };
}

function changed(event: AlarmEventFields, definition: AlarmDefinitionRow | undefined): Record<string, unknown> {
    switch (event.Transition__c) {
        case 'Raised':
            return {
                Priority__c: event.Priority__c,
                Raised_Value__c: event.Value__c ?? null,
                Raised_Limit__c: event.Limit__c ?? null,
                Raised_Text__c: event.Text_Value__c ?? null,
                Common_Cause__c: event.Common_Cause__c ?? null,
                ...Object.fromEntries(copied.map(([name, source]) => [name, definition?.[source] ?? null]))
            };
        case 'Cleared':
            // A latched alarm keeps standing although its condition is gone.
            return event.State__c === 'Latched' ? {} : { Cleared_At__c: event.Occurred_At__c };
        case 'Acknowledged':
            return {
                Acknowledged_At__c: event.Occurred_At__c,
                Acknowledged_By__c: event.Acknowledged_By__c ?? null
            };
        case 'Shelved':
        case 'Unshelved':
            return { Shelved_Until__c: event.Shelved_Until__c ?? null };
        case 'Escalated':
            return { Priority__c: event.Priority__c };
        default:
            return {};
    }
}
