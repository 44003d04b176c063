/** Fields of an asset in a GraphQL answer, as plain values; the helper wraps them as the platform does. */
export interface AssetValues {
    readonly Id: string;
    readonly Name?: string;
    readonly ParentId?: string | null;
    readonly SerialNumber?: string | null;
    readonly LastModifiedDate?: string;
    readonly product?: string;
    readonly Device_Id__c?: string | null;
    readonly Connectivity__c?: string | null;
    readonly Operating_State__c?: string | null;
    readonly Highest_Alarm_Priority__c?: string | null;
    readonly Active_Alarms__c?: number | null;
    readonly Last_Telemetry__c?: string | null;
    readonly Health_Score__c?: number | null;
    readonly Operating_Hours__c?: number | null;
}

/** A node of `Asset.edges`, with every field of the machine tree's query. */
export function assetNode({ Id, product, ...values }: AssetValues): object {
    const defaults = {
        Name: Id,
        ParentId: null,
        SerialNumber: null,
        LastModifiedDate: '2026-11-20T10:00:00.000Z',
        Device_Id__c: null,
        Connectivity__c: null,
        Operating_State__c: null,
        Highest_Alarm_Priority__c: null,
        Active_Alarms__c: null,
        Last_Telemetry__c: null,
        Health_Score__c: null,
        Operating_Hours__c: null
    };
    const fields = Object.entries({ ...defaults, ...values }).map(([name, value]) => [
        name,
        { value, displayValue: value === null ? null : String(value) }
    ]);
    return { Id, ...Object.fromEntries(fields), Product2: product ? { Name: { value: product } } : null };
}

/** A GraphQL answer with assets. */
export function assetAnswer(assets: readonly AssetValues[], endCursor?: string): object {
    const edges = assets.map((asset) => ({ node: assetNode(asset) }));
    const pageInfo = { endCursor: endCursor ?? null, hasNextPage: endCursor !== undefined };
    return { uiapi: { query: { Asset: { edges, pageInfo } } } };
}

/** A press line: plant, line, press with motor and pump. */
export const PRESS_LINE: readonly AssetValues[] = [
    { Id: '02i000000000001AAA', Name: 'Press Works' },
    { Id: '02i000000000002AAA', Name: 'Line 1', ParentId: '02i000000000001AAA' },
    {
        Id: '02i000000000003AAA',
        Name: 'Press 1',
        ParentId: '02i000000000002AAA',
        Device_Id__c: 'nw-press-01',
        Connectivity__c: 'Online',
        Operating_State__c: 'Running',
        Last_Telemetry__c: '2026-11-20T09:59:50.000Z',
        Health_Score__c: 92,
        Operating_Hours__c: 12345.6,
        product: 'Hydraulic Press HP-400'
    },
    {
        Id: '02i000000000004AAA',
        Name: 'Drive Motor',
        ParentId: '02i000000000003AAA',
        SerialNumber: 'EM-4711',
        Device_Id__c: 'nw-motor-01',
        Connectivity__c: 'Online',
        Operating_State__c: 'Fault',
        Highest_Alarm_Priority__c: 'Critical',
        Active_Alarms__c: 2
    },
    {
        Id: '02i000000000005AAA',
        Name: 'Cooling Pump',
        ParentId: '02i000000000003AAA',
        Device_Id__c: 'nw-pump-01',
        Connectivity__c: 'Offline',
        Highest_Alarm_Priority__c: 'Medium',
        Active_Alarms__c: 1
    }
];
