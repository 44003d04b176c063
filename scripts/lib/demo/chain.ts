import { z } from 'zod';

/** The query whose rows tell how far each alarm has come. */
export const CHAIN_QUERY =
    'SELECT Id, Name, Message__c, Priority__c, State__c, Raised_At__c, Asset__c, Asset__r.Name, Asset__r.Device_Id__c, ' +
    'Case__r.CaseNumber, Work_Order__r.WorkOrderNumber FROM Alarm__c ORDER BY CreatedDate, Name';

const chainRow = z.object({
    Id: z.string(),
    Name: z.string(),
    Message__c: z.string().nullable(),
    Priority__c: z.string().nullable(),
    State__c: z.string().nullable(),
    Raised_At__c: z.string().nullable(),
    Asset__c: z.string(),
    Asset__r: z.object({ Name: z.string(), Device_Id__c: z.string() }),
    Case__r: z.object({ CaseNumber: z.string() }).nullable(),
    Work_Order__r: z.object({ WorkOrderNumber: z.string() }).nullable()
});

/** One alarm with what it has led to. */
export type ChainRow = z.infer<typeof chainRow>;

/** Checks the rows that the query answered. */
export const chainRows = z.array(chainRow);

/** What a person is told: something new in the chain from alarm to work order. */
export interface ChainNews {
    readonly kind: 'alarm' | 'case' | 'workOrder' | 'state';
    readonly alarm: ChainRow;
    readonly text: string;
}

/** What has changed since the rows were read the last time, in the order of the chain. */
export function chainNews(before: readonly ChainRow[], now: readonly ChainRow[]): ChainNews[] {
    const known = new Map(before.map((row) => [row.Id, row]));
    return now.flatMap((row) => newsOf(known.get(row.Id), row));
}

function newsOf(before: ChainRow | undefined, row: ChainRow): ChainNews[] {
    const news: ChainNews[] = [];
    const tell = (kind: ChainNews['kind'], text: string) => news.push({ kind, alarm: row, text });
    if (!before) {
        const raised = row.Raised_At__c?.slice(0, 19).replace('T', ' ') ?? 'at no time';
        const what = `${row.Priority__c ?? ''} on ${row.Asset__r.Name}: ${row.Message__c ?? ''}`;
        tell('alarm', `${row.Name} ${what} (raised ${raised} UTC)`);
    }
    if (row.Case__r && before?.Case__r?.CaseNumber !== row.Case__r.CaseNumber) {
        tell('case', `Case ${row.Case__r.CaseNumber} for ${row.Name} on ${row.Asset__r.Name}`);
    }
    if (row.Work_Order__r && before?.Work_Order__r?.WorkOrderNumber !== row.Work_Order__r.WorkOrderNumber) {
        tell('workOrder', `Work Order ${row.Work_Order__r.WorkOrderNumber} for ${row.Name} on ${row.Asset__r.Name}`);
    }
    if (before && before.State__c !== row.State__c) tell('state', `${row.Name} is now ${row.State__c ?? 'blank'}`);
    return news;
}
