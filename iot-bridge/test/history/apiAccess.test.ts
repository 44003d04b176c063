import { HistoryServer } from '../../src/history/index.ts';
import { batchOf, regular } from './support/samples.ts';
import {
    start,
    useHistoryApi,
    readToken,
    deleteToken,
    base,
    twoHours,
    store,
    address,
    signToken,
    get
} from './support/historyApi.ts';

useHistoryApi();

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
