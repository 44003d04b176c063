import { tableFromIPC } from '@uwdata/flechette';
import { referenceRollups } from './support/reference.ts';
import { gapMs } from './support/stores.ts';
import {
    start,
    device,
    temperature,
    useHistoryApi,
    values,
    states,
    readToken,
    base,
    twoHours,
    address,
    get
} from './support/historyApi.ts';

useHistoryApi();

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
