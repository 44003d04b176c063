import { SaxesParser } from 'saxes';
import { HistoryServer } from '../../src/history/index.ts';
import type { WorkerHistory } from '../../src/history/index.ts';
import { batchOf, regular } from './support/samples.ts';
import { temporaryFolder, workerStore } from './support/stores.ts';

/*
 * The requests that the OData 4.01 adapter of Salesforce Connect makes, as its documentation shows them (Salesforce Help,
 * "OData Query String Options", "Client-Driven and Server-Driven Paging"), read by a client that believes nothing but
 * the model: every answer is held against $metadata.
 */
const start = Date.UTC(2026, 10, 1);
const token = 'a-token-for-salesforce';
const HOURS = 240;
const series = ['nw-pump-01', 'nw-pump-02'].map((device) =>
    regular({ device, signal: 'Flow' }, start, HOURS, 3_600_000, (index) => (index % 7 === 0 ? 30 : 70 + (index % 9)))
);

interface Property {
    readonly type: string;
    readonly nullable: boolean;
    readonly maxLength: number | undefined;
}
interface Answer {
    readonly '@odata.context': string;
    readonly '@odata.count'?: number;
    readonly '@odata.nextLink'?: string;
    readonly value: Record<string, unknown>[];
}

let place: ReturnType<typeof temporaryFolder>;
let store: WorkerHistory;
let server: HistoryServer;
let root: string;
let model: ReadonlyMap<string, ReadonlyMap<string, Property>>;

/** Headers as the adapter sends them. */
const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/json;odata.metadata=minimal',
    'odata-version': '4.01',
    'odata-maxversion': '4.01'
};

/** The properties of each set, read from the XML of the model. */
async function readModel(): Promise<typeof model> {
    const reply = await fetch(`${root}/$metadata`, { headers: { ...headers, accept: 'application/xml' } });
    expect(reply.headers.get('content-type')).toMatch(/^application\/xml/);
    const types = new Map<string, Map<string, Property>>();
    const sets = new Map<string, string>();
    let current = new Map<string, Property>();
    const parser = new SaxesParser();
    parser.on('opentag', ({ name, attributes }) => {
        const { Name = '', Type = '', Nullable, MaxLength, EntityType = '' } = attributes;
        if (name === 'EntityType') types.set(`MachineHistory.${Name}`, (current = new Map<string, Property>()));
        const maxLength = MaxLength === undefined ? undefined : Number(MaxLength);
        if (name === 'Property') current.set(Name, { type: Type, nullable: Nullable !== 'false', maxLength });
        if (name === 'EntitySet') sets.set(Name, EntityType);
    });
    parser.write(await reply.text()).close();
    return new Map([...sets].map(([name, type]) => [name, types.get(type) ?? new Map<string, Property>()]));
}

const fits: Readonly<Record<string, (value: unknown, maxLength: number) => boolean>> = {
    'Edm.String': (value, maxLength) => typeof value === 'string' && value.length <= maxLength,
    'Edm.Int32': (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
    'Edm.Double': (value) => typeof value === 'number' && Number.isFinite(value),
    'Edm.DateTimeOffset': (value) => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/.test(String(value))
};

/** What is wrong with an answer by the model. */
function faultsOf(set: string, answer: Answer, select: readonly string[]): string[] {
    const properties = model.get(set) ?? new Map<string, Property>();
    const faults: string[] = [];
    const wanted = select.length > 0 ? `(${select.join(',')})` : '';
    if (answer['@odata.context'] !== `${root}/$metadata#${set}${wanted}`) faults.push(answer['@odata.context']);
    for (const entity of answer.value) {
        for (const [name, value] of Object.entries(entity)) {
            const { type = '', nullable, maxLength = Infinity } = properties.get(name) ?? {};
            if (value === null ? !nullable : !fits[type]?.(value, maxLength)) faults.push(`${name}: ${String(value)}`);
        }
        const expected = select.length > 0 ? select : [...properties.keys()];
        if (Object.keys(entity).sort().join() !== [...expected].sort().join()) faults.push(Object.keys(entity).join());
    }
    return faults;
}

/** Sends a request as the adapter writes it, and holds the answer against the model. */
async function ask(request: string, more: Record<string, string> = {}): Promise<Answer> {
    const url = request.startsWith('http') ? request : `${root}/${request}`;
    const reply = await fetch(url, { headers: { ...headers, ...more } });
    const text = await reply.text();
    if (reply.status !== 200) throw new Error(`${reply.status} ${text}`);
    expect(reply.headers.get('odata-version')).toBe('4.01');
    expect(reply.headers.get('content-type')).toMatch(/^application\/json/);
    const answer = JSON.parse(text) as Answer;
    const path = new URL(url);
    const select = path.searchParams.get('$select')?.split(',') ?? [];
    expect(faultsOf(path.pathname.split('/').at(-1) ?? '', answer, select)).toEqual([]);
    return answer;
}

beforeAll(async () => {
    place = temporaryFolder();
    store = workerStore(place.folder);
    await store.append(batchOf(series.flat()));
    await Promise.all(['nw-pump-01', 'nw-pump-02'].map((device) => store.series(device)));
    const tokens = [{ name: 'salesforce', token, scopes: ['history:read'] as const }];
    server = new HistoryServer({ store, host: '127.0.0.1', port: 0, tokens, requestsPerMinute: 10_000 });
    root = `${await server.start()}/history/odata`;
    model = await readModel();
});
afterAll(async () => {
    await server.stop();
    await store.close();
    place.remove();
});

test('a list view: columns, the count of all rows, and one more row than a page shows', async () => {
    const page = await ask('TelemetryHours?$select=Id,Device,Maximum&$count=true&$top=26');
    expect(page.value).toHaveLength(26);
    expect(page['@odata.count']).toBe(2 * HOURS);
    expect(page).not.toHaveProperty('@odata.nextLink');
});

test('a filtered and ordered list view', async () => {
    const options = "$select=Id,Start&$filter=Device%20eq%20'nw-pump-01'&$orderby=Start%20desc&$count=true&$top=202";
    const page = await ask(`TelemetryHours?${options}`);
    expect([page.value.length, page['@odata.count']]).toEqual([202, HOURS]);
    expect(page.value[0]?.Start).toBe(new Date(start + (HOURS - 1) * 3_600_000).toISOString());
});

test('a related list of an asset, a report by time, and conditions of SOQL', async () => {
    const count = async ($filter: string): Promise<number | undefined> => {
        const options = new URLSearchParams({ $select: 'Id', $filter, $count: 'true', $top: '0' });
        return (await ask(`TelemetryHours?${options.toString().replaceAll('+', '%20')}`))['@odata.count'];
    };
    const day = 'Start ge 2026-11-02T00:00:00Z and Start lt 2026-11-03T00:00:00.000Z';
    expect(await count(`(Device eq 'nw-pump-01') and (${day})`)).toBe(24);
    expect(await count("(Device eq 'nw-pump-01' or Device eq 'nw-pump-02') and Maximum lt 40")).toBe(2 * 35);
    expect(await count("Device in ('nw-pump-01','nobody')")).toBe(HOURS);
    expect(await count("contains(Device,'pump') and not startswith(Signal,'F')")).toBe(0);
    expect(await count("endswith(Device,'02') and Maximum ne null and LastState eq null")).toBe(HOURS);
});

test('the rows of known External IDs, as many as a page of a list view has', async () => {
    const { value } = await ask('TelemetryHours?$select=Id&$top=200');
    const ids = value.map(({ Id }) => String(Id));
    const chain = ids
        .slice(0, 100)
        .map((id) => `Id eq '${id}'`)
        .join(' or ');
    const found = await ask(`TelemetryHours?$select=Id,Maximum&$filter=${encodeURIComponent(chain)}&$count=true`);
    expect(found['@odata.count']).toBe(100);
    const list = `Id in (${ids.map((id) => `'${id}'`).join(',')})`;
    const listed = await ask(`TelemetryHours?$select=Id&$filter=${encodeURIComponent(list)}&$count=true`);
    expect(listed.value.map(({ Id }) => Id)).toEqual(ids);
});

test('a record page', async () => {
    const [first] = (await ask('TelemetryHours?$top=1')).value;
    const key = encodeURIComponent(String(first?.Id));
    const reply = await fetch(`${root}/TelemetryHours('${key}')?$select=Id,Maximum`, { headers });
    expect(await reply.json()).toMatchObject({ Id: first?.Id, Maximum: first?.Maximum });
});

test('client-driven paging by $top and $skip reads every row once', async () => {
    const ids: unknown[] = [];
    for (let skip = 0; skip < 2 * HOURS; skip += 100) {
        const page = await ask(`TelemetryHours?$select=Id&$count=true&$top=100&$skip=${skip}`);
        expect(page['@odata.count']).toBe(2 * HOURS);
        ids.push(...page.value.map(({ Id }) => Id));
    }
    expect(new Set(ids).size).toBe(2 * HOURS);
    expect(ids).toHaveLength(2 * HOURS);
});

test('server-driven paging leads through every row by links that hold the whole question', async () => {
    const prefer = { prefer: 'odata.maxpagesize=150' };
    let page = await ask('TelemetryHours?$select=Id,Device&$filter=Maximum gt 40&$count=true', prefer);
    const rows = [...page.value];
    const counts = [page['@odata.count']];
    for (let link = page['@odata.nextLink']; link !== undefined; link = page['@odata.nextLink']) {
        expect(page.value.length).toBeLessThanOrEqual(150);
        expect(link.startsWith(`${root}/TelemetryHours?`)).toBe(true);
        page = await ask(link, prefer);
        counts.push(page['@odata.count']);
        rows.push(...page.value);
    }
    expect(new Set(rows.map(({ Id }) => Id)).size).toBe(rows.length);
    expect(rows).toHaveLength(2 * (HOURS - 35));
    expect(new Set(counts)).toEqual(new Set([rows.length]));
});

test('a global search is answered with a refusal by name, which switching search off at the data source avoids', async () => {
    const reply = await fetch(`${root}/TelemetryHours?$search=pump&$count=true&$top=26`, { headers });
    expect([reply.status, await reply.text()]).toEqual([501, expect.stringContaining('$search')]);
});
