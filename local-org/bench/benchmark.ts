import { startOrg, type RunningOrg } from '../src/startOrg.ts';

/** What was measured, with the units in the names. */
export interface OrgBenchmark {
    readonly assets: number;
    readonly upsertRowsPerSecond: number;
    readonly queryByExternalIdMs: number;
    readonly queryFilterSortMs: number;
    readonly queryAggregateMs: number;
    readonly composite1000RowsMedianMs: number;
    readonly eventToFlowEndMedianMs: number;
    readonly eventFlowInterviewsPerSecond: number;
    readonly pageLoadMedianMs: number;
}

const BATCH = 200;
const COMPOSITE_ROUNDS = 9;

/** Measures an org with our package and this many assets, over HTTP where a client would use it. */
export async function benchmarkOrg(assets: number, projectDir: string): Promise<OrgBenchmark> {
    const running = await startOrg({ port: 0, projects: [projectDir] });
    try {
        const bench = new Bench(running);
        const upsertRowsPerSecond = await bench.fill(assets);
        const soql = (query: string): Promise<number> => bench.median(5, () => bench.query(query));
        const middle = key(Math.floor(assets / 2));
        return {
            assets,
            upsertRowsPerSecond,
            queryByExternalIdMs: await soql(`SELECT Id, Name FROM Asset WHERE Device_Id__c = '${middle}'`),
            queryFilterSortMs: await soql(
                "SELECT Id, Name FROM Asset WHERE Connectivity__c = 'Online' ORDER BY Temperature__c DESC LIMIT 50"
            ),
            queryAggregateMs: await soql('SELECT Connectivity__c, COUNT(Id) FROM Asset GROUP BY Connectivity__c'),
            composite1000RowsMedianMs: await bench.median(COMPOSITE_ROUNDS, () => bench.composite(assets)),
            ...(await bench.events(assets)),
            pageLoadMedianMs: await bench.median(5, () => bench.page(middle))
        };
    } finally {
        await running.stop();
    }
}

class Bench {
    readonly #running: RunningOrg;
    #round = 0;

    constructor(running: RunningOrg) {
        this.#running = running;
        running.org.limits.setRemaining('DailyApiRequests', 10_000_000);
    }

    /** Creates the assets by collections of 200; rows per second. */
    async fill(assets: number): Promise<number> {
        const { org } = this.#running;
        const [account] = org.records.insert(org.systemExecution(), 'Account', [{ Name: 'Benchmark' }]);
        const started = performance.now();
        for (let first = 0; first < assets; first += BATCH)
            await this.#call('PATCH', 'composite/sobjects/Asset/Device_Id__c', {
                allOrNone: true,
                records: range(first, Math.min(assets, first + BATCH)).map((index) => ({
                    attributes: { type: 'Asset' },
                    Name: `Machine ${index}`,
                    AccountId: account?.id,
                    Device_Id__c: key(index),
                    Connectivity__c: index % 3 === 0 ? 'Online' : 'Offline',
                    Temperature__c: index % 100
                }))
            });
        return Math.round(assets / ((performance.now() - started) / 1000));
    }

    async query(soql: string): Promise<void> {
        await this.#call('GET', `query?q=${encodeURIComponent(soql)}`);
    }

    /** One composite request of five collections with up to 200 rows each, as the bridge sends them. */
    async composite(assets: number): Promise<void> {
        const round = ++this.#round;
        const rows = (start: number): object[] =>
            range(start, start + BATCH).map((index) => ({
                attributes: { type: 'Asset' },
                Device_Id__c: key(index % assets),
                Temperature__c: (index + round) % 97
            }));
        const size = Math.min(BATCH, assets);
        await this.#call('POST', 'composite', {
            allOrNone: false,
            compositeRequest: range(0, 5).map((part) => ({
                method: 'PATCH',
                url: `/services/data/v66.0/composite/sobjects/Asset/Device_Id__c`,
                referenceId: `part${part}`,
                body: { allOrNone: false, records: rows((part * size) % assets).slice(0, size) }
            }))
        });
    }

    /** From publishing an alarm until the flows that it starts have ended. */
    async events(
        assets: number
    ): Promise<Pick<OrgBenchmark, 'eventToFlowEndMedianMs' | 'eventFlowInterviewsPerSecond'>> {
        const { org } = this.#running;
        const publish = async (count: number): Promise<void> => {
            const round = ++this.#round;
            const events = range(0, count).map((index) => alarm(key(index % assets), `${round}-${index}`));
            org.records.insert(org.userExecution(org.users.admin), 'Alarm_Event__e', events);
            await org.events.idle();
        };
        const eventToFlowEndMedianMs = await this.median(9, () => publish(1));
        const count = Math.min(200, assets);
        const started = performance.now();
        await publish(count);
        return {
            eventToFlowEndMedianMs,
            eventFlowInterviewsPerSecond: Math.round(count / ((performance.now() - started) / 1000))
        };
    }

    /** What a record page asks for first: description of the object and the record with its fields. */
    async page(deviceId: string): Promise<void> {
        const { org } = this.#running;
        const soql = `SELECT Id FROM Asset WHERE Device_Id__c = '${deviceId}'`;
        const [row] = org.records.query(org.systemExecution(), soql).records;
        await this.#call('GET', 'ui-api/object-info/Asset');
        await this.#call(
            'GET',
            `ui-api/records/${String(row?.['Id'])}?fields=Asset.Name,Asset.Device_Id__c,Asset.Status`
        );
    }

    async median(rounds: number, work: () => Promise<void>): Promise<number> {
        const times: number[] = [];
        for (let round = 0; round < rounds; round++) {
            const started = performance.now();
            await work();
            times.push(performance.now() - started);
        }
        const sorted = times.toSorted((one, other) => one - other);
        return Math.round((sorted[Math.floor(rounds / 2)] ?? 0) * 10) / 10;
    }

    async #call(method: string, resource: string, body?: object): Promise<void> {
        const { url, accessToken } = this.#running.ready;
        const response = await fetch(`${url}/services/data/v66.0/${resource}`, {
            method,
            headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
            ...(body ? { body: JSON.stringify(body) } : {})
        });
        const text = await response.text();
        if (!response.ok || /"success":false|"httpStatusCode":4/.test(text))
            throw new Error(`${method} ${resource}: ${response.status} ${text.slice(0, 500)}`);
    }
}

function alarm(device: string, episode: string): Record<string, string | number> {
    const now = new Date().toISOString();
    return {
        Version__c: 1,
        Alarm_Key__c: `${device}:Motor_Bearing_Vibration_High`,
        Episode_Key__c: `${device}:Motor_Bearing_Vibration_High:${episode}`,
        Episode_Number__c: 1,
        Transition__c: 'Raised',
        State__c: 'Unacknowledged',
        Asset_Key__c: device,
        Definition__c: 'Motor_Bearing_Vibration_High',
        Signal__c: 'Bearing_Vibration',
        Kind__c: 'High',
        Priority__c: 'High',
        Message__c: 'Bearing vibration is high',
        Occurred_At__c: now,
        Raised_At__c: now,
        Value__c: 5,
        Limit__c: 4.5
    };
}

function key(index: number): string {
    return `bench-${index}`;
}

function range(from: number, to: number): readonly number[] {
    return Array.from({ length: Math.max(0, to - from) }, (_value, index) => from + index);
}
