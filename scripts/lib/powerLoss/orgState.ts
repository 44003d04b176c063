import type { Connection } from 'jsforce';
import { z } from 'zod';

/** An alarm as the org has it. */
const alarmRow = z.object({
    Episode_Key__c: z.string(),
    Kind__c: z.string(),
    State__c: z.string(),
    Case__c: z.string().nullable(),
    Root_Alarm__c: z.string().nullable()
});
const caseRow = z.object({
    Id: z.string(),
    CaseNumber: z.string(),
    Status: z.string(),
    Asset: z.object({ Device_Id__c: z.string() }).nullable()
});

/** What the alarms have led to, at one moment. */
export interface OrgState {
    readonly alarms: readonly z.infer<typeof alarmRow>[];
    readonly cases: readonly z.infer<typeof caseRow>[];
    readonly workOrders: number;
}

/** Everything that a repetition must not change. */
export async function readState(connection: Connection): Promise<OrgState> {
    const all = async (soql: string): Promise<unknown[]> =>
        (await connection.query(soql, { autoFetch: true, maxFetch: 1_000_000 })).records;
    const alarms = await all(
        'SELECT Episode_Key__c, Kind__c, State__c, Case__c, Root_Alarm__c FROM Alarm__c ORDER BY Episode_Key__c'
    );
    const cases = await all('SELECT Id, CaseNumber, Status, Asset.Device_Id__c FROM Case ORDER BY CaseNumber');
    const workOrders = await connection.query('SELECT Id FROM WorkOrder');
    return {
        alarms: z.array(alarmRow).parse(alarms),
        cases: z.array(caseRow).parse(cases),
        workOrders: workOrders.totalSize
    };
}

/** Silence alarms, how many of them have a Case, and when the first and the last were raised (epoch ms). */
export async function countSilent(
    connection: Connection
): Promise<{ alarms: number; linked: number; earliest: number; latest: number }> {
    const { records } = await connection.query(
        'SELECT COUNT(Id) alarms, COUNT(Case__c) linked, MIN(Raised_At__c) earliest, MAX(Raised_At__c) latest ' +
            "FROM Alarm__c WHERE Kind__c = 'Silence'"
    );
    const time = z
        .string()
        .nullable()
        .transform((text) => (text === null ? 0 : Date.parse(text)));
    return z.object({ alarms: z.number(), linked: z.number(), earliest: time, latest: time }).parse(records[0]);
}

/** What flows have recorded as their failures. */
export async function readFailures(connection: Connection): Promise<string[]> {
    const { records } = await connection.query('SELECT Flow__c, Element__c, Message__c FROM Automation_Failure__c');
    const rows = z.array(z.object({ Flow__c: z.string(), Element__c: z.string(), Message__c: z.string().nullable() }));
    return rows.parse(records).map((row) => `${row.Flow__c}, ${row.Element__c}: ${row.Message__c ?? ''}`);
}

/** What differs between two moments, in words; empty when nothing does. */
export function stateChanges(before: OrgState, after: OrgState): string[] {
    const known = new Map(before.alarms.map((alarm) => [alarm.Episode_Key__c, JSON.stringify(alarm)]));
    const alarms = after.alarms.filter((alarm) => known.get(alarm.Episode_Key__c) !== JSON.stringify(alarm));
    const texts = alarms.slice(0, 5).map((alarm) => `${alarm.Episode_Key__c} is another one: ${alarm.State__c}`);
    const same = (name: string, left: unknown, right: unknown): string[] =>
        JSON.stringify(left) === JSON.stringify(right) ? [] : [`${name} are other ones`];
    return [
        ...(alarms.length > 5 ? [...texts, `and ${String(alarms.length - 5)} more alarms`] : texts),
        ...(after.alarms.length === before.alarms.length ? [] : ['the number of alarms is another one']),
        ...same('the Cases', before.cases, after.cases),
        ...same('the Work Orders', before.workOrders, after.workOrders)
    ];
}
