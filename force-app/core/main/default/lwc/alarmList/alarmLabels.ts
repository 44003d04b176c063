import EMPTY_ADVICE_LABEL from '@salesforce/label/c.AlarmList_Empty_Advice';
import EMPTY_LABEL from '@salesforce/label/c.AlarmList_Empty';
import MORE_LABEL from '@salesforce/label/c.AlarmList_More';
import NO_MACHINE_ADVICE_LABEL from '@salesforce/label/c.AlarmList_No_Machine_Advice';
import NO_MACHINE_LABEL from '@salesforce/label/c.AlarmList_No_Machine';
import REQUEST_FAILED_LABEL from '@salesforce/label/c.AlarmList_Request_Failed';
import SELECTED_MACHINE_LABEL from '@salesforce/label/c.AlarmList_Selected_Machine';
import SHOW_ALL_LABEL from '@salesforce/label/c.AlarmList_Show_All';
import SUMMARY_LABEL from '@salesforce/label/c.AlarmList_Summary';
import TITLE_LABEL from '@salesforce/label/c.AlarmList_Title';
import { isOpen, type Alarm } from 'c/alarmModel';
import { fillLabel } from 'c/displayFormat';

/** Texts of the template. */
export const LABELS = {
    empty: EMPTY_LABEL,
    emptyAdvice: EMPTY_ADVICE_LABEL,
    noMachine: NO_MACHINE_LABEL,
    noMachineAdvice: NO_MACHINE_ADVICE_LABEL,
    requestFailed: REQUEST_FAILED_LABEL,
    selectedMachine: SELECTED_MACHINE_LABEL,
    showAll: SHOW_ALL_LABEL,
    title: TITLE_LABEL
} as const;

export const moreText = (shown: number): string => fillLabel(MORE_LABEL, shown);

/** The line above the list. */
export function summaryText(alarms: readonly Alarm[]): string {
    const unacknowledged = alarms.filter(({ state }) => state?.endsWith('Unacknowledged'));
    return fillLabel(SUMMARY_LABEL, alarms.filter(isOpen).length, unacknowledged.length);
}
