import EMPTY_ADVICE_LABEL from '@salesforce/label/c.AlarmList_Empty_Advice';
import EMPTY_LABEL from '@salesforce/label/c.AlarmList_Empty';
import MORE_LABEL from '@salesforce/label/c.AlarmList_More';
import NEW_MANY_LABEL from '@salesforce/label/c.AlarmList_New_Many';
import NEW_ONE_LABEL from '@salesforce/label/c.AlarmList_New_One';
import NO_MACHINE_ADVICE_LABEL from '@salesforce/label/c.AlarmList_No_Machine_Advice';
import NO_MACHINE_LABEL from '@salesforce/label/c.AlarmList_No_Machine';
import REFRESH_LABEL from '@salesforce/label/c.Shared_Refresh';
import REQUEST_FAILED_LABEL from '@salesforce/label/c.AlarmList_Request_Failed';
import REQUESTED_LABEL from '@salesforce/label/c.AlarmList_Requested';
import SELECTED_MACHINE_LABEL from '@salesforce/label/c.AlarmList_Selected_Machine';
import SHOW_ALL_LABEL from '@salesforce/label/c.AlarmList_Show_All';
import SUMMARY_LABEL from '@salesforce/label/c.AlarmList_Summary';
import TITLE_LABEL from '@salesforce/label/c.AlarmList_Title';
import { priorityLabel } from 'c/alarmDisplay';
import { isOpen, sortAlarms, type Alarm } from 'c/alarmModel';
import { fillLabel } from 'c/displayFormat';

/** Texts of the template. */
export const LABELS = {
    empty: EMPTY_LABEL,
    emptyAdvice: EMPTY_ADVICE_LABEL,
    noMachine: NO_MACHINE_LABEL,
    noMachineAdvice: NO_MACHINE_ADVICE_LABEL,
    refresh: REFRESH_LABEL,
    requestFailed: REQUEST_FAILED_LABEL,
    selectedMachine: SELECTED_MACHINE_LABEL,
    showAll: SHOW_ALL_LABEL,
    title: TITLE_LABEL
} as const;

export const requestedText = (count: number): string => fillLabel(REQUESTED_LABEL, count);
export const moreText = (shown: number): string => fillLabel(MORE_LABEL, shown);

/** The line above the list. */
export function summaryText(alarms: readonly Alarm[]): string {
    const unacknowledged = alarms.filter(({ state }) => state?.endsWith('Unacknowledged'));
    return fillLabel(SUMMARY_LABEL, alarms.filter(isOpen).length, unacknowledged.length);
}

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
