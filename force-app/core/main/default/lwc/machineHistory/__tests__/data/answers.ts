/** What the org and the bridge answer in the tests of the machine history. */

export const PRESS = '02i000000000001AAA';
export const MOTOR = '02i000000000002AAA';
export const CASE = '500000000000001AAA';
export const HOUR = 3_600_000;
export const NOW = Date.parse('2026-11-20T12:00:00.000Z');
export const iso = (time: number): string => new Date(time).toISOString();

export const recorded = JSON.stringify({
    signals: [
        { signal: 'Operating_Hours', kind: 'number' },
        { signal: 'Operating_State', kind: 'state' },
        { signal: 'Power', kind: 'number' },
        { signal: 'Vibration', kind: 'number' }
    ]
});

/** What the bridge answers: two values of each number asked for, in the middle of the range. */
export function answer({
    signals: names,
    fromTime
}: {
    signals: readonly string[];
    fromTime: string;
}): Promise<string> {
    const from = Date.parse(fromTime);
    const list = names.map((signal) => {
        const isState = signal === 'Operating_State';
        return {
            signal,
            kind: isState ? 'state' : 'number',
            bucketMs: null,
            columns: ['at', 'value', 'quality'],
            rows: [
                [from + 1000, isState ? 'Running' : 40, 'Good'],
                [from + 61_000, isState ? 'Running' : 41.5, 'Good']
            ]
        };
    });
    return Promise.resolve(JSON.stringify({ series: list }));
}

export const value = (content: unknown) => ({ value: content, displayValue: null });
export const connection = (nodes: object[]) => ({
    edges: nodes.map((node) => ({ node })),
    pageInfo: { hasNextPage: false }
});
export const machineAnswer = (more: object = {}) => ({
    uiapi: {
        query: {
            machine: connection([{ Id: PRESS, Name: value('Press 01') }]),
            signals: connection([
                {
                    Id: 'a01',
                    Name: value('Vibration of the frame'),
                    Signal__c: value('Vibration'),
                    Unit__c: value('mm/s'),
                    High_Limit__c: value(4.5)
                },
                { Id: 'a02', Name: value('Power'), Signal__c: value('Power'), Unit__c: value('kW') }
            ]),
            alarms: connection([
                {
                    Id: 'a03',
                    Episode_Key__c: value('episode-1'),
                    Message__c: value('Vibration high'),
                    Priority__c: value('High'),
                    State__c: value('Unacknowledged'),
                    Raised_At__c: value(iso(NOW - HOUR))
                }
            ]),
            cases: connection([
                {
                    Id: CASE,
                    CaseNumber: value('00001026'),
                    Subject: value('Vibration high'),
                    Status: value('New'),
                    CreatedDate: value(iso(NOW - HOUR))
                }
            ]),
            ...more
        }
    }
});

/** What the page sets on the component. */
export interface Properties {
    recordId: string;
    objectApiName: string;
    cardTitle: string;
    defaultSpan: string;
    refreshSeconds: number;
}

export const ORDER = {
    Id: '0WO1',
    WorkOrderNumber: value('0001'),
    Subject: value('Check'),
    Status: value('New'),
    StartDate: value(iso(NOW - HOUR))
};
