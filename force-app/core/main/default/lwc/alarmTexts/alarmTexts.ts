/** Shared module: sentences about alarms that several widgets say. */
import NEW_MANY_LABEL from '@salesforce/label/c.AlarmList_New_Many';
import NEW_ONE_LABEL from '@salesforce/label/c.AlarmList_New_One';
import REQUESTED_LABEL from '@salesforce/label/c.AlarmList_Requested';
import { priorityLabel } from 'c/alarmDisplay';
import { isOpen, sortAlarms, type Alarm } from 'c/alarmModel';
import { fillLabel } from 'c/displayFormat';

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
