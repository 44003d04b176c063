import ADVICE_LABEL from '@salesforce/label/c.DefinitionProblems_Advice';
import ADVICE_ALARM_LABEL from '@salesforce/label/c.DefinitionProblems_Advice_Alarm';
import ADVICE_DEPENDENCY_LABEL from '@salesforce/label/c.DefinitionProblems_Advice_Dependency';
import ADVICE_RULE_LABEL from '@salesforce/label/c.DefinitionProblems_Advice_Rule';
import ADVICE_SIGNAL_LABEL from '@salesforce/label/c.DefinitionProblems_Advice_Signal';
import BRIDGE_LABEL from '@salesforce/label/c.DefinitionProblems_Bridge';
import DEFINITION_LABEL from '@salesforce/label/c.DefinitionProblems_Definition';
import INTRO_LABEL from '@salesforce/label/c.DefinitionProblems_Intro';
import KIND_ALARM_LABEL from '@salesforce/label/c.DefinitionProblems_Kind_Alarm';
import KIND_DEPENDENCY_LABEL from '@salesforce/label/c.DefinitionProblems_Kind_Dependency';
import KIND_RULE_LABEL from '@salesforce/label/c.DefinitionProblems_Kind_Rule';
import KIND_SIGNAL_LABEL from '@salesforce/label/c.DefinitionProblems_Kind_Signal';
import MORE_LABEL from '@salesforce/label/c.DefinitionProblems_More';
import NO_BRIDGE_LABEL from '@salesforce/label/c.DefinitionProblems_No_Bridge';
import NO_BRIDGE_ADVICE_LABEL from '@salesforce/label/c.DefinitionProblems_No_Bridge_Advice';
import NONE_LABEL from '@salesforce/label/c.DefinitionProblems_None';
import PROBLEM_LABEL from '@salesforce/label/c.DefinitionProblems_Problem';
import REPORTED_LABEL from '@salesforce/label/c.DefinitionProblems_Reported';
import SETUP_LABEL from '@salesforce/label/c.DefinitionProblems_Setup';
import TITLE_LABEL from '@salesforce/label/c.DefinitionProblems_Title';
import { fillLabel, formatDateTime } from 'c/displayFormat';
import type { ProblemKind } from './problemModel';

/** Texts of the template. */
export const LABELS = {
    advice: ADVICE_LABEL,
    bridge: BRIDGE_LABEL,
    definition: DEFINITION_LABEL,
    intro: INTRO_LABEL,
    noBridge: NO_BRIDGE_LABEL,
    noBridgeAdvice: NO_BRIDGE_ADVICE_LABEL,
    none: NONE_LABEL,
    problem: PROBLEM_LABEL,
    setup: SETUP_LABEL,
    title: TITLE_LABEL
};

/** What a kind of definition is called, and what to do about a refused one. */
export const KIND_TEXTS: Readonly<Record<ProblemKind, { readonly kindText: string; readonly advice: string }>> = {
    signal: { kindText: KIND_SIGNAL_LABEL, advice: ADVICE_SIGNAL_LABEL },
    alarm: { kindText: KIND_ALARM_LABEL, advice: ADVICE_ALARM_LABEL },
    dependency: { kindText: KIND_DEPENDENCY_LABEL, advice: ADVICE_DEPENDENCY_LABEL },
    rule: { kindText: KIND_RULE_LABEL, advice: ADVICE_RULE_LABEL }
};

/** Says how many problems are not listed. */
export function moreText(count: number): string {
    return fillLabel(MORE_LABEL, count);
}

/** Says when the bridges reported last. */
export function reportedText(time: string): string {
    return fillLabel(REPORTED_LABEL, formatDateTime(time));
}
