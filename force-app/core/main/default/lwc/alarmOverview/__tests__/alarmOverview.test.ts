import {
    arrangeAlarms,
    filterAlarms,
    filterChoices,
    isFiltering,
    NO_FILTER,
    sortOverview,
    withConsequences,
    type AlarmFilter,
    type SortColumn
} from 'c/alarmOverview';
import { overviewAlarm } from 'jest/overviewAlarms';

const PUMP = overviewAlarm('pump', { message: 'Kühlung fehlt', priority: 'Critical', kind: 'Low', kindLabel: 'Tief' });
const MOTOR = overviewAlarm('motor', {
    rootId: 'pump',
    priority: 'Medium',
    state: 'Acknowledged',
    stateLabel: 'Acknowledged',
    raisedAt: '2026-11-20T09:59:00.000Z'
});
const FILLER = overviewAlarm('filler', { site: 'Mainz', priority: 'Low', raisedAt: null, machine: undefined });
const ALL = [MOTOR, FILLER, PUMP];

const ids = (alarms: readonly { id: string }[]) => alarms.map(({ id }) => id);

describe('filterAlarms', () => {
    it.each<[Partial<AlarmFilter>, string[]]>([
        [{}, ['motor', 'filler', 'pump']],
        [{ search: 'KUHLUNG duis' }, ['pump']],
        [{ priority: 'Low' }, ['filler']],
        [{ state: 'Acknowledged' }, ['motor']],
        [{ kind: 'Low' }, ['pump']],
        [{ site: 'Duisburg', search: 'message' }, ['motor']]
    ])('with %j keeps %j', (filter, expected) => {
        expect(ids(filterAlarms(ALL, { ...NO_FILTER, ...filter }))).toEqual(expected);
    });

    it('tells whether it leaves anything out', () => {
        expect(isFiltering(NO_FILTER)).toBe(false);
        expect(isFiltering({ ...NO_FILTER, search: ' ' })).toBe(false);
        expect(isFiltering({ ...NO_FILTER, site: 'Mainz' })).toBe(true);
    });
});

describe('filterChoices', () => {
    it('offers what the alarms have, priorities by their rank, the rest by name', () => {
        expect(filterChoices(ALL, 'de')).toEqual({
            priorities: ['Critical', 'Medium', 'Low'],
            states: [
                { value: 'Acknowledged', label: 'Acknowledged' },
                { value: 'Unacknowledged', label: 'Unacknowledged' }
            ],
            kinds: [
                { value: 'High', label: 'High' },
                { value: 'Low', label: 'Tief' }
            ],
            sites: [
                { value: 'Duisburg', label: 'Duisburg' },
                { value: 'Mainz', label: 'Mainz' }
            ]
        });
    });

    it('offers no blank values', () => {
        expect(filterChoices([overviewAlarm('a', { kind: null, site: '' })], 'en')).toMatchObject({
            kinds: [],
            sites: []
        });
    });
});

describe('sortOverview', () => {
    it.each<[SortColumn, boolean, string[]]>([
        ['urgency', false, ['pump', 'motor', 'filler']],
        ['urgency', true, ['filler', 'motor', 'pump']],
        ['priority', true, ['filler', 'motor', 'pump']],
        ['message', false, ['pump', 'filler', 'motor']],
        ['machine', false, ['filler', 'motor', 'pump']],
        ['site', true, ['filler', 'pump', 'motor']],
        ['state', false, ['motor', 'pump', 'filler']],
        ['raised', false, ['filler', 'pump', 'motor']]
    ])('by %s, descending: %j', (column, descending, expected) => {
        expect(ids(sortOverview(ALL, { column, descending }, 'de'))).toEqual(expected);
    });
});

describe('arrangeAlarms', () => {
    const shape = (alarms: Parameters<typeof arrangeAlarms>[0]) =>
        arrangeAlarms(alarms).map(({ alarm, consequences }) => [alarm.id, ids(consequences)]);

    it('puts consequences below their root, whichever came first', () => {
        expect(shape(ALL)).toEqual([
            ['filler', []],
            ['pump', ['motor']]
        ]);
    });

    it('lets an alarm stand for itself whose root is not there', () => {
        expect(shape([MOTOR])).toEqual([['motor', []]]);
    });

    it('takes a chain of roots as one, and is not caught in a circle', () => {
        const press = overviewAlarm('press', { rootId: 'motor' });
        expect(shape([press, MOTOR, PUMP])).toEqual([['pump', ['press', 'motor']]]);
        const a = overviewAlarm('a', { rootId: 'b' });
        const b = overviewAlarm('b', { rootId: 'a' });
        expect(shape([a, b])).toEqual([
            ['a', []],
            ['b', []]
        ]);
    });

    it('counts consequences in while they are folded away', () => {
        const [, node] = arrangeAlarms(ALL);
        expect(withConsequences(node, false)).toEqual(['pump', 'motor']);
        expect(withConsequences(node, true)).toEqual(['pump']);
    });
});
