import CLEAR_LABEL from '@salesforce/label/c.AlarmConsole_Clear';
import EMPTY_LABEL from '@salesforce/label/c.AlarmConsole_Empty';
import EMPTY_ADVICE_LABEL from '@salesforce/label/c.AlarmConsole_Empty_Advice';
import MORE_LABEL from '@salesforce/label/c.AlarmConsole_More';
import NO_MATCH_LABEL from '@salesforce/label/c.AlarmConsole_No_Match';
import NO_MATCH_ADVICE_LABEL from '@salesforce/label/c.AlarmConsole_No_Match_Advice';
import SUMMARY_LABEL from '@salesforce/label/c.AlarmConsole_Summary';
import TITLE_LABEL from '@salesforce/label/c.AlarmConsole_Title';
import REQUEST_FAILED_LABEL from '@salesforce/label/c.AlarmList_Request_Failed';
import type { Alarm } from 'c/alarmModel';
import { fillLabel, formatNumber } from 'c/displayFormat';

/** Texts of the template. */
export const LABELS = {
    clear: CLEAR_LABEL,
    empty: EMPTY_LABEL,
    emptyAdvice: EMPTY_ADVICE_LABEL,
    noMatch: NO_MATCH_LABEL,
    noMatchAdvice: NO_MATCH_ADVICE_LABEL,
    requestFailed: REQUEST_FAILED_LABEL,
    title: TITLE_LABEL
} as const;

export const moreText = (count: number): string => fillLabel(MORE_LABEL, formatNumber(count, 0));

/** The line above the table. */
export function summaryText(shown: number, alarms: readonly Alarm[]): string {
    const unacknowledged = alarms.filter(({ state }) => state?.endsWith('Unacknowledged'));
    const number = (value: number): string => formatNumber(value, 0);
    return fillLabel(SUMMARY_LABEL, number(shown), number(alarms.length), number(unacknowledged.length));
}
