import { computeFigures, rateFigures, type Occurrence } from 'c/alarmFigures';

const MINUTE = 60_000;
const FROM = Date.parse('2026-11-19T10:00:00.000Z');
const TO = FROM + 24 * 60 * MINUTE;

const raised = (minutes: number, more: Partial<Occurrence> = {}): Occurrence => ({
    key: 'nw-motor-01:Vibration',
    message: 'Vibration is high',
    machine: 'Motor',
    priority: 'Low',
    raisedAt: FROM + minutes * MINUTE,
    ...more
});

const times = (count: number, start: number, step: number): Occurrence[] =>
    Array.from({ length: count }, (_unused, at) => raised(start + at * step, { key: `alarm-${start}-${at}` }));

describe('computeFigures', () => {
    it('is quiet without alarms', () => {
        expect(computeFigures([], FROM, TO, 1)).toEqual({
            rate: 0,
            peak: 0,
            floodShare: 0,
            chattering: 0,
            top: [],
            topShare: 0,
            shares: { Critical: 0, High: 0, Medium: 0, Low: 0 },
            total: 0
        });
    });

    it('spreads the load over the operators', () => {
        const load = times(288, 0, 5);
        expect(computeFigures(load, FROM, TO, 1).rate).toBeCloseTo(2);
        expect(computeFigures(load, FROM, TO, 4).rate).toBeCloseTo(0.5);
        expect(computeFigures(load, FROM, TO, 0).rate).toBeCloseTo(2);
    });

    it('leaves out what was raised before or after', () => {
        expect(computeFigures([raised(-1), raised(24 * 60), raised(0)], FROM, TO, 1).total).toBe(1);
    });

    it('begins a flood above ten in ten minutes and ends it below five', () => {
        const flood = [...times(11, 0, 0.5), ...times(5, 10, 1), ...times(4, 20, 1), ...times(10, 30, 0.5)];
        const { peak, floodShare } = computeFigures(flood, FROM, TO, 1);
        expect(peak).toBe(11);
        expect(floodShare).toBeCloseTo(2 / 144);
    });

    it('calls an alarm chattering that came three times within a minute', () => {
        const flapping = [raised(5), raised(5.4), raised(6)];
        const slow = [0, 0.6, 1.2].map((minutes) => raised(minutes, { key: 'slow' }));
        expect(computeFigures([...slow, ...flapping], FROM, TO, 1).chattering).toBe(1);
    });

    it('names the ten most frequent and their share', () => {
        const often = Array.from({ length: 20 }, (_unused, at) => raised(at * 30));
        const { top, topShare } = computeFigures([...times(20, 700, 10), ...often], FROM, TO, 1);
        expect(top).toHaveLength(10);
        expect(top[0]).toMatchObject({ message: 'Vibration is high', machine: 'Motor', count: 20 });
        expect(topShare).toBeCloseTo(29 / 40);
    });

    it('tells the shares of the priorities', () => {
        const mixed = [raised(1), raised(2), raised(3, { priority: 'Critical' }), raised(4, { priority: undefined })];
        expect(computeFigures(mixed, FROM, TO, 1).shares).toEqual({ Critical: 0.25, High: 0, Medium: 0, Low: 0.5 });
    });
});

describe('rateFigures', () => {
    it('compares each figure with its target', () => {
        const values = { rate: 1, peak: 21, floodShare: 0.02, chattering: 1, stale: 11, standing: 50 };
        expect(rateFigures(values)).toEqual({
            rate: 'good',
            peak: 'bad',
            floodShare: 'watch',
            chattering: 'watch',
            stale: 'bad',
            standing: 'watch'
        });
    });
});
