import CLEAR_LABEL from '@salesforce/label/c.AlarmConsole_Clear';
import EMPTY_LABEL from '@salesforce/label/c.AlarmConsole_Empty';
import EMPTY_ADVICE_LABEL from '@salesforce/label/c.AlarmConsole_Empty_Advice';
import MORE_LABEL from '@salesforce/label/c.AlarmConsole_More';
import NO_MATCH_LABEL from '@salesforce/label/c.AlarmConsole_No_Match';
import NO_MATCH_ADVICE_LABEL from '@salesforce/label/c.AlarmConsole_No_Match_Advice';
import SUMMARY_LABEL from '@salesforce/label/c.AlarmConsole_Summary';
import TITLE_LABEL from '@salesforce/label/c.AlarmConsole_Title';
import REFRESH_LABEL from '@salesforce/label/c.Shared_Refresh';
import REQUEST_FAILED_LABEL from '@salesforce/label/c.AlarmList_Request_Failed';
import REQUESTED_LABEL from '@salesforce/label/c.AlarmList_Requested';
import NEW_MANY_LABEL from '@salesforce/label/c.AlarmList_New_Many';
import NEW_ONE_LABEL from '@salesforce/label/c.AlarmList_New_One';
import { priorityLabel } from 'c/alarmDisplay';
import { sortAlarms, type Alarm } from 'c/alarmModel';
import { fillLabel, formatNumber } from 'c/displayFormat';

/** Texts of the template. */
export const LABELS = {
    clear: CLEAR_LABEL,
    empty: EMPTY_LABEL,
    emptyAdvice: EMPTY_ADVICE_LABEL,
    noMatch: NO_MATCH_LABEL,
    noMatchAdvice: NO_MATCH_ADVICE_LABEL,
    refresh: REFRESH_LABEL,
    requestFailed: REQUEST_FAILED_LABEL,
    title: TITLE_LABEL
} as const;

export const requestedText = (count: number): string => fillLabel(REQUESTED_LABEL, count);
export const moreText = (count: number): string => fillLabel(MORE_LABEL, formatNumber(count, 0));

/** The line above the table. */
export function summaryText(shown: number, alarms: readonly Alarm[]): string {
    const unacknowledged = alarms.filter(({ state }) => state?.endsWith('Unacknowledged'));
    const number = (value: number): string => formatNumber(value, 0);
    return fillLabel(SUMMARY_LABEL, number(shown), number(alarms.length), number(unacknowledged.length));
}

/** What a screen reader says of alarms that came since the last refresh: one sentence; undefined when none came. */
export function arrivalsText(before: readonly Alarm[], after: readonly Alarm[]): string | undefined {
    const known = new Set(before.map(({ id }) => id));
    const [worst, ...others] = sortAlarms(after.filter(({ id }) => !known.has(id)));
    if (worst === undefined) return undefined;
    const priority = priorityLabel(worst.priority);
    if (others.length > 0) return fillLabel(NEW_MANY_LABEL, others.length + 1, priority);
    return fillLabel(NEW_ONE_LABEL, priority, worst.message);
}
