/** Answers about the last days of a press, as the history gets them at 2026-11-20T10:00:00Z. */
export const NOW = Date.parse('2026-11-20T10:00:00.000Z');
export const MINUTE = 60_000;

type Fields = Record<string, unknown>;

export const minutesAgo = (minutes: number): string => new Date(NOW - minutes * MINUTE).toISOString();

const record = (id: string, fields: Fields): Fields => ({
    Id: id,
    ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, displayValue: null }]))
});

export const alarm = (number: number, raised: number, cleared: number | null, fields: Fields = {}): Fields =>
    record(`a0200000000000${number}AAA`, {
        Message__c: `Alarm ${number}`,
        Definition__c: 'Press_Alarm',
        Priority__c: 'Medium',
        State__c: cleared === null ? 'Unacknowledged' : 'Normal',
        Raised_At__c: minutesAgo(raised),
        Cleared_At__c: cleared === null ? null : minutesAgo(cleared),
        ...fields
    });

const connection = (nodes: Fields[], hasNextPage = false): Fields => ({
    edges: nodes.map((node) => ({ node })),
    pageInfo: { hasNextPage }
});

export const pressCases = (): Fields[] => [
    record('500000000000010AAA', {
        CaseNumber: '00001042',
        Subject: 'Oil too hot',
        Status: 'New',
        CreatedDate: minutesAgo(30),
        ClosedDate: null
    })
];

export const pressOrders = (): Fields[] => [
    record('0WO000000000010AAA', {
        WorkOrderNumber: '00000010',
        Subject: 'Replace seal',
        Status: 'Completed',
        StartDate: minutesAgo(600),
        EndDate: minutesAgo(480),
        CreatedDate: minutesAgo(900),
        LastModifiedDate: minutesAgo(470),
        IsClosed: true
    }),
    record('0WO000000000011AAA', {
        WorkOrderNumber: '00000011',
        Subject: '',
        Status: 'New',
        StartDate: null,
        EndDate: minutesAgo(10),
        CreatedDate: minutesAgo(20),
        LastModifiedDate: minutesAgo(20),
        IsClosed: false
    })
];

/** The answer of the history's own request; each part can be replaced. */
export function historyAnswer(parts: { alarms?: Fields[]; cases?: Fields[]; more?: boolean } = {}): Fields {
    const alarms = parts.alarms ?? [alarm(10, 40, null, { Priority__c: 'Critical' }), alarm(11, 50, 45)];
    return {
        uiapi: {
            query: { alarms: connection(alarms, parts.more), cases: connection(parts.cases ?? pressCases()) }
        }
    };
}

/** The answer of the request for work orders. */
export const ordersAnswer = (): Fields => ({ uiapi: { query: { orders: connection(pressOrders()) } } });
