import { connectionOf, idOf, labelOf, textOf, timeOf, valueOf, type RecordNode } from 'c/graphqlAnswer';
import type { EventKind, TwinEvent } from './types';

/** Values of WorkOrder.Status that end the work in an org without status categories. */
const CLOSED_STATUS: readonly string[] = ['Completed', 'Closed', 'Canceled', 'Cannot Complete'];

interface Times {
    readonly from?: number;
    readonly to?: number;
}

function toEvent(kind: EventKind, node: RecordNode, title: string, status: string, times: Times): TwinEvent[] {
    const { from, to } = times;
    // Without a beginning it has no place in time.
    if (from === undefined) return [];
    const id = idOf(node);
    return [
        {
            id,
            kind,
            recordId: id,
            title,
            status: labelOf(node, status),
            priority: textOf(node, 'Priority__c'),
            from,
            to
        }
    ];
}

function readAlarm(node: RecordNode): TwinEvent[] {
    const title = textOf(node, 'Message__c') || textOf(node, 'Definition__c');
    const times = { from: timeOf(node, 'Raised_At__c'), to: timeOf(node, 'Cleared_At__c') };
    return toEvent('alarm', node, title, 'State__c', times);
}

function readCase(node: RecordNode): TwinEvent[] {
    const title = `${textOf(node, 'CaseNumber')} ${textOf(node, 'Subject')}`.trim();
    const times = { from: timeOf(node, 'CreatedDate'), to: timeOf(node, 'ClosedDate') };
    return toEvent('case', node, title, 'Status', times);
}

function readOrder(node: RecordNode): TwinEvent[] {
    const title = `${textOf(node, 'WorkOrderNumber')} ${textOf(node, 'Subject')}`.trim();
    const from = timeOf(node, 'StartDate') ?? timeOf(node, 'CreatedDate');
    const isClosed = valueOf(node, 'IsClosed') === true || CLOSED_STATUS.includes(textOf(node, 'Status'));
    // An open order goes on, even past its planned end.
    const to = isClosed ? (timeOf(node, 'EndDate') ?? timeOf(node, 'LastModifiedDate')) : undefined;
    return toEvent('workOrder', node, title, 'Status', { from, to });
}

/** Alarms and cases of the history's request, and whether the org holds more of them. */
export function readHistory(data: unknown): { readonly events: TwinEvent[]; readonly hasMore: boolean } {
    const alarms = connectionOf(data, 'alarms');
    const cases = connectionOf(data, 'cases');
    return {
        events: [...alarms.nodes.flatMap(readAlarm), ...cases.nodes.flatMap(readCase)],
        hasMore: alarms.hasMore || cases.hasMore
    };
}

/** Work orders of their own request. */
export function readOrders(data: unknown): TwinEvent[] {
    return connectionOf(data, 'orders').nodes.flatMap(readOrder);
}
