/** The quick actions of every org that create a record. */
import type { FlowActionCall, FlowInputFieldAssignment, FlowRecordCreate } from '@salesforce/types/metadata';
import { sameName } from '../dataType.ts';
import { list } from '../metadata.ts';

/** What a quick action creates, with the values that it sets by itself. */
interface QuickCreate {
    readonly object: string;
    readonly preset: Readonly<Record<string, string>>;
}

/** Global actions and actions on a feed item, which every org has from the start ("Default Actions" in Help). */
export const quickActions: Readonly<Record<string, QuickCreate>> = {
    'FeedItem.NewTaskFromFeedItem': { object: 'Task', preset: {} },
    LogACall: { object: 'Task', preset: { Subject: 'Call', Status: 'Completed', TaskSubtype: 'Call' } },
    NewAccount: { object: 'Account', preset: {} },
    NewCase: { object: 'Case', preset: {} },
    NewContact: { object: 'Contact', preset: {} },
    NewEvent: { object: 'Event', preset: {} },
    NewLead: { object: 'Lead', preset: {} },
    NewOpportunity: { object: 'Opportunity', preset: {} },
    NewTask: { object: 'Task', preset: {} }
};

/** Whether an element calls one of them; other quick actions are refused by their name. */
export function isQuickAction({ actionType, actionName }: FlowActionCall): boolean {
    return actionType === 'quickAction' && find(actionName) !== undefined;
}

function find(actionName: string | undefined): QuickCreate | undefined {
    return Object.entries(quickActions).find(([name]) => sameName(name, actionName ?? ''))?.[1];
}

/** The create that a quick action amounts to. The record it is called on (`contextId`) gives no field a value. */
export function quickCreate(element: FlowActionCall): FlowRecordCreate {
    const { object = '', preset = {} } = find(element.actionName) ?? {};
    const given = list(element.inputParameters).filter(({ name }) => !sameName(name, 'contextId'));
    const names = new Set(given.map(({ name }) => name.toLowerCase()));
    const own: FlowInputFieldAssignment[] = Object.entries(preset)
        .filter(([field]) => !names.has(field.toLowerCase()))
        .map(([field, stringValue]) => ({ field, value: { stringValue } }) as FlowInputFieldAssignment);
    const chosen = given.map(({ name, value }) => ({ field: name, value }) as FlowInputFieldAssignment);
    return { ...element, object, inputAssignments: [...own, ...chosen], filters: [] };
}
