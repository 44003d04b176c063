/** Fields of an alarm in a GraphQL answer, as plain values; lookups as id and name. */
export interface AlarmValues {
    readonly Id: string;
    readonly Message__c?: string;
    readonly Priority__c?: string | null;
    readonly State__c?: string;
    readonly Raised_At__c?: string | null;
    readonly Last_Transition_At__c?: string | null;
    readonly Shelved_Until__c?: string | null;
    readonly Acknowledged_By__c?: string | null;
    readonly Raised_Value__c?: number | null;
    readonly Raised_Limit__c?: number | null;
    readonly Raised_Text__c?: string | null;
    readonly Unit__c?: string | null;
    readonly Requested_Action__c?: string | null;
    readonly Requested_At__c?: string | null;
    readonly asset?: readonly [id: string, name: string];
    readonly case?: readonly [id: string, number: string];
    readonly workOrder?: readonly [id: string, number: string];
}

const wrap = (value: unknown): object => ({ value, displayValue: typeof value === 'string' ? value : null });

function lookup(name: string, nameField: string, target?: readonly [string, string]): object {
    return {
        [`${name}__c`]: wrap(target?.[0] ?? null),
        [`${name}__r`]: target ? { [nameField]: wrap(target[1]) } : null
    };
}

/** A node with every field of the alarm list's query. */
export function alarmNode({ Id, asset, case: openCase, workOrder, ...values }: AlarmValues): object {
    const defaults = {
        Name: `ALM-${Id.slice(-6)}`,
        Message__c: 'Bearing vibration is too high',
        Priority__c: 'High',
        State__c: 'Unacknowledged',
        Raised_At__c: '2026-11-20T09:58:00.000Z',
        Cleared_At__c: null,
        Last_Transition_At__c: '2026-11-20T09:58:00.000Z',
        Shelved_Until__c: null,
        Acknowledged_By__c: null,
        Raised_Value__c: 7.9,
        Raised_Limit__c: 7.1,
        Raised_Text__c: null,
        Unit__c: 'mm/s',
        Requested_Action__c: null,
        Requested_At__c: null
    };
    const fields = Object.entries({ ...defaults, ...values }).map(([name, value]) => [name, wrap(value)]);
    return {
        Id,
        ...Object.fromEntries(fields),
        ...lookup('Asset', 'Name', asset ?? ['02i000000000004AAA', 'Drive Motor']),
        ...lookup('Case', 'CaseNumber', openCase),
        ...lookup('Work_Order', 'WorkOrderNumber', workOrder)
    };
}

/** A GraphQL answer of the alarm list. */
export function alarmAnswer(
    open: readonly AlarmValues[],
    closed: readonly AlarmValues[] = [],
    hasMore = false
): object {
    const connection = (alarms: readonly AlarmValues[], hasNextPage: boolean): object => ({
        edges: alarms.map((alarm) => ({ node: alarmNode(alarm) })),
        pageInfo: { hasNextPage }
    });
    return { uiapi: { query: { open: connection(open, hasMore), closed: connection(closed, false) } } };
}
