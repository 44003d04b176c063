import ASK_OFFERED_LABEL from '@salesforce/label/c.TwinCommands_Ask_Offered';
import DECISION_FAILED_LABEL from '@salesforce/label/c.TwinCommands_Decision_Failed';
import DESIRED_LABEL from '@salesforce/label/c.TwinCommands_Desired';
import DESIRED_TITLE_LABEL from '@salesforce/label/c.TwinCommands_Desired_Title';
import DIFFERENCE_LABEL from '@salesforce/label/c.TwinCommands_Difference';
import EMPTY_ADVICE_LABEL from '@salesforce/label/c.TwinCommands_Empty_Advice';
import EMPTY_HEADING_LABEL from '@salesforce/label/c.TwinCommands_Empty_Heading';
import NEWS_LABEL from '@salesforce/label/c.TwinCommands_News';
import NO_ACCESS_ADVICE_LABEL from '@salesforce/label/c.TwinCommands_No_Access_Advice';
import NO_ACCESS_HEADING_LABEL from '@salesforce/label/c.TwinCommands_No_Access_Heading';
import NO_PERMISSION_LABEL from '@salesforce/label/c.TwinCommands_No_Permission';
import NO_RECENT_LABEL from '@salesforce/label/c.TwinCommands_No_Recent';
import OFFERED_LABEL from '@salesforce/label/c.TwinCommands_Offered';
import OFFLINE_LABEL from '@salesforce/label/c.TwinCommands_Offline';
import RECENT_LABEL from '@salesforce/label/c.TwinCommands_Recent';
import REPORTED_LABEL from '@salesforce/label/c.TwinCommands_Reported';
import SENT_LABEL from '@salesforce/label/c.TwinCommands_Sent';
import SIGNAL_LABEL from '@salesforce/label/c.TwinCommands_Signal';
import TITLE_LABEL from '@salesforce/label/c.TwinCommands_Title';
import WAITING_LABEL from '@salesforce/label/c.TwinCommands_Waiting';
import type { Command, CommandDefinition } from 'c/commandModel';
import { fillLabel } from 'c/displayFormat';

/** Fixed texts. */
export const labels = {
    decisionFailed: DECISION_FAILED_LABEL,
    desired: DESIRED_LABEL,
    desiredTitle: DESIRED_TITLE_LABEL,
    difference: DIFFERENCE_LABEL,
    emptyAdvice: EMPTY_ADVICE_LABEL,
    emptyHeading: EMPTY_HEADING_LABEL,
    noAccessAdvice: NO_ACCESS_ADVICE_LABEL,
    noAccessHeading: NO_ACCESS_HEADING_LABEL,
    noPermission: NO_PERMISSION_LABEL,
    noRecent: NO_RECENT_LABEL,
    offered: OFFERED_LABEL,
    offline: OFFLINE_LABEL,
    recent: RECENT_LABEL,
    reported: REPORTED_LABEL,
    signal: SIGNAL_LABEL,
    title: TITLE_LABEL
};

/** A button that opens the form of a command. */
export interface OfferedCommand {
    readonly name: string;
    readonly label: string;
    readonly icon: string | undefined;
    /** Name for screen readers, which do not see the icon of a dangerous command. */
    readonly spoken: string;
}

/** How a command of the catalogue is offered. */
export function toOffered({ name, label, dangerous }: CommandDefinition): OfferedCommand {
    return {
        name,
        label,
        icon: dangerous ? 'utility:people' : undefined,
        spoken: dangerous ? `${label}, ${ASK_OFFERED_LABEL}` : label
    };
}

/** What is said after a command was saved. */
export function sentText({ label, dangerous }: CommandDefinition): string {
    return fillLabel(dangerous ? WAITING_LABEL : SENT_LABEL, label);
}

/** What changed since the last answer, for screen readers; undefined when nothing did. */
export function newsText(before: readonly Command[], after: readonly Command[]): string | undefined {
    const states = new Map(before.map(({ id, state }) => [id, state]));
    const changed = after.filter(({ id, state }) => states.has(id) && states.get(id) !== state);
    return changed.length === 0
        ? undefined
        : changed.map(({ label, stateLabel }) => fillLabel(NEWS_LABEL, label, stateLabel)).join('. ');
}
