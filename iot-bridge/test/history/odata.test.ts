import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { HistoryServer } from '../../src/history/index.ts';
import type { Rollup, WorkerHistory } from '../../src/history/index.ts';
import { referenceRollups } from './support/reference.ts';
import { batchOf, regular } from './support/samples.ts';
import { gapMs, temporaryFolder, workerStore } from './support/stores.ts';

const HOUR = 3_600_000;
const start = Date.UTC(2026, 10, 20);
const token = 'a-token-for-reading';
const flow = regular({ device: 'nw-pump-01', signal: 'Flow' }, start, 600, 300_000, (index) => 70 + (index % 40) / 4);
const pressure = regular(
    { device: "nw pump/02's", signal: 'Outlet_Pressure' },
    start,
    500,
    300_000,
    (index) => index % 7
);
const state = regular({ device: 'nw-pump-01', signal: 'Operating_State' }, start, 300, 300_000, (index) =>
    index % 30 < 20 ? 'Running' : 'Idle'
);
const series = [pressure, flow, state];

type Entity = Record<string, unknown>;
interface Answer {
    '@odata.context': string;
    '@odata.count'?: number;
    '@odata.nextLink'?: string;
    value: Entity[];
}

let place: ReturnType<typeof temporaryFolder>;
let store: WorkerHistory;
let server: HistoryServer;
let root: string;

function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    const url = path.startsWith('http') ? path : `${root}/${path}`;
    return fetch(url, { headers: { authorization: `Bearer ${token}`, ...headers } });
}

function query(options: Record<string, string>): string {
    return new URLSearchParams(options).toString().replaceAll('+', '%20');
}

async function read(set: string, options: Record<string, string> = {}, headers = {}): Promise<Answer> {
    const answer = await get(`${set}?${query(options)}`, headers);
    const body = (await answer.json()) as Answer;
    if (answer.status !== 200) throw new Error(JSON.stringify(body));
    return body;
}

/** All pages of a query, followed by their links. */
async function readAll(set: string, options: Record<string, string>, headers = {}): Promise<Entity[]> {
    const entities: Entity[] = [];
    let page = await read(set, options, headers);
    for (;;) {
        entities.push(...page.value);
        if (page['@odata.nextLink'] === undefined) return entities;
        page = (await (await get(page['@odata.nextLink'], headers)).json()) as Answer;
    }
}

/** All hours as the service should tell them, computed from the values by the reference. */
const hours: Entity[] = series.flatMap((samples) => {
    const { device, signal } = samples[0]!;
    return referenceRollups(samples, HOUR, gapMs).map((rollup) => hourOf(device, signal, rollup));
});

function hourOf(Device: string, Signal: string, rollup: Rollup): Entity {
    const Start = new Date(rollup.start).toISOString();
    const { min, max, count, bad, uncertain, sum, area, coveredMs, last, states } = rollup;
    const longest =
        Object.entries(states).sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))[0]?.[0] ?? null;
    return {
        Id: [Device, Signal, Start].map((part) => encodeURIComponent(part).replaceAll('%3A', ':')).join('~'),
        ...{ Device, Signal, Start, ValueCount: count, UncertainCount: uncertain, BadCount: bad },
        ...{ Minimum: min, Maximum: max, Mean: sum === null ? null : sum / count },
        TimeWeightedMean: sum === null || coveredMs === 0 ? null : area / coveredMs,
        LastValue: typeof last === 'number' ? last : null,
        LastState: typeof last === 'string' ? last : null,
        ...{ LongestState: longest, CoveredSeconds: coveredMs / 1000 }
    };
}

beforeAll(async () => {
    place = temporaryFolder();
    store = workerStore(place.folder);
    await store.append(batchOf(series.flat()));
    const details = { transition: 'Raised', definition: 'Pump_Flow_Low', signal: 'Flow', value: 39.5, limit: 40 };
    const alarm = { device: 'nw-pump-01', kind: 'alarm', details };
    await store.appendEvents([
        { ...alarm, key: 'a', at: start + 1000 },
        { ...alarm, key: 'b', at: start + 1000, details: { ...details, transition: 'Acknowledged' } },
        { ...alarm, key: 'c', at: start + 9000, details: { ...details, transition: 'Cleared' } }
    ]);
    await Promise.all(series.map(([first]) => store.series(first!.device)));
    server = new HistoryServer({
        ...{ store, host: '127.0.0.1', port: 0, requestsPerMinute: 100_000 },
        tokens: [{ name: 'salesforce', token, scopes: ['history:read'] }]
    });
    root = `${await server.start()}/history/odata`;
});
afterAll(async () => {
    await server.stop();
    await store.close();
    place.remove();
});

test('the service document and both forms of the model name the same sets and properties', async () => {
    const answer = await get('');
    expect(answer.headers.get('odata-version')).toBe('4.01');
    const { value } = (await answer.json()) as { value: { name: string; url: string }[] };
    const names = value.map(({ name }) => name);
    expect(names).toEqual(['TelemetryMinutes', 'TelemetryHours', 'TelemetryDays', 'Alarms', 'Devices']);
    const json = (await (await get('$metadata?$format=json')).json()) as Record<string, Record<string, object>>;
    const xml = await (await get('$metadata', { 'odata-maxversion': '4.0' })).text();
    const elements: { name: string; attributes: Record<string, string> }[] = [];
    const parser = new SaxesParser();
    parser.on('opentag', ({ name, attributes }) => elements.push({ name, attributes }));
    parser.write(xml).close();
    expect(elements[0]?.attributes.Version).toBe('4.0');
    const properties = elements.filter(({ name }) => name === 'Property').map(({ attributes }) => attributes.Name);
    const model = json.MachineHistory!;
    const types = ['TelemetryMinute', 'TelemetryHour', 'TelemetryDay', 'AlarmTransition', 'Device'];
    expect(properties).toEqual(
        types.flatMap((type) => Object.keys(model[type]!).filter((name) => !name.startsWith('$')))
    );
    expect(model.TelemetryHour).toMatchObject({
        $Key: ['Id'],
        Device: { $MaxLength: 80 },
        Start: { $Type: 'Edm.DateTimeOffset', $Precision: 3 },
        Minimum: { $Type: 'Edm.Double', $Nullable: true }
    });
});

test('hours are those computed from the values, in pages, counted and selected', async () => {
    const all = await readAll('TelemetryHours', {});
    expect(all.map(rounded)).toEqual(hours.map(rounded));
    const page = await read('TelemetryHours', { $count: 'true', $top: '5', $skip: '2', $select: 'Id,Maximum' });
    expect(page['@odata.count']).toBe(hours.length);
    expect(page['@odata.context']).toBe(`${root}/$metadata#TelemetryHours(Id,Maximum)`);
    expect(page.value).toEqual(hours.slice(2, 7).map(({ Id, Maximum }) => ({ Id, Maximum })));
    expect(await readAll('TelemetryHours', { $top: '60', $skip: '3' }, { prefer: 'odata.maxpagesize=7' })).toEqual(
        all.slice(3, 63)
    );
    expect(await (await get('TelemetryHours/$count')).text()).toBe(String(hours.length));
});

/** Means are sums in another order here. */
function rounded(hour: Entity): Entity {
    const means = ['Mean', 'TimeWeightedMean'].map((name) => {
        const mean = hour[name];
        return [name, typeof mean === 'number' ? mean.toFixed(9) : mean] as const;
    });
    return { ...hour, ...Object.fromEntries(means) };
}

/** Keys of hours in an order; null comes first. */
function ordered(unordered: readonly Entity[], orderBy: string): unknown[] {
    const rank = ({ Maximum }: Entity): number => (Maximum === null ? -Infinity : Number(Maximum));
    const byStart = (left: Entity, right: Entity): number =>
        Date.parse(String(right.Start)) - Date.parse(String(left.Start)) ||
        (String(left.Id) < String(right.Id) ? -1 : 1);
    const byMaximum = (left: Entity, right: Entity): number =>
        rank(left) === rank(right) ? byStart(left, right) : rank(left) - rank(right);
    const compare = { 'Start desc,Id': byStart, 'Maximum,Start desc,Id': byMaximum }[orderBy];
    return (compare ? [...unordered].sort(compare) : unordered).map(({ Id }) => Id);
}

/** Filters with what they mean, written down a second time. */
type Meaning = readonly [text: string, meaning: (hour: Entity) => boolean];
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const comparison = fc.oneof(
    fc.constantFrom(...series.map(([first]) => first!.device), 'nobody').map((device): Meaning => {
        return [`Device eq ${quoted(device)}`, (hour) => hour.Device === device];
    }),
    fc.constantFrom('Flow', 'Operating_State').map((signal): Meaning => {
        return [`Signal in (${quoted(signal)},'Other')`, (hour) => hour.Signal === signal];
    }),
    fc.tuple(fc.constantFrom('ge', 'lt'), fc.integer({ min: -1, max: 50 })).map(([operator, hour]): Meaning => {
        const at = new Date(start + hour * HOUR + 1).toISOString();
        return [
            `Start ${operator} ${at}`,
            ({ Start }) => (operator === 'ge' ? String(Start) >= at : String(Start) < at)
        ];
    }),
    fc.integer({ min: 0, max: 80 }).map((limit): Meaning => {
        return [`Maximum gt ${limit}`, ({ Maximum }) => Maximum !== null && Number(Maximum) > limit];
    }),
    fc.constant<Meaning>(['LastState ne null', ({ LastState }) => LastState !== null]),
    fc.constant<Meaning>(["startswith(Device,'nw-')", ({ Device }) => String(Device).startsWith('nw-')])
);
const filter = fc.letrec<{ filter: Meaning }>((tie) => ({
    filter: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        comparison,
        fc.tuple(tie('filter'), tie('filter'), fc.constantFrom('and', 'or')).map(([left, right, word]): Meaning => {
            const meaning = (hour: Entity): boolean =>
                word === 'and' ? left[1](hour) && right[1](hour) : left[1](hour) || right[1](hour);
            return [`(${left[0]} ${word} ${right[0]})`, meaning];
        }),
        tie('filter').map(([text, meaning]): Meaning => [`not (${text})`, (hour) => !meaning(hour)])
    )
})).filter;

test('any filter lets through what it means, in every order, page by page', async () => {
    const order = fc.constantFrom('', 'Start desc,Id', 'Maximum,Start desc,Id');
    await fc.assert(
        fc.asyncProperty(filter, order, fc.integer({ min: 1, max: 60 }), async ([text, meaning], $orderby, size) => {
            const wanted = hours.filter(meaning);
            const options = { $filter: text, $select: 'Id,Start,Maximum', ...($orderby !== '' && { $orderby }) };
            const found = await readAll('TelemetryHours', options, { prefer: `maxpagesize=${size}` });
            expect(found.map(({ Id }) => Id)).toEqual(ordered(hours.filter(meaning), $orderby));
            const counted = await read('TelemetryHours', { $filter: text, $count: 'true', $top: '0' });
            expect(counted).toMatchObject({ '@odata.count': wanted.length, value: [] });
        }),
        { numRuns: 40 }
    );
}, 60_000);

test('one entity is read by its key, whatever is in its names', async () => {
    const wanted = hours.find(({ Device }) => Device === "nw pump/02's")!;
    const answer = await get(`TelemetryHours('${encodeURIComponent(String(wanted.Id).replaceAll("'", "''"))}')`);
    expect(await answer.json()).toMatchObject({ Id: wanted.Id, Maximum: wanted.Maximum });
    expect((await read('TelemetryHours', { $filter: `Id eq ${quoted(String(wanted.Id))}` })).value).toHaveLength(1);
    const none = await get(`TelemetryHours('nothing')`);
    expect([none.status, ((await none.json()) as { error: { code: string } }).error.code]).toEqual([404, 'NotFound']);
});

test('alarms and devices are sets of their own', async () => {
    const { value } = await read('Alarms', { $filter: "Device eq 'nw-pump-01'", $orderby: 'Device,Time' });
    expect(value.map(({ Transition, Time }) => [Transition, Time])).toEqual([
        ['Raised', '2026-11-20T00:00:01.000Z'],
        ['Acknowledged', '2026-11-20T00:00:01.000Z'],
        ['Cleared', '2026-11-20T00:00:09.000Z']
    ]);
    expect(value[0]).toMatchObject({ AlarmValue: 39.5, AlarmLimit: 40, Unit: null, Definition: 'Pump_Flow_Low' });
    expect(await readAll('Alarms', {}, { prefer: 'maxpagesize=1' })).toEqual(value);
    expect((await read('Devices', { $count: 'true' })).value).toMatchObject([
        { Device: "nw pump/02's", SignalCount: 1 },
        { Device: 'nw-pump-01', SignalCount: 2, FirstTime: '2026-11-20T00:00:00.000Z' }
    ]);
    expect(await readAll('Devices', {}, { prefer: 'maxpagesize=1' })).toHaveLength(2);
});

test('options are taken as OData 4.01 writes them: in any case, without the dollar sign', async () => {
    const { value } = await read('TelemetryHours', { FILTER: "Signal eq 'Flow'", top: '1', custom: 'ignored' });
    expect(value).toMatchObject([{ Signal: 'Flow' }]);
});

describe('what is not supported is refused by name', () => {
    test.each([
        ['Devices?$expand=Signals', 501, '$expand'],
        ['Devices?$search=pump', 501, '$search'],
        ['Devices?$colour=red', 400, '$colour'],
        ['Devices?$top=-1', 400, '$top'],
        ['Devices?$count=maybe', 400, '$count'],
        ['Devices?$skiptoken=abc', 400, '$skiptoken'],
        ['Devices?$select=Colour', 400, 'Colour'],
        ['Devices?$orderby=tolower(Device)', 501, 'tolower(Device)'],
        ["Devices?$filter=tolower(Device) eq 'a'", 501, 'tolower'],
        ['Devices?$filter=SignalCount add 1 eq 2', 501, 'add'],
        ['Devices?$filter=SignalCount eq FirstTime', 501, 'two properties'],
        ['Devices?$filter=Signals/any(s:s/Name)', 501, 'Signals/any'],
        ['Devices?$filter=Device eq 5', 400, 'Edm.String'],
        ["Devices?$filter=Device eq 'a", 400, 'character 11'],
        ['Devices?$filter=(Device eq null', 400, '")"'],
        [`Devices?$filter=${'('.repeat(500)}`, 400, 'deeply'],
        ['Machines', 404, 'Machines'],
        ['Devices(5)', 400, 'quotes']
    ])('%s', async (path, status, named) => {
        const answer = await get(encodeURI(path));
        const { error } = (await answer.json()) as { error: { code: string; message: string; target?: string } };
        expect([answer.status, answer.headers.get('odata-version')]).toEqual([status, '4.01']);
        expect(`${error.message} ${error.target}`).toContain(named);
    });

    test('changes and callers without a token', async () => {
        const change = await fetch(`${root}/Devices`, {
            method: 'POST',
            headers: { authorization: `Bearer ${token}` }
        });
        expect(change.status).toBe(405);
        const stranger = await fetch(`${root}/Devices`);
        const { error } = (await stranger.json()) as { error: { code: string } };
        expect([stranger.status, stranger.headers.get('www-authenticate'), error.code]).toEqual([
            ...[401, 'Bearer', 'HISTORY_TOKEN_MISSING']
        ]);
    });
});
