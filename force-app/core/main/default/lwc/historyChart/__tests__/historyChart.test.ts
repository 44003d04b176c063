import HistoryChart from 'c/historyChart';
import type { HistorySeries, SignalInfo } from 'c/historyModel';
import type { TwinEvent } from 'c/twinEvents';
import { find, findAll, mount, resetPage } from 'jest/lwc';

const MINUTE = 60_000;
const window = { from: 0, to: 10 * MINUTE };
const info: SignalInfo = { signal: 'Power', label: 'Power', unit: 'kW', high: 80, highHigh: 95 };
const series: HistorySeries = {
    signal: 'Power',
    kind: 'number',
    bucketMs: 0,
    points: [
        { time: 0, value: 40, low: 40, high: 40 },
        { time: MINUTE, value: 60, low: 60, high: 60 }
    ],
    states: []
};
const alarm: TwinEvent = { id: 'a', kind: 'alarm', title: 'Hot', status: '', priority: 'High', from: 5 * MINUTE };

describe('c-history-chart', () => {
    afterEach(resetPage);

    it('draws the signal with limits, alarms and a name that says everything', async () => {
        const properties = { series, info, window, alarms: [alarm], rangeText: 'today' };
        const chart = mount('c-history-chart', HistoryChart, properties);
        expect(find(chart, '.line').getAttribute('d')).toMatch(/^M0 .* L100 /);
        expect(find(chart, 'svg').getAttribute('aria-label')).toBe('c.MachineHistory_Chart_Name');
        expect(findAll(chart, '.limit').map((line) => line.getAttribute('class'))).toEqual([
            'limit limit_high',
            'limit limit_highHigh'
        ]);
        const span = find(chart, '.alarm');
        expect([span.getAttribute('x'), span.getAttribute('width')]).toEqual(['500', '500']);
        expect(find(chart, '.unit').textContent).toBe('kW');
        expect(findAll(chart, '.tick').length).toBeGreaterThan(1);
        await expect(chart).toBeAccessible();
    });

    it('tells the time of the day, or the days', () => {
        const times = (to: number): (string | null)[] => {
            const chart = mount('c-history-chart', HistoryChart, { series, info, window: { from: 0, to } });
            return findAll(chart, '.time').map(({ textContent }) => textContent);
        };
        expect(times(10 * MINUTE)[1]).toMatch(/:02/);
        expect(times(20 * 1440 * MINUTE)[1]).toMatch(/Jan/);
    });

    it('leaves out alarms of another time', () => {
        const past = { ...alarm, from: -9, to: -5 };
        expect(
            findAll(mount('c-history-chart', HistoryChart, { series, info, window, alarms: [past] }), '.alarm')
        ).toEqual([]);
    });

    it('marks parts that were replaced by a shape, and names them', async () => {
        const moment: TwinEvent = { ...alarm, id: 'm', kind: 'part', title: 'Motor', to: alarm.from };
        const day: TwinEvent = { ...moment, id: 'd', title: 'Pump', from: -60 * MINUTE, to: 5 * MINUTE };
        const before: TwinEvent = { ...moment, id: 'b', title: 'Valve', from: -9, to: -9 };
        const properties = { series, info, window, parts: [moment, day, before] };
        const chart = mount('c-history-chart', HistoryChart, properties);
        const marks = findAll(chart, '[data-id=part]');
        expect(marks.map(({ textContent, title }) => [textContent, title])).toEqual([
            ['◆', 'Motor'],
            ['◆', 'Pump']
        ]);
        expect(marks.map(({ style }) => style.left)).toEqual(['50.00%', '25.00%']);
        expect(findAll(chart, '.part-line').map((line) => line.getAttribute('x1'))).toEqual(['500', '250']);
        expect(find(chart, '[data-id=part-legend]').textContent).toBe('c.MachineHistory_Part');
        expect(find(chart, 'svg').getAttribute('aria-label')).toContain('c.MachineHistory_Parts: Motor, Pump');
        await expect(chart).toBeAccessible();
    });

    it('draws what it is compared with as a dashed line with a name', async () => {
        const properties = { series, other: series, otherName: 'Press 02', info, window };
        const chart = mount('c-history-chart', HistoryChart, properties);
        expect(find(chart, '.other').getAttribute('d')).toBe(find(chart, '.line').getAttribute('d'));
        expect(find(chart, '[data-id=legend]').textContent).toBe('Press 02');
        expect(find(chart, 'svg').getAttribute('aria-label')).toBe(
            'c.MachineHistory_Chart_Name. c.MachineHistory_Compare_Line'
        );
        await expect(chart).toBeAccessible();
    });

    it('names no dashed line without values', () => {
        const other = { ...series, points: [] };
        const chart = mount('c-history-chart', HistoryChart, { series, other, otherName: 'Press 02', info, window });
        expect(findAll(chart, '[data-id=legend]')).toEqual([]);
        expect(find(chart, 'svg').getAttribute('aria-label')).toBe('c.MachineHistory_Chart_Name');
    });

    it('shows nothing without values', () => {
        const empty = { ...series, points: [] };
        expect(findAll(mount('c-history-chart', HistoryChart, { series: empty, info, window }), 'figure')).toEqual([]);
        expect(findAll(mount('c-history-chart', HistoryChart), 'figure')).toEqual([]);
    });
});
