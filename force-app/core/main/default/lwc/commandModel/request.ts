import { formatQuantity } from 'c/displayFormat';
import { connectionOf, idOf, labelOf, numberOf, textOf, timeOf, type RecordNode } from 'c/graphqlAnswer';

/** A command that was requested, as stored in Machine_Command__c. Times are epoch milliseconds. */
export interface Command {
    readonly id: string;
    readonly number: string;
    readonly label: string;
    readonly state: string;
    readonly stateLabel: string;
    readonly value?: number;
    readonly text: string;
    readonly unit: string;
    readonly desiredSignal: string;
    readonly reason: string;
    readonly result: string;
    readonly requestedById: string;
    readonly requestedBy: string;
    readonly requestedAt?: number;
    readonly expiresAt?: number;
    readonly approvedBy: string;
}

const OPEN_STATES: readonly string[] = ['Waiting for Approval', 'Sent', 'Accepted'];
const DECIMALS = 6;

/** Reads the commands of an answer, newest first as they were asked for. */
export function readCommands(data: unknown): Command[] {
    return connectionOf(data, 'commands').nodes.map(toCommand);
}

function toCommand(node: RecordNode): Command {
    return {
        id: idOf(node),
        number: textOf(node, 'Name'),
        label: textOf(node, 'Label__c'),
        state: textOf(node, 'State__c'),
        stateLabel: labelOf(node, 'State__c'),
        value: numberOf(node, 'Number_Value__c'),
        text: textOf(node, 'Text_Value__c'),
        unit: textOf(node, 'Unit__c'),
        desiredSignal: textOf(node, 'Desired_Signal__c'),
        reason: textOf(node, 'Reason__c'),
        result: textOf(node, 'Result_Text__c'),
        requestedById: textOf(node, 'Requested_By__c'),
        requestedBy: textOf(node, 'Requested_By__r.Name'),
        requestedAt: timeOf(node, 'Requested_At__c'),
        expiresAt: timeOf(node, 'Expires_At__c'),
        approvedBy: textOf(node, 'Approved_By__r.Name')
    };
}

/** What a command carries, for people; empty for one without a parameter. */
export function valueText({ value, text, unit }: Pick<Command, 'value' | 'text' | 'unit'>): string {
    return value === undefined ? text : formatQuantity(value, unit, DECIMALS);
}

/** Whether something can still become of it, so that it is worth looking often. */
export function isOpen({ state }: Command): boolean {
    return OPEN_STATES.includes(state);
}
