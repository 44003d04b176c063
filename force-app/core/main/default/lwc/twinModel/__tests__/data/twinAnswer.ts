/** A GraphQL answer as the record page of a hydraulic press gets it, at 2026-11-20T10:00:00Z. */
export const NOW = Date.parse('2026-11-20T10:00:00.000Z');

const SECONDS = NOW / 1000;

export type Fields = Record<string, unknown>;

const values = (fields: Fields): Fields =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, displayValue: null }]));

const connection = (nodes: Fields[]): Fields => ({ edges: nodes.map((node) => ({ node })), totalCount: nodes.length });

export const ago = (seconds: number): string => new Date(NOW - seconds * 1000).toISOString();

export const machineNode = (changes: Fields = {}): Fields => ({
    Id: '02i000000000001AAA',
    ...values({
        Name: 'Press 1',
        ProductCode: 'HP-400',
        Device_Id__c: 'nw-press-01',
        Last_Telemetry__c: ago(5),
        Operating_Hours__c: 12_345.6,
        Health_Score__c: 62,
        Active_Alarms__c: 2,
        Highest_Alarm_Priority__c: 'Critical'
    }),
    Product2: { Name: { value: 'Hydraulic press' }, Twin_Model__c: { value: 'Twin_HP_400' } },
    Connectivity__c: { value: 'Online', displayValue: 'Online' },
    Operating_State__c: { value: 'Running', displayValue: 'Läuft' },
    ...changes
});

export const signalNode = (id: string, fields: Fields): Fields => ({
    Id: id,
    ...values({
        Text_Value__c: null,
        Quality__c: 'Good',
        Source__c: 'Measured',
        Source_Time__c: ago(5),
        Low_Low_Limit__c: null,
        Low_Limit__c: null,
        High_Limit__c: null,
        High_High_Limit__c: null,
        Trend__c: JSON.stringify([60, 40, 20, 5].map((age, i) => [SECONDS - age, (fields.Value__c as number) - 3 + i])),
        ...fields
    })
});

export const alarmNode = (id: string, fields: Fields, caseNumber?: string): Fields => ({
    Id: id,
    ...values({
        State__c: 'Unacknowledged',
        Raised_At__c: ago(120),
        Definition__c: 'Press_Oil_Temperature_High',
        ...fields
    }),
    Case__c: { value: caseNumber ? '500000000000001AAA' : null },
    Case__r: caseNumber ? { CaseNumber: { value: caseNumber } } : null
});

export const pressSignals = (): Fields[] => [
    signalNode('a01000000000001AAA', {
        Name: 'Oil temperature',
        Signal__c: 'Oil_Temperature',
        Value__c: 78.4,
        Unit__c: 'Cel',
        High_Limit__c: 65,
        High_High_Limit__c: 75
    }),
    signalNode('a01000000000002AAA', {
        Name: 'Oil pressure',
        Signal__c: 'Oil_Pressure',
        Value__c: 195.2,
        Unit__c: 'bar',
        Low_Limit__c: 120
    }),
    signalNode('a01000000000003AAA', {
        Name: 'Vibration',
        Signal__c: 'Vibration',
        Value__c: 1.83,
        Unit__c: 'mm/s',
        Quality__c: 'Uncertain',
        Source__c: 'Simulated'
    }),
    signalNode('a01000000000004AAA', {
        Name: 'Power',
        Signal__c: 'Power',
        Value__c: 41.7,
        Unit__c: 'kW',
        Source_Time__c: ago(3600),
        Quality__c: 'Bad'
    }),
    signalNode('a01000000000005AAA', {
        Name: 'Operating state',
        Signal__c: 'Operating_State',
        Value__c: null,
        Text_Value__c: 'Running',
        Unit__c: null,
        Trend__c: null
    })
];

export const pressAlarms = (): Fields[] => [
    alarmNode('a02000000000001AAA', {
        Name: 'ALM-000007',
        Signal__c: 'Oil_Temperature',
        Message__c: 'Oil temperature high',
        Priority__c: 'Medium',
        Raised_At__c: ago(600),
        State__c: 'Acknowledged'
    }),
    alarmNode(
        'a02000000000002AAA',
        {
            Name: 'ALM-000008',
            Signal__c: 'Oil_Temperature',
            Message__c: 'Oil temperature very high',
            Priority__c: 'Critical'
        },
        '00001042'
    )
];

export const pressComponents = (): Fields[] => [
    machineNode({
        Id: '02i000000000002AAA',
        ...values({
            Name: 'Motor 1',
            ProductCode: 'EM-75',
            Device_Id__c: 'nw-motor-01',
            Active_Alarms__c: 1,
            Highest_Alarm_Priority__c: 'High',
            Health_Score__c: 80
        })
    }),
    machineNode({
        Id: '02i000000000003AAA',
        ...values({
            Name: 'Pump 1',
            ProductCode: 'CP-20',
            Device_Id__c: 'nw-pump-01',
            Active_Alarms__c: 0,
            Highest_Alarm_Priority__c: null,
            Health_Score__c: 97
        })
    })
];

/** The whole answer; each part can be replaced. */
export function twinAnswer(
    parts: { machine?: Fields[]; signals?: Fields[]; alarms?: Fields[]; components?: Fields[] } = {}
): Fields {
    return {
        uiapi: {
            query: {
                machine: connection(parts.machine ?? [machineNode()]),
                signals: connection(parts.signals ?? pressSignals()),
                alarms: connection(parts.alarms ?? pressAlarms()),
                components: connection(parts.components ?? pressComponents())
            }
        }
    };
}
