import { gql, type GraphQLDocument } from 'lightning/graphql';
import { toPriority } from 'c/alarmDisplay';
import type { Alarm, AlarmLink } from 'c/alarmModel';
import { connectionOf, labelOf, numberOf, textOf, type RecordNode } from 'c/graphqlAnswer';

/** Which alarms the list shows: of one machine, of a machine and everything below it, or of a case. */
export type AlarmScope = 'machine' | 'hierarchy' | 'case';

/** Most open alarms shown; more than that at one machine is a flood, which a list cannot tame. */
export const MAXIMUM_OPEN = 200;

/**
 * Conditions of the scopes. GraphQL goes up at most five levels, so "below" reaches four levels down from a
 * machine in the middle of a hierarchy, and everything from its top.
 */
const CONDITIONS: Readonly<Record<AlarmScope, string>> = {
    machine: '{ Asset__c: { eq: $id } }',
    case: '{ Case__c: { eq: $id } }',
    hierarchy: `{
        or: [
            { Asset__c: { eq: $id } }
            { Asset__r: { RootAssetId: { eq: $id } } }
            { Asset__r: { ParentId: { eq: $id } } }
            { Asset__r: { Parent: { ParentId: { eq: $id } } } }
            { Asset__r: { Parent: { Parent: { ParentId: { eq: $id } } } } }
            { Asset__r: { Parent: { Parent: { Parent: { ParentId: { eq: $id } } } } } }
        ]
    }`
};

/** Fields of an alarm that every org has; `toAlarm` reads them. */
export const ALARM_FIELDS = `
    Id
    Name { value }
    Message__c { value }
    Common_Cause__c { value }
    Priority__c { value }
    State__c { value displayValue }
    Raised_At__c { value }
    Cleared_At__c { value }
    Last_Transition_At__c { value }
    Shelved_Until__c { value }
    Acknowledged_By__c { value }
    Raised_Value__c { value }
    Raised_Limit__c { value }
    Raised_Text__c { value }
    Unit__c { value }
    Requested_Action__c { value }
    Requested_At__c { value }
    Asset__c { value }
    Asset__r { Name { value } }
    Case__c { value }
    Case__r { CaseNumber { value } }
`;

/** Fields of an alarm that an org has with the field-service package. */
export const WORK_ORDER_FIELDS = `
    Work_Order__c { value }
    Work_Order__r { WorkOrderNumber { value } }
`;

/**
 * Open and recently closed alarms in one request.
 * @param hasWorkOrders whether the org has the field of the field-service package; asking for a field that
 * does not exist fails the whole query
 */
export function alarmQuery(scope: AlarmScope, hasWorkOrders: boolean): GraphQLDocument {
    const condition = CONDITIONS[scope];
    const node = `edges { node { ${ALARM_FIELDS} ${hasWorkOrders ? WORK_ORDER_FIELDS : ''} } } pageInfo { hasNextPage }`;
    return gql`
        query alarmList($id: ID, $open: Int, $closed: Int) {
            uiapi {
                query {
                    open: Alarm__c(
                        where: { and: [${condition}, { State__c: { ne: "Normal" } }] }
                        orderBy: { Raised_At__c: { order: DESC } }
                        first: $open
                    ) { ${node} }
                    closed: Alarm__c(
                        where: { and: [${condition}, { State__c: { eq: "Normal" } }] }
                        orderBy: { Last_Transition_At__c: { order: DESC } }
                        first: $closed
                    ) { ${node} }
                }
            }
        }
    `;
}

/** Alarms of an answer, and whether the org has more open ones than are shown. */
export interface AlarmAnswer {
    readonly alarms: readonly Alarm[];
    readonly hasMore: boolean;
}

/** Reads the answer of `alarmQuery`. */
export function readAlarms(data: unknown): AlarmAnswer {
    const open = connectionOf(data, 'open');
    const closed = connectionOf(data, 'closed');
    return { alarms: [...open.nodes, ...closed.nodes].map(toAlarm), hasMore: open.hasMore };
}

/** An alarm of an answer that asked for `ALARM_FIELDS`. */
export function toAlarm(node: RecordNode): Alarm {
    const text = (field: string): string | null => textOf(node, field) || null;
    return {
        id: String(node.Id),
        name: textOf(node, 'Name'),
        message: textOf(node, 'Message__c') || textOf(node, 'Name'),
        commonCause: text('Common_Cause__c'),
        machine: linkOf(node, 'Asset__c', 'Asset__r.Name'),
        priority: toPriority(textOf(node, 'Priority__c')),
        state: text('State__c'),
        stateLabel: labelOf(node, 'State__c'),
        raisedAt: text('Raised_At__c'),
        clearedAt: text('Cleared_At__c'),
        lastTransitionAt: text('Last_Transition_At__c'),
        shelvedUntil: text('Shelved_Until__c'),
        acknowledgedBy: text('Acknowledged_By__c'),
        value: numberOf(node, 'Raised_Value__c') ?? null,
        limit: numberOf(node, 'Raised_Limit__c') ?? null,
        textValue: text('Raised_Text__c'),
        unit: text('Unit__c'),
        case: linkOf(node, 'Case__c', 'Case__r.CaseNumber'),
        workOrder: linkOf(node, 'Work_Order__c', 'Work_Order__r.WorkOrderNumber'),
        requestedAction: text('Requested_Action__c'),
        requestedAt: text('Requested_At__c')
    };
}

function linkOf(node: RecordNode, idField: string, nameField: string): AlarmLink | undefined {
    const id = textOf(node, idField);
    return id === '' ? undefined : { id, name: textOf(node, nameField) || id };
}
