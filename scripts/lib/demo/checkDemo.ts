import type { ChainRow } from './chain.ts';

/** What the chain must have led to. */
export interface Expectation {
    /** The machine with the fault; undefined when any machine may be meant. */
    readonly deviceId: string;
}

/** Numbers of the chain, and why they are not what they must be. */
export interface ChainVerdict {
    readonly alarms: number;
    readonly cases: number;
    readonly workOrders: number;
    /** Empty when the chain did what it must. */
    readonly problems: readonly string[];
}

/** States in which an alarm needs nobody any more on the machine's side. */
const RETURNED = new Set(['Normal', 'Returned Unacknowledged']);

/** Whether the machine's alarms have all come and gone again, so that nothing more can follow. */
export function hasSettled(rows: readonly ChainRow[], { deviceId }: Expectation): boolean {
    const own = rows.filter((row) => row.Asset__r.Device_Id__c === deviceId);
    return own.length > 0 && own.every((row) => row.State__c !== null && RETURNED.has(row.State__c));
}

/** One fault must lead to exactly one Case and one Work Order, on its machine. */
export function judgeOneFault(rows: readonly ChainRow[], { deviceId }: Expectation): ChainVerdict {
    const cases = new Set(rows.flatMap((row) => row.Case__r?.CaseNumber ?? []));
    const workOrders = new Set(rows.flatMap((row) => row.Work_Order__r?.WorkOrderNumber ?? []));
    const elsewhere = rows.filter((row) => row.Asset__r.Device_Id__c !== deviceId);
    const problems = [
        ...(cases.size === 1 ? [] : [`${String(cases.size)} Cases instead of one`]),
        ...(workOrders.size === 1 ? [] : [`${String(workOrders.size)} Work Orders instead of one`]),
        ...elsewhere.map((row) => `${row.Name} on ${row.Asset__r.Device_Id__c}, which has no fault`)
    ];
    return { alarms: rows.length, cases: cases.size, workOrders: workOrders.size, problems };
}

/** A recording must end in a Case for its last, highest alarm. */
export function judgeRecording(rows: readonly ChainRow[]): ChainVerdict {
    const cases = new Set(rows.flatMap((row) => row.Case__r?.CaseNumber ?? []));
    const workOrders = new Set(rows.flatMap((row) => row.Work_Order__r?.WorkOrderNumber ?? []));
    const last = rows.at(-1);
    const problems = [
        ...(last ? [] : ['no alarm at all']),
        ...(last && !last.Case__r ? [`the last alarm, ${last.Name}, has no Case`] : [])
    ];
    return { alarms: rows.length, cases: cases.size, workOrders: workOrders.size, problems };
}
