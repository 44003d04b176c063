import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tableFromIPC } from '@uwdata/flechette';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { HistoryServer } from '../../src/history/index.ts';
import type { WorkerHistory } from '../../src/history/index.ts';
import { referenceRollups } from './support/reference.ts';
import { batchOf, regular } from './support/samples.ts';
import { gapMs, temporaryFolder, workerStore } from './support/stores.ts';

const start = Date.UTC(2026, 10, 20, 10);
const device = 'nw-press-01';
const temperature = { device, signal: 'Oil_Temperature' };
const state = { device, signal: 'Operating_State' };
const values = regular(temperature, start, 7200, 1000, (index) => Math.round(500 + 50 * Math.sin(index / 200)) / 10);
const states = regular(state, start, 720, 10_000, (index) => (index % 360 < 300 ? 'Running' : 'Idle'));
const readToken = 'a-token-for-reading';
const deleteToken = 'a-token-for-deleting';
const base = `/history/v1/devices/${device}`;
const twoHours = `from=2026-11-20T10:00:00Z&to=2026-11-20T12:00:00Z`;

let place: ReturnType<typeof temporaryFolder>;
let store: WorkerHistory;
let server: HistoryServer;
let identityProvider: Server;
let address: string;
let signToken: (claims: Record<string, unknown>, audience?: string, expires?: boolean) => Promise<string>;

function get(path: string, token: string = readToken, method = 'GET'): Promise<Response> {
    return fetch(`${address}${path}`, { method, headers: { authorization: `Bearer ${token}` } });
}

/** An identity provider with discovery document and keys, as OpenID Connect has them. */
async function startIdentityProvider(): Promise<string> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const key = { ...(await exportJWK(publicKey)), kid: 'key', alg: 'ES256' };
    identityProvider = createServer((request, response) => {
        const { port } = identityProvider.address() as AddressInfo;
        const isDiscovery = request.url === '/.well-known/openid-configuration';
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(isDiscovery ? { jwks_uri: `http://127.0.0.1:${port}/keys` } : { keys: [key] }));
    });
    await new Promise<void>((resolve) => identityProvider.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(identityProvider.address() as AddressInfo).port}`;
    signToken = (claims, audience = 'machine-history', expires = true) => {
        const token = new SignJWT(claims)
            .setProtectedHeader({ alg: 'ES256', kid: 'key' })
            .setIssuer(issuer)
            .setAudience(audience)
            .setSubject('service-agent');
        return (expires ? token.setExpirationTime('5m') : token).sign(privateKey);
    };
    return issuer;
}

beforeAll(async () => {
    place = temporaryFolder();
    store = workerStore(place.folder);
    await store.append(batchOf([...values, ...states]));
    const details = { transition: 'Raised', definition: 'Press_Oil_Temperature_High', value: 66.1 };
    await store.appendEvents([{ key: 'e1', device, at: start + 5000, kind: 'alarm', details }]);
    server = new HistoryServer({
        store,
        host: '127.0.0.1',
        port: 0,
        tokens: [
            { name: 'twin', token: readToken, scopes: ['history:read'] },
            { name: 'privacy office', token: deleteToken, scopes: ['history:read', 'history:delete'] }
        ],
        issuer: { issuer: await startIdentityProvider(), audience: 'machine-history' },
        requestsPerMinute: 1000
    });
    address = await server.start();
});

afterAll(async () => {
    await server.stop();
    await store.close();
    identityProvider.close();
    place.remove();
});

describe('series', () => {
    test('come in buckets with lows and highs, at most as many as asked for', async () => {
        const answer = await get(`${base}/series?signals=Oil_Temperature&points=100&${twoHours}`);
        expect(answer.status).toBe(200);
        const { series } = (await answer.json()) as {
            series: [{ columns: string[]; rows: number[][]; bucketMs: number }];
        };
        const [{ columns, rows, bucketMs }] = series;
        expect(columns).toEqual(['at', 'min', 'max', 'mean', 'timeWeightedMean', 'last', 'count', 'bad']);
        expect(rows.length).toBeLessThanOrEqual(100);
        const expected = referenceRollups(values, bucketMs, gapMs);
        expect(rows.map(([at, min, max]) => [at, min, max])).toEqual(
            expected.map(({ start: at, min, max }) => [at, min, max])
        );
        expect(rows[3]![3]).toBeCloseTo(expected[3]!.sum! / expected[3]!.count, 9);
        expect(rows[3]![4]).toBeCloseTo(expected[3]!.area / expected[3]!.coveredMs, 9);
    });

    test('come as they are while they fit', async () => {
        const answer = await get(`${base}/series?signals=Oil_Temperature&from=${start}&to=${start + 10_000}`);
        const { series } = (await answer.json()) as { series: { method: string; rows: unknown[] }[] };
        expect(series[0]?.method).toBe('raw');
        expect(series[0]?.rows).toEqual(values.slice(0, 10).map(({ at, value }) => [at, value, 'Good']));
    });

    test('keep their shape with lttb', async () => {
        const answer = await get(`${base}/series?signals=Oil_Temperature&method=lttb&points=50&${twoHours}`);
        const { series } = (await answer.json()) as { series: [{ rows: [number, number][] }] };
        const [{ rows }] = series;
        const given = new Map(values.map(({ at, value }) => [at, value]));
        expect(rows).toHaveLength(50);
        expect(rows[0]).toEqual([start, values[0]!.value]);
        expect(rows.at(-1)).toEqual([start + 7_199_000, values.at(-1)!.value]);
        expect(rows.every(([at, value]) => given.get(at) === value)).toBe(true);
        expect(Math.max(...rows.map(([, value]) => value))).toBe(55);
    });

    test('of states say which one held longest', async () => {
        const answer = await get(`${base}/series?signals=Operating_State&method=minmax&points=3&${twoHours}`);
        const { series } = (await answer.json()) as { series: [{ columns: string[]; rows: unknown[][] }] };
        expect(series[0].columns).toEqual(['at', 'longest', 'longestMs', 'last', 'count', 'bad']);
        expect(series[0].rows).toEqual([
            [start, 'Running', 3_000_000, 'Idle', 360, 0],
            [start + 3_600_000, 'Running', 3_000_000, 'Idle', 360, 0]
        ]);
    });

    test('come as CSV with times a spreadsheet reads', async () => {
        const answer = await get(`${base}/series?from=${start}&to=${start + 2000}&format=csv`);
        expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
        expect(await answer.text()).toBe(
            [
                'device,signal,at,value,quality',
                'nw-press-01,Oil_Temperature,2026-11-20T10:00:00.000Z,50,Good',
                'nw-press-01,Oil_Temperature,2026-11-20T10:00:01.000Z,50,Good',
                'nw-press-01,Operating_State,2026-11-20T10:00:00.000Z,Running,Good',
                ''
            ].join('\r\n')
        );
    });
});

describe('Arrow', () => {
    const ask = (path: string): Promise<Response> =>
        fetch(`${address}${path}`, {
            headers: { authorization: `Bearer ${readToken}`, accept: 'application/vnd.apache.arrow.stream, */*' }
        });
    const rowsOf = async (answer: Response): Promise<Record<string, unknown>[]> =>
        tableFromIPC(new Uint8Array(await answer.arrayBuffer()), { useDate: false }).toArray();

    test('streams all values of a range in one table of several batches', async () => {
        const answer = await ask(`${base}/samples?${twoHours}`);
        expect(answer.headers.get('content-type')).toBe('application/vnd.apache.arrow.stream');
        const rows = await rowsOf(answer);
        expect(rows).toEqual([
            ...values.map(({ value, ...rest }) => ({ ...rest, value, text: null })),
            ...states.map(({ value, ...rest }) => ({ ...rest, value: null, text: value }))
        ]);
    });

    test('holds series of both kinds in one table', async () => {
        const rows = await rowsOf(await ask(`${base}/series?points=3&${twoHours}`));
        expect(rows[0]).toMatchObject({
            signal: 'Oil_Temperature',
            at: start,
            min: 45,
            max: 55,
            count: 3600,
            text: null
        });
        expect(rows.at(-1)).toMatchObject({
            signal: 'Operating_State',
            longest: 'Running',
            lastText: 'Idle',
            min: null
        });
    });

    test('is an empty table where nothing was recorded, and not given when another format is asked for', async () => {
        const empty = await ask(`${base}/samples?from=0&to=1`);
        expect(await rowsOf(empty)).toEqual([]);
        const lines = await ask(`${base}/samples?format=ndjson&from=${start}&to=${start + 1}`);
        expect(lines.headers.get('content-type')).toBe('application/x-ndjson');
    });
});

describe('other questions', () => {
    test('all values of a long range are streamed', async () => {
        const answer = await get(`${base}/samples?${twoHours}`);
        const lines = (await answer.text()).trim().split('\n');
        expect(lines).toHaveLength(7920);
        expect(JSON.parse(lines[1]!)).toEqual({ ...temperature, at: start + 1000, value: 50, quality: 'Good' });
        const csv = await (await get(`${base}/samples?signals=Operating_State&${twoHours}&format=csv`)).text();
        expect(csv.split('\r\n')).toHaveLength(722);
    });

    test('statistics come from whole minutes', async () => {
        const answer = await get(`${base}/statistics?from=${start + 1}&to=${start + 7_200_000}`);
        const { statistics } = (await answer.json()) as {
            statistics: [Record<string, number>, Record<string, unknown>];
        };
        expect(statistics[0]).toMatchObject({
            from: start,
            count: 7200,
            bad: 0,
            min: 45,
            max: 55,
            last: values.at(-1)!.value
        });
        const mean = values.reduce((sum, { value }) => sum + Number(value), 0) / 7200;
        expect(statistics[0]['mean']).toBeCloseTo(mean, 9);
        expect(statistics[1]).toMatchObject({
            coveredMs: 7_190_000,
            states: [
                { state: 'Running', ms: 6_000_000 },
                { state: 'Idle', ms: 1_190_000 }
            ]
        });
    });

    test('signals, newest values, devices and events are listed', async () => {
        expect(await (await get(`${base}/signals`)).json()).toMatchObject({
            signals: [
                { signal: 'Oil_Temperature', firstAt: start },
                { signal: 'Operating_State', kind: 'state' }
            ]
        });
        expect(await (await get(`${base}/latest`)).json()).toMatchObject({
            values: [{ at: start + 7_199_000 }, { value: 'Idle' }]
        });
        expect(await (await get('/history/v1/devices')).json()).toEqual({ devices: [device] });
        expect(await (await get(`${base}/events?${twoHours}`)).json()).toMatchObject({
            events: [{ key: 'e1', at: start + 5000, details: { transition: 'Raised', value: 66.1 } }],
            next: null
        });
    });
});

describe('errors', () => {
    test.each([
        [`${base}/series?from=yesterday&to=${start}`, 400, 'from:'],
        [`${base}/series?from=${start}&to=${start}`, 400, '`from` must lie before `to`'],
        [`${base}/series?points=5000&${twoHours}`, 400, 'points:'],
        [`${base}/series?colour=red&${twoHours}`, 400, 'colour'],
        [`${base}/series?signals=Unknown&${twoHours}`, 404, 'signal Unknown'],
        [`/history/v1/devices/nobody/latest`, 404, 'device nobody'],
        [`/history/v1/nothing`, 404, '/history/v1/nothing']
    ])('%s is answered with %i and what is wrong', async (path, status, text) => {
        const answer = await get(path);
        expect(answer.status).toBe(status);
        const { error } = (await answer.json()) as { error: { message: string; fix: string } };
        expect(error.message).toContain(text);
        expect(error.fix).not.toBe('');
    });

    test('requests without a good token are refused', async () => {
        const none = await fetch(`${address}${base}/latest`);
        expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
        expect((await get(`${base}/latest`, 'another-token')).status).toBe(401);
        expect((await get(`${base}?reason=test`, readToken, 'DELETE')).status).toBe(403);
    });

    test('tokens of the issuer are accepted for their scopes only', async () => {
        const reader = await signToken({ scope: 'openid history:read' });
        expect((await get(`${base}/latest`, reader)).status).toBe(200);
        expect((await get('/history/v1/deletions', reader)).status).toBe(403);
        expect((await get('/history/v1/deletions', await signToken({ scp: ['history:delete'] }))).status).toBe(200);
        const foreign = await signToken({ scope: 'history:read' }, 'something-else');
        expect((await get(`${base}/latest`, await signToken({ scope: 'history:read' }, undefined, false))).status).toBe(
            401
        );
        expect((await get(`${base}/latest`, foreign)).status).toBe(401);
    });

    test('more requests than allowed are told how long to wait', async () => {
        const limited = new HistoryServer({
            ...{ store, host: '127.0.0.1', port: 0, requestsPerMinute: 2 },
            tokens: [{ name: 'twin', token: readToken, scopes: ['history:read'] }]
        });
        const own = await limited.start();
        const ask = (): Promise<Response> =>
            fetch(`${own}/history/v1/devices`, { headers: { authorization: `Bearer ${readToken}` } });
        expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
        const third = await ask();
        expect(third.status).toBe(429);
        expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
        await limited.stop();
    });

    test('a port that is taken is named', async () => {
        const second = new HistoryServer({
            ...{ store, host: '127.0.0.1', port: Number(new URL(address).port) },
            ...{ tokens: [], requestsPerMinute: 1 }
        });
        await expect(second.start()).rejects.toMatchObject({ code: 'HISTORY_PORT_TAKEN' });
        await second.stop();
    });
});

test('the OpenAPI document describes every route with its parameters', async () => {
    const answer = await fetch(`${address}/history/v1/openapi.json`);
    const document = (await answer.json()) as {
        openapi: string;
        paths: Record<string, Record<string, { parameters: { name: string; schema: object; required: boolean }[] }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toHaveLength(10);
    const parameters = document.paths['/history/v1/devices/{device}/series']!['get']!.parameters;
    expect(parameters.map(({ name }) => name)).toEqual([
        'device',
        'from',
        'to',
        'signals',
        'points',
        'method',
        'format'
    ]);
    expect(parameters.find(({ name }) => name === 'points')).toMatchObject({
        required: false,
        schema: { type: 'integer', minimum: 3, maximum: 1000, default: 1000 }
    });
    expect(parameters.filter(({ required }) => required).map(({ name }) => name)).toEqual(['device', 'from', 'to']);
});

test('a device is deleted over the API, and the log says who asked for it', async () => {
    const other = { device: 'nw-press-02', signal: 'Oil_Temperature' };
    await store.append(batchOf(regular(other, start, 10, 1000, () => 50)));
    const lines = await (await get('/history/v1/devices/nw-press-02/export', deleteToken)).text();
    expect(lines).toContain('{"type":"end","series":1,"samples":10,"rollups":3,"events":0}');
    const answer = await get('/history/v1/devices/nw-press-02?reason=Art.%2017', deleteToken, 'DELETE');
    expect(await answer.json()).toMatchObject({
        device: 'nw-press-02',
        requestedBy: 'privacy office',
        samples: 10,
        complete: true
    });
    expect((await get('/history/v1/devices/nw-press-02/latest')).status).toBe(404);
    expect(await (await get('/history/v1/deletions', deleteToken)).json()).toMatchObject({
        intact: true,
        deletions: [{ reason: 'Art. 17' }]
    });
});
