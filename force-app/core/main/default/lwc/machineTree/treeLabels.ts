import CHANGED_MANY_LABEL from '@salesforce/label/c.MachineTree_Changed_Many';
import CHANGED_ONE_LABEL from '@salesforce/label/c.MachineTree_Changed_One';
import CLEAR_LABEL from '@salesforce/label/c.MachineTree_Clear';
import COLLAPSE_ALL_LABEL from '@salesforce/label/c.MachineTree_Collapse_All';
import EMPTY_ADVICE_LABEL from '@salesforce/label/c.MachineTree_Empty_Advice';
import EMPTY_LABEL from '@salesforce/label/c.MachineTree_Empty';
import EXPAND_ALL_LABEL from '@salesforce/label/c.MachineTree_Expand_All';
import HITS_LABEL from '@salesforce/label/c.MachineTree_Hits';
import LOADING_MORE_LABEL from '@salesforce/label/c.MachineTree_Loading_More';
import NO_MATCH_ADVICE_LABEL from '@salesforce/label/c.MachineTree_No_Match_Advice';
import NO_MATCH_LABEL from '@salesforce/label/c.MachineTree_No_Match';
import SUMMARY_LABEL from '@salesforce/label/c.MachineTree_Summary';
import TITLE_LABEL from '@salesforce/label/c.MachineTree_Title';
import { connectivityDisplay, priorityLabel } from 'c/alarmDisplay';
import { fillLabel, formatNumber } from 'c/displayFormat';
import type { Machine, Summary } from 'c/machineHierarchy';

/** Texts of the template. */
export const LABELS = {
    clear: CLEAR_LABEL,
    collapseAll: COLLAPSE_ALL_LABEL,
    empty: EMPTY_LABEL,
    emptyAdvice: EMPTY_ADVICE_LABEL,
    expandAll: EXPAND_ALL_LABEL,
    loadingMore: LOADING_MORE_LABEL,
    noMatch: NO_MATCH_LABEL,
    noMatchAdvice: NO_MATCH_ADVICE_LABEL,
    title: TITLE_LABEL
} as const;

/** The line above the tree. */
export function summaryText(summary: Summary, isFiltered: boolean): string {
    const number = (value: number): string => formatNumber(value, 0);
    if (isFiltered) return fillLabel(HITS_LABEL, number(summary.hits), number(summary.machines));
    return fillLabel(SUMMARY_LABEL, number(summary.machines), number(summary.withAlarms), number(summary.offline));
}

/**
 * What a screen reader says after a refresh: one sentence, however many machines changed.
 * @param notable the machines whose alarms or connectivity changed, the worst first; at least one
 */
export function changesText(notable: readonly Machine[]): string {
    const [worst] = notable;
    const priority = priorityLabel(worst.priority);
    if (notable.length > 1) return fillLabel(CHANGED_MANY_LABEL, notable.length, worst.name, priority);
    return fillLabel(CHANGED_ONE_LABEL, worst.name, priority, connectivityDisplay(worst.connectivity).label);
}
