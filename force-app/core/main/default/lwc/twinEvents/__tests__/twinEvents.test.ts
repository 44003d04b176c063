import {
    inTimeOrder,
    isInside,
    lastHours,
    logState,
    percentOf,
    placeEvents,
    readHistory,
    readOrders,
    ticksOf,
    type TwinEvent
} from 'c/twinEvents';
import { alarm, historyAnswer, MINUTE, NOW, ordersAnswer } from './data/historyAnswer';

const event = (id: string, fromMinutes: number, toMinutes?: number): TwinEvent => ({
    id,
    kind: 'alarm',
    title: id,
    status: '',
    priority: '',
    from: NOW - fromMinutes * MINUTE,
    to: toMinutes === undefined ? undefined : NOW - toMinutes * MINUTE
});

describe('reading what happened', () => {
    it('reads alarms and cases with their spans', () => {
        const { events, hasMore } = readHistory(historyAnswer());
        expect(hasMore).toBe(false);
        expect(events.map(({ kind, title, to }) => [kind, title, to === undefined])).toEqual([
            ['alarm', 'Alarm 10', true],
            ['alarm', 'Alarm 11', false],
            ['case', '00001042 Oil too hot', true]
        ]);
        expect(events[0]).toMatchObject({
            recordId: 'a020000000000010AAA',
            priority: 'Critical',
            from: NOW - 40 * MINUTE
        });
    });

    it('names an alarm without message by its definition, and leaves out what has no beginning', () => {
        const nodes = [alarm(10, 40, null, { Message__c: null }), alarm(11, 40, null, { Raised_At__c: null })];
        const { events, hasMore } = readHistory(historyAnswer({ alarms: nodes, cases: [], more: true }));
        expect(events.map(({ title }) => title)).toEqual(['Press_Alarm']);
        expect(hasMore).toBe(true);
    });

    it('reads work orders: a closed one ends, an open one goes on past its plan', () => {
        expect(readOrders(ordersAnswer()).map(({ title, from, to }) => [title, (NOW - from) / MINUTE, to])).toEqual([
            ['00000010 Replace seal', 600, NOW - 480 * MINUTE],
            ['00000011', 20, undefined]
        ]);
    });
});

describe('work orders of an org without status categories', () => {
    it('end by the status alone, at the last change when they have no end', () => {
        const node = {
            Id: '0WO000000000012AAA',
            WorkOrderNumber: { value: '00000012' },
            Status: { value: 'Canceled', displayValue: 'Storniert' },
            CreatedDate: { value: new Date(NOW - 60 * MINUTE).toISOString() },
            LastModifiedDate: { value: new Date(NOW - 30 * MINUTE).toISOString() }
        };
        expect(readOrders({ uiapi: { query: { orders: { edges: [{ node }] } } } })).toMatchObject([
            { status: 'Storniert', from: NOW - 60 * MINUTE, to: NOW - 30 * MINUTE }
        ]);
    });
});

describe('the log of states', () => {
    it('adds changes only, and ends the state before', () => {
        const once = logState([], 'Running', 1_000);
        expect(logState(once, 'Running', 2_000)).toBe(once);
        const twice = logState(once, 'Fault', 3_000);
        expect(twice.map(({ title, from, to }) => [title, from, to])).toEqual([
            ['Running', 1_000, 3_000],
            ['Fault', 3_000, undefined]
        ]);
    });

    it('ends a state when nothing is known any more, and begins anew afterwards', () => {
        const ended = logState(logState([], 'Running', 1_000), '', 2_000);
        expect(ended).toMatchObject([{ title: 'Running', to: 2_000 }]);
        expect(logState(ended, '', 3_000)).toBe(ended);
        expect(logState(ended, 'Running', 4_000).map(({ from }) => from)).toEqual([1_000, 4_000]);
    });
});

describe('the time axis', () => {
    const hour = lastHours(1, NOW);

    it('places a time in percent and keeps it inside', () => {
        expect([60, 30, 0, 90, -10].map((minutes) => percentOf(NOW - minutes * MINUTE, hour))).toEqual([
            0, 50, 100, 0, 100
        ]);
    });

    it('shows what has a moment inside', () => {
        const events = [event('before', 90, 70), event('into', 90, 50), event('open', 90), event('after', -5)];
        expect(events.filter((each) => isInside(each, hour)).map(({ id }) => id)).toEqual(['into', 'open']);
    });

    it('sorts by beginning, then by id', () => {
        expect(inTimeOrder([event('b', 5), event('a', 5), event('c', 50)]).map(({ id }) => id)).toEqual([
            'c',
            'a',
            'b'
        ]);
    });

    it('gives overlapping events rows of their own and uses a row again when it is free', () => {
        const placed = placeEvents(
            [event('a', 60, 30), event('b', 45, 20), event('c', 25, 10), event('d', 90, 80)],
            hour
        );
        expect(placed.map(({ event: { id }, row, start, width }) => [id, row, start, width])).toEqual([
            ['a', 0, 0, 50],
            ['b', 1, 25, expect.closeTo(41.667, 2)],
            ['c', 0, expect.closeTo(58.333, 2), expect.closeTo(25, 2)]
        ]);
    });

    it('keeps a moment wide enough to be hit, also at the end of the axis', () => {
        const [placed] = placeEvents([event('now', 0, 0)], hour);
        expect(placed.start + placed.width).toBe(100);
        expect(placed.width).toBeGreaterThan(1);
    });

    it.each([
        [1, 'UTC', ['09:00', '09:15', '09:30', '09:45', '10:00']],
        [24, 'Asia/Kolkata', ['12:30', '18:30', '00:30', '06:30']],
        [168, 'America/Los_Angeles', ['08:00', '08:00', '08:00', '08:00', '08:00', '08:00', '08:00']]
    ])('has ticks at round times of the clock: %p h in %p', (hours, zone, times) => {
        const ticks = ticksOf(hours, lastHours(hours, NOW), zone);
        expect(ticks.map((time) => new Date(time).toISOString().slice(11, 16))).toEqual(times);
    });
});
