import type { Connection } from 'jsforce';
import { z } from 'zod';

/** Most records that one request of the REST API creates ("sObject Collections"). */
const BATCH = 200;
const DAY_MS = 86_400_000;

type Values = Readonly<Record<string, string | number | null>>;

const outcomes = z.array(z.object({ success: z.boolean(), id: z.string().optional(), errors: z.array(z.unknown()) }));

/** A hierarchy made for measuring. */
export interface BenchPlant {
    readonly rootId: string;
    /** Names of the machines on the third level; each has many machines below it. */
    readonly cells: readonly string[];
}

/**
 * One hierarchy: a plant, 10 lines, 10 cells per line, and machines below the cells.
 * @param count how many assets in all, at least 200
 */
export async function createPlant(connection: Connection, count: number): Promise<BenchPlant> {
    const [accountId = ''] = await create(connection, 'Account', [{ Name: 'Bench Works' }]);
    const asset = (Name: string, ParentId: string | null, more: Values = {}): Values => ({
        Name,
        ParentId,
        AccountId: accountId,
        ...more
    });
    const [rootId = ''] = await create(connection, 'Asset', [asset('Bench Plant', null)]);
    const lines = numbered(10);
    const lineIds = await create(
        connection,
        'Asset',
        lines.map((line) => asset(`Line ${line}`, rootId))
    );
    const cells = lines.flatMap((line) => numbered(10).map((cell) => `Cell ${line}-${cell}`));
    const cellIds = await create(
        connection,
        'Asset',
        cells.map((name, at) => asset(name, lineIds[Math.floor(at / 10)] ?? rootId))
    );
    const rest = count - 1 - lines.length - cells.length;
    const machines = Array.from({ length: rest }, (_unused, at) => {
        const number = String(at + 1).padStart(5, '0');
        return asset(`Machine ${number}`, cellIds[at % cellIds.length] ?? rootId, liveValues(at, number));
    });
    await create(connection, 'Asset', machines);
    return { rootId, cells };
}

/** Different machines in different states, the same ones in every run. */
function liveValues(at: number, number: string): Values {
    const hasAlarm = at % 23 === 0;
    return {
        Device_Id__c: `bench-${number}`,
        Connectivity__c: at % 17 === 0 ? 'Offline' : 'Online',
        Operating_State__c: ['Running', 'Idle', 'Stopped'][at % 3] ?? 'Running',
        Active_Alarms__c: hasAlarm ? 1 : 0,
        Highest_Alarm_Priority__c: hasAlarm ? (['Critical', 'High', 'Medium'][at % 3] ?? 'High') : null,
        Last_Telemetry__c: new Date(Date.now() - at * 1000).toISOString(),
        Health_Score__c: at % 100
    };
}

/** Work orders on the top of the hierarchy and its lines, spread over the days of the present month. */
export async function createOrders(connection: Connection, plant: BenchPlant, count: number): Promise<void> {
    const now = new Date();
    const month = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
    const days = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0)).getUTCDate();
    const orders = Array.from({ length: count }, (_unused, at): Values => {
        const start = month + (at % days) * DAY_MS + (at % 20) * 3_600_000;
        return {
            AssetId: plant.rootId,
            Subject: `Bench order ${String(at + 1)}`,
            Status: 'New',
            StartDate: new Date(start).toISOString(),
            EndDate: new Date(start + 2 * 3_600_000).toISOString()
        };
    });
    await create(connection, 'WorkOrder', orders);
}

async function create(connection: Connection, type: string, records: readonly Values[]): Promise<string[]> {
    const ids: string[] = [];
    for (let from = 0; from < records.length; from += BATCH) {
        const batch = records.slice(from, from + BATCH).map((values) => ({ attributes: { type }, ...values }));
        const answer: unknown = await connection.request({
            method: 'POST',
            url: `/services/data/v66.0/composite/sobjects`,
            body: JSON.stringify({ allOrNone: true, records: batch }),
            headers: { 'content-type': 'application/json' }
        });
        for (const { success, id, errors } of outcomes.parse(answer)) {
            if (!success || id === undefined) throw new Error(`${type} was refused: ${JSON.stringify(errors)}`);
            ids.push(id);
        }
    }
    return ids;
}

const numbered = (count: number): string[] =>
    Array.from({ length: count }, (_unused, at) => String(at + 1).padStart(2, '0'));
