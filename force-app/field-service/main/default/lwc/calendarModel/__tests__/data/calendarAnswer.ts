/** As many as the request has. */
const WINDOWS = 6;

/** A GraphQL answer for a press line at 2026-11-20T10:00:00Z, as the calendar gets it. */
export const NOW = Date.parse('2026-11-20T10:00:00.000Z');

export const LINE = '02i000000000010AAA';
export const PRESS = '02i000000000011AAA';
export const MOTOR = '02i000000000012AAA';
export const OTHER = '02i000000000020AAA';

type Fields = Record<string, unknown>;

const record = (id: string, fields: Fields): Fields => ({
    Id: id,
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, displayValue: null }]))
});

export const asset = (id: string, name: string, parentId: string | null, activeAlarms = 0): Fields =>
    record(id, { Name: name, ParentId: parentId, Active_Alarms__c: activeAlarms });

export const order = (number: number, fields: Fields): Fields =>
    record(`0WO0000000000${number}AAA`, {
        WorkOrderNumber: `000000${number}`,
        Subject: `Order ${number}`,
        Status: 'New',
        Priority: 'Medium',
        AssetId: PRESS,
        StartDate: null,
        EndDate: null,
        IsClosed: false,
        LastModifiedDate: '2026-11-19T08:00:00.000Z',
        ...fields
    });

export const plan = (number: number, fields: Fields, planFields: Fields = {}): Fields => ({
    ...record(`1Ma0000000000${number}AAA`, {
        AssetId: PRESS,
        MaintenancePlanId: `1MP0000000000${number}AAA`,
        NextSuggestedMaintenanceDate: null,
        ...fields
    }),
    MaintenancePlan: record('', {
        MaintenancePlanNumber: `MP-${number}`,
        MaintenancePlanTitle: 'Hydraulic inspection',
        Frequency: 2,
        FrequencyType: 'Weeks',
        NextSuggestedMaintenanceDate: null,
        EndDate: null,
        ...planFields
    })
});

const connection = (nodes: Fields[], hasNextPage = false): Fields => ({
    edges: nodes.map((node) => ({ node })),
    pageInfo: { hasNextPage }
});

export const lineAssets = (): Fields[] => [
    asset(LINE, 'Press line', null),
    asset(PRESS, 'Press 1', LINE, 2),
    asset(MOTOR, 'Motor 1', PRESS),
    asset(OTHER, 'Other line', null)
];

export const lineOrders = (): Fields[] => [
    order(10, { StartDate: '2026-11-24T08:00:00.000Z', EndDate: '2026-11-24T12:00:00.000Z', Subject: 'Replace seal' }),
    order(11, {
        StartDate: '2026-11-26T20:00:00.000Z',
        EndDate: '2026-11-28T04:00:00.000Z',
        AssetId: MOTOR,
        Priority: 'Critical'
    }),
    order(12, { StartDate: '2026-11-12T08:00:00.000Z', EndDate: '2026-11-12T10:00:00.000Z', Status: 'Completed' }),
    order(13, { StartDate: '2026-11-23T08:00:00.000Z', AssetId: OTHER })
];

export const overdueOrders = (): Fields[] => [
    order(14, {
        StartDate: '2026-09-01T08:00:00.000Z',
        EndDate: '2026-09-01T09:00:00.000Z',
        Subject: 'Forgotten check'
    })
];

export const linePlans = (): Fields[] => [plan(20, { NextSuggestedMaintenanceDate: '2026-11-25' })];

function windows(orders: Fields[]): Fields {
    return Object.fromEntries(
        Array.from({ length: WINDOWS }, (_, window) => [
            `orders${window}`,
            connection(orders.filter((_order, index) => index % WINDOWS === window))
        ])
    );
}

export function calendarAnswer(
    parts: { assets?: Fields[]; orders?: Fields[]; overdue?: Fields[]; plans?: Fields[]; more?: boolean } = {}
): Fields {
    return {
        uiapi: {
            query: {
                assets: connection(parts.assets ?? lineAssets(), parts.more),
                ...windows(parts.orders ?? lineOrders()),
                overdue: connection(parts.overdue ?? overdueOrders()),
                plans: connection(parts.plans ?? linePlans())
            }
        }
    };
}
