import {
    csvOf,
    drawChart,
    laterBy,
    lastSpan,
    moveForKey,
    periodBefore,
    readAlarms,
    readSeries,
    readSignals,
    spanOf,
    stateEvents,
    tableOf,
    travel,
    windowOf,
    type HistorySeries
} from 'c/historyModel';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.parse('2026-11-20T12:00:00.000Z');

const raw = (rows: unknown[][], kind = 'number') =>
    JSON.stringify({
        series: [{ signal: 'Power', kind, method: 'raw', bucketMs: null, columns: ['at', 'value', 'quality'], rows }]
    });
const buckets = JSON.stringify({
    series: [
        {
            signal: 'Vibration',
            kind: 'number',
            method: 'minmax',
            bucketMs: MINUTE,
            columns: ['at', 'min', 'max', 'mean', 'timeWeightedMean', 'last', 'count', 'bad'],
            rows: [
                [NOW - 2 * MINUTE, 1, 3, 2, 2.5, 2, 60, 0],
                [NOW - MINUTE, null, null, null, null, null, 0, 60]
            ]
        }
    ]
});

function power(points: readonly (readonly [time: number, value: number])[], bucketMs = 0): HistorySeries {
    return {
        signal: 'Power',
        kind: 'number',
        bucketMs,
        points: points.map(([time, value]) => ({ time, value, low: value - 1, high: value + 1 })),
        states: []
    };
}

describe('answers', () => {
    it('reads the recorded signals by name', () => {
        const answer = '{"signals":[{"signal":"Power","kind":"number"},{"signal":"Operating_State","kind":"state"}]}';
        expect(readSignals(answer)).toEqual([
            { signal: 'Operating_State', kind: 'state' },
            { signal: 'Power', kind: 'number' }
        ]);
        expect(readSignals(null)).toEqual([]);
        expect(() => readSignals('<html>')).toThrow(SyntaxError);
    });

    it('reads values and leaves out what is Bad', () => {
        const [series] = readSeries(
            raw([
                [NOW - 2, 5, 'Good'],
                [NOW - 1, 99, 'Bad'],
                [NOW, 6, 'Uncertain']
            ])
        );
        expect(series.points).toEqual([
            { time: NOW - 2, value: 5, low: 5, high: 5 },
            { time: NOW, value: 6, low: 6, high: 6 }
        ]);
    });

    it('reads buckets with their extremes and leaves out empty ones', () => {
        expect(readSeries(buckets)).toEqual([
            {
                signal: 'Vibration',
                kind: 'number',
                bucketMs: MINUTE,
                points: [{ time: NOW - 2 * MINUTE, value: 2.5, low: 1, high: 3 }],
                states: []
            }
        ]);
        expect(readSeries('{"series":[{"signal":"Power"}]}')[0].points).toEqual([]);
    });

    it('makes one event of a state that goes on', () => {
        const [series] = readSeries(
            raw(
                [
                    [1, 'Running', 'Good'],
                    [2, 'Running', 'Good'],
                    [3, 'Fault', 'Good']
                ],
                'state'
            )
        );
        expect(stateEvents(series, 9).map(({ title, from, to }) => [title, from, to])).toEqual([
            ['Running', 1, 3],
            ['Fault', 3, 9]
        ]);
    });

    it('joins the transitions of an alarm, unless a record of the org shows it', () => {
        const transition = (episode: string, name: string, at: number) => ({
            key: `${episode}:${name}`,
            at,
            kind: 'alarm',
            details: { episode, transition: name, state: 'Normal', message: 'Too hot', priority: 'High', raisedAt: 100 }
        });
        const answer = JSON.stringify({
            events: [
                transition('a', 'Raised', 100),
                transition('a', 'Cleared', 200),
                transition('a', 'Acknowledged', 300),
                transition('b', 'Raised', 150),
                { key: 'x', at: 1, kind: 'other', details: {} }
            ],
            next: null
        });
        expect(readAlarms(answer, new Set(['b']))).toEqual([
            { id: 'a', kind: 'alarm', title: 'Too hot', status: 'Normal', priority: 'High', from: 100, to: 200 }
        ]);
        expect(readAlarms(answer, new Set(['a']))).toEqual([
            expect.not.objectContaining({ to: expect.anything() as number })
        ]);
    });
});

describe('moving in time', () => {
    it('knows the spans', () => {
        expect(lastSpan(8)).toEqual({ length: 8 * HOUR });
        expect(lastSpan(Number.NaN)).toEqual({ length: 24 * HOUR });
        expect(spanOf({ length: HOUR })).toBe(1);
        expect(spanOf({ length: 2 * HOUR })).toBeUndefined();
        expect(windowOf({ length: HOUR }, NOW)).toEqual({ from: NOW - HOUR, to: NOW });
        expect(periodBefore({ from: 10, to: 14 })).toEqual({ from: 6, to: 10 });
    });

    it('goes half of the time back and forth, never beyond now', () => {
        const earlier = travel({ length: HOUR }, 'earlier', NOW);
        expect(earlier).toEqual({ length: HOUR, end: NOW - HOUR / 2 });
        expect(travel(earlier, 'later', NOW)).toEqual({ length: HOUR });
        expect(travel(earlier, 'now', NOW)).toEqual({ length: HOUR });
    });

    it('zooms around the middle, in the present towards now, between a minute and thirty days', () => {
        expect(travel({ length: HOUR, end: NOW - HOUR }, 'zoomIn', NOW)).toEqual({
            length: HOUR / 2,
            end: NOW - 1.25 * HOUR
        });
        expect(travel({ length: HOUR, end: NOW - HOUR }, 'zoomOut', NOW)).toEqual({
            length: 2 * HOUR,
            end: NOW - HOUR / 2
        });
        expect(travel({ length: HOUR }, 'zoomOut', NOW)).toEqual({ length: 2 * HOUR });
        expect(travel({ length: MINUTE }, 'zoomIn', NOW)).toEqual({ length: MINUTE });
        expect(travel({ length: 720 * HOUR }, 'zoomOut', NOW)).toEqual({ length: 720 * HOUR });
    });

    it('knows its keys', () => {
        expect(['ArrowLeft', 'ArrowRight', '+', '-', 'Home', 'a', 'toString'].map(moveForKey)).toEqual([
            'earlier',
            'later',
            'zoomIn',
            'zoomOut',
            'now',
            undefined,
            undefined
        ]);
    });
});

describe('drawing', () => {
    const window = { from: 0, to: 10 * MINUTE };
    const info = { signal: 'Power', label: 'Power', unit: 'kW' };

    it('draws values over the whole box, with round ticks', () => {
        const series = power([
            [0, 0],
            [5 * MINUTE, 50],
            [10 * MINUTE, 100]
        ]);
        const drawing = drawChart(series, undefined, info, window);
        expect(drawing?.line).toMatch(/^M0 [\d.]+ L500 80 L1000 [\d.]+$/);
        expect(drawing?.range).toBe('');
        expect(drawing?.ticks.map(({ value }) => value)).toEqual([0, 50, 100]);
        expect([drawing?.lowest, drawing?.highest]).toEqual([-1, 101]);
    });

    it('interrupts the line where nothing is known', () => {
        const series = power([
            [0, 1],
            [MINUTE, 1],
            [8 * MINUTE, 1]
        ]);
        expect(drawChart(series, undefined, info, window)?.line).toMatch(/^M0 80 L100 80 M800 80 h2$/);
    });

    it('draws the range of buckets and another series on the same axes', () => {
        const series = power(
            [
                [0, 10],
                [MINUTE, 10]
            ],
            MINUTE
        );
        const before = power([
            [-10 * MINUTE, 10],
            [-9 * MINUTE, 10]
        ]);
        const drawing = drawChart(series, laterBy(before, 10 * MINUTE), info, window);
        expect(drawing?.otherExtremes).toEqual([9, 11]);
        expect(drawing?.range).toMatch(/^M0 .* L100 .* L100 .* L0 .* Z$/);
        expect(drawing?.other).toBe(drawing?.line);
    });

    it('keeps limits inside and marks the time between the inner ones', () => {
        const limits = { ...info, low: 5, high: 20, highHigh: 30 };
        const drawing = drawChart(power([[0, 10]]), undefined, limits, window);
        expect(drawing?.limits.map(({ key }) => key)).toEqual(['low', 'high', 'highHigh']);
        expect(drawing?.limits.every(({ y }) => y > 0 && y < 160)).toBe(true);
        const [low, high] = drawing?.limits ?? [];
        expect(drawing?.band).toEqual({ y: high.y, height: expect.closeTo(low.y - high.y, 1) as number });
        expect(drawChart(power([[0, 10]]), undefined, { ...info, high: 20 }, window)?.band?.height).toBeGreaterThan(0);
    });

    it('draws nothing without values', () => {
        expect(drawChart(power([]), undefined, info, window)).toBeUndefined();
    });
});

describe('tables', () => {
    const table = tableOf([
        ...readSeries(buckets),
        power([[NOW - MINUTE, 5]]),
        {
            signal: 'State',
            kind: 'state',
            bucketMs: 0,
            points: [],
            states: [{ time: NOW - MINUTE, state: '=1+1, "x"' }]
        }
    ]);

    it('puts signals side by side', () => {
        expect(table.columns.map(({ signal, part }) => `${signal} ${part}`)).toEqual([
            'Vibration value',
            'Vibration low',
            'Vibration high',
            'Power value',
            'State value'
        ]);
        expect(table.rows.map(({ cells }) => cells)).toEqual([
            [2.5, 1, 3, undefined, undefined],
            [undefined, undefined, undefined, 5, '=1+1, "x"']
        ]);
    });

    it('puts what is compared with behind each signal, at the time it is brought to', () => {
        const others = [laterBy(power([[NOW - 61 * MINUTE, 4]]), HOUR), { ...power([]), signal: 'Unknown' }];
        const compared = tableOf([power([[NOW - MINUTE, 5]]), ...readSeries(buckets)], others);
        expect(compared.columns.slice(0, 2)).toEqual([
            { signal: 'Power', part: 'value', isOther: false },
            { signal: 'Power', part: 'value', isOther: true }
        ]);
        expect(compared.rows.map(({ cells }) => cells)).toEqual([
            [undefined, undefined, 2.5, 1, 3],
            [5, 4, undefined, undefined, undefined]
        ]);
        expect(csvOf(compared, () => 'kW', 'Press 02')).toContain(
            'time,Power [kW],Power (Press 02) [kW],Vibration [kW]'
        );
    });

    it('keeps buckets at multiples of their width', () => {
        const series = power([[13 * MINUTE, 1]], 13 * MINUTE);
        expect(laterBy(series, 168 * HOUR).points[0].time % (13 * MINUTE)).toBe(0);
    });

    it('moves states with their time', () => {
        const series: HistorySeries = { ...power([]), kind: 'state', states: [{ time: 1, state: 'Idle' }] };
        expect(laterBy(series, 5).states).toEqual([{ time: 6, state: 'Idle' }]);
    });

    it('writes CSV that a spreadsheet does not execute', () => {
        expect(csvOf(table, (signal) => (signal === 'Power' ? 'kW' : ''))).toBe(
            [
                'time,Vibration,Vibration min,Vibration max,Power [kW],State',
                '2026-11-20T11:58:00.000Z,2.5,1,3,,',
                '2026-11-20T11:59:00.000Z,,,,5,"\'=1+1, ""x"""',
                ''
            ].join('\r\n')
        );
    });
});
