import { LightningElement, api } from 'lwc';
import APPROVE_LABEL from '@salesforce/label/c.TwinCommands_Approve';
import APPROVED_BY_LABEL from '@salesforce/label/c.TwinCommands_Approved_By';
import EXPIRES_LABEL from '@salesforce/label/c.TwinCommands_Expires';
import OWN_LABEL from '@salesforce/label/c.TwinCommands_Own';
import REJECT_LABEL from '@salesforce/label/c.TwinCommands_Reject';
import REJECTED_BY_LABEL from '@salesforce/label/c.TwinCommands_Rejected_By';
import REQUESTED_BY_LABEL from '@salesforce/label/c.TwinCommands_Requested_By';
import { isOpen, valueText, type Command } from 'c/commandModel';
import { fillLabel } from 'c/displayFormat';
import { ageText, momentText } from 'c/twinModel';
import { opensHere } from 'c/twinView';

/** What the second person decided about a command. */
export interface DecisionDetail {
    readonly id: string;
    readonly decision: 'Approve' | 'Reject';
}

interface Row {
    readonly id: string;
    readonly url: string;
    readonly title: string;
    readonly icon: string;
    readonly variant: string;
    readonly state: string;
    readonly result: string;
    readonly facts: string;
    readonly waitsForOther: boolean;
    readonly canDecide: boolean;
}

/** Icon and colour of a state; the name stands beside it, so neither is needed to understand it. */
const ICONS: Readonly<Record<string, readonly [string, string]>> = {
    Draft: ['utility:edit', ''],
    'Waiting for Approval': ['utility:people', ''],
    Sent: ['utility:upload', ''],
    Accepted: ['utility:spinner', ''],
    Done: ['utility:success', 'success'],
    Failed: ['utility:error', 'error'],
    Expired: ['utility:clock', 'warning'],
    Rejected: ['utility:ban', 'warning']
};

/**
 * Presentational: recent commands, newest first, with what became of them; the second person decides here.
 * @fires decide with a DecisionDetail
 * @fires openrecord with `{ recordId }` when a link is followed in this window
 */
export default class TwinCommandList extends LightningElement {
    @api commands: readonly Command[] = [];
    /** Whether the user may approve commands of others. */
    @api canApprove = false;
    @api userId = '';
    /** Id of the command whose decision is being saved. */
    @api busyId: string | undefined;
    /** The present, in milliseconds since 1970. */
    @api now = 0;

    readonly labels = { approve: APPROVE_LABEL, own: OWN_LABEL, reject: REJECT_LABEL };

    get rows(): Row[] {
        return this.commands.map((command) => this.toRow(command));
    }

    get isBusy(): boolean {
        return this.busyId !== undefined;
    }

    handleApprove(event: Event): void {
        this.decide(event, 'Approve');
    }

    handleReject(event: Event): void {
        this.decide(event, 'Reject');
    }

    handleOpen(event: MouseEvent): void {
        if (!opensHere(event)) return;
        event.preventDefault();
        const { record } = (event.currentTarget as HTMLElement).dataset;
        this.dispatchEvent(new CustomEvent('openrecord', { detail: { recordId: record } }));
    }

    private decide(event: Event, decision: DecisionDetail['decision']): void {
        const { record } = (event.currentTarget as HTMLElement).dataset;
        this.dispatchEvent(new CustomEvent('decide', { detail: { id: record, decision } }));
    }

    private toRow(command: Command): Row {
        const value = valueText(command);
        const title = value === '' ? command.label : `${command.label}: ${value}`;
        const [icon, variant] = ICONS[command.state] ?? ['utility:question', ''];
        const isWaiting = command.state === 'Waiting for Approval' && !this.isOver(command);
        const canDecide = isWaiting && this.canApprove && command.requestedById !== this.userId;
        return {
            id: command.id,
            url: `/lightning/r/Machine_Command__c/${command.id}/view`,
            title,
            icon,
            variant,
            state: command.stateLabel,
            result: command.result,
            facts: this.factsOf(command).join(' · '),
            waitsForOther: isWaiting && !canDecide,
            canDecide
        };
    }

    private factsOf(command: Command): string[] {
        const { requestedAt, requestedBy, approvedBy, state, expiresAt, reason } = command;
        const age = requestedAt === undefined ? '' : ageText(requestedAt, Number(this.now));
        const decided = state === 'Rejected' ? REJECTED_BY_LABEL : APPROVED_BY_LABEL;
        return [
            fillLabel(REQUESTED_BY_LABEL, requestedBy, age),
            reason,
            approvedBy === '' ? '' : fillLabel(decided, approvedBy),
            isOpen(command) && expiresAt !== undefined ? fillLabel(EXPIRES_LABEL, momentText(expiresAt)) : ''
        ].filter((fact) => fact !== '');
    }

    /** The org notes it a little later. */
    private isOver({ expiresAt }: Command): boolean {
        return expiresAt !== undefined && expiresAt <= Number(this.now);
    }
}
