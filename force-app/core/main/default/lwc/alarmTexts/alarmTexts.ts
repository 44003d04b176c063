/** Shared module: sentences about alarms that several widgets say. */
import FIRMWARE_LABEL from '@salesforce/label/c.AlarmList_Common_Cause_Firmware';
import MODEL_LABEL from '@salesforce/label/c.AlarmList_Common_Cause_Model';
import PLANT_LABEL from '@salesforce/label/c.AlarmList_Common_Cause_Plant';
import NEW_MANY_LABEL from '@salesforce/label/c.AlarmList_New_Many';
import NEW_ONE_LABEL from '@salesforce/label/c.AlarmList_New_One';
import REQUESTED_LABEL from '@salesforce/label/c.AlarmList_Requested';
import { priorityLabel } from 'c/alarmDisplay';
import { isOpen, sortAlarms, type Alarm } from 'c/alarmModel';
import { fillLabel } from 'c/displayFormat';

const COMMON_CAUSES: Readonly<Record<string, string>> = {
    Firmware: FIRMWARE_LABEL,
    Model: MODEL_LABEL,
    Plant: PLANT_LABEL
};
/** How Alarm__c.Common_Cause__c is written: `Model EM-75: 8/10 in 10 min`. */
const COMMON_CAUSE = /^(\w+) ?(.*): (\d+)\/(\d+) in (\d+) min$/;

/**
 * The hint at a common cause as a sentence in the user's language.
 * @param hint Alarm__c.Common_Cause__c; a text of another form is shown as it is
 */
export function commonCauseText(hint: string | null): string {
    const [, kind = '', name = '', machines = '', size = '', minutes = ''] = COMMON_CAUSE.exec(hint ?? '') ?? [];
    const label = COMMON_CAUSES[kind];
    return label ? fillLabel(label, machines, size, name, minutes) : (hint ?? '');
}

/** Says for how many alarms a request was saved. */
export const requestedText = (count: number): string => fillLabel(REQUESTED_LABEL, count);

/**
 * What a screen reader says of alarms that came since the last refresh: one sentence, however many.
 * @returns undefined when none came
 */
export function arrivalsText(before: readonly Alarm[], after: readonly Alarm[]): string | undefined {
    const known = new Set(before.map(({ id }) => id));
    const [worst, ...others] = sortAlarms(after.filter((alarm) => isOpen(alarm) && !known.has(alarm.id)));
    if (worst === undefined) return undefined;
    const priority = priorityLabel(worst.priority);
    if (others.length > 0) return fillLabel(NEW_MANY_LABEL, others.length + 1, priority);
    return fillLabel(NEW_ONE_LABEL, priority, worst.message);
}
