import {
    dueDays,
    readCalendar,
    subtree,
    toEntries,
    touches,
    type Appointment,
    type Entry,
    type PlannedMaintenance
} from '../calendarModel';
import { asset, calendarAnswer, LINE, MOTOR, NOW, order, OTHER, plan, PRESS } from './data/calendarAnswer';

const clock = { now: NOW, timeZone: 'Europe/Berlin' };
const november = { from: '2026-10-26', to: '2026-12-06' };

const entries = (parts: Parameters<typeof calendarAnswer>[0] = {}, top = LINE, range = november): Entry[] =>
    toEntries(readCalendar(calendarAnswer(parts)), top, range, clock);

const only = (parts: Parameters<typeof calendarAnswer>[0], range = november): Entry[] =>
    entries({ orders: [], overdue: [], plans: [], ...parts }, LINE, range);

describe('machines below a machine', () => {
    const assets = readCalendar(calendarAnswer()).assets;

    it('finds every level and nothing beside it', () => {
        expect(subtree(assets, LINE)).toEqual([LINE, PRESS, MOTOR]);
        expect(subtree(assets, MOTOR)).toEqual([MOTOR]);
    });

    it('ends in a loop', () => {
        const loop = [
            { id: 'a', name: '', parentId: 'b', inAlarm: false },
            { id: 'b', name: '', parentId: 'a', inAlarm: false }
        ];
        expect(subtree(loop, 'a')).toEqual(['a', 'b']);
    });
});

describe('predicted maintenance', () => {
    const predicted = {
        ...asset(PRESS, 'Press 01', LINE),
        Predicted_Due_Date__c: { value: '2026-11-28' },
        Predicted_Due_Earliest__c: { value: '2026-11-26' },
        Predicted_Due_Latest__c: { value: '2026-12-02' },
        Predicted_Due_Reason__c: { value: 'Service is due at 6,000 h.' }
    };

    it('stands on the most likely day, with its range and reason, and opens the machine', () => {
        expect(only({ assets: [asset(LINE, 'Line', null), predicted] })).toMatchObject([
            {
                kind: 'predicted',
                recordId: PRESS,
                subject: 'Service is due at 6,000 h.',
                between: { from: '2026-11-26', to: '2026-12-02' },
                firstDay: '2026-11-28',
                lastDay: '2026-11-28'
            }
        ]);
    });

    it('is not there outside of the days shown, nor where nothing is foretold', () => {
        const assets = [asset(LINE, 'Line', null), predicted];
        expect(only({ assets }, { from: '2027-01-01', to: '2027-01-31' })).toEqual([]);
        expect(only({})).toEqual([]);
    });
});

describe('entries', () => {
    it('shows orders and plans of the machine and below, in time order, with old overdue ones first', () => {
        expect(entries().map((entry) => [entry.subject, entry.kind])).toEqual([
            ['Forgotten check', 'workOrder'],
            ['Order 12', 'workOrder'],
            ['Replace seal', 'workOrder'],
            ['Hydraulic inspection', 'plan'],
            ['Order 11', 'workOrder']
        ]);
        expect(entries({}, MOTOR).map((entry) => entry.subject)).toEqual(['Order 11']);
        expect(entries({}, OTHER).map((entry) => entry.subject)).toEqual(['Order 13']);
    });

    it('places entries on days of the user’s time zone', () => {
        const night = order(30, { StartDate: '2026-11-24T23:30:00.000Z', EndDate: '2026-11-25T01:00:00.000Z' });
        expect(only({ orders: [night] })[0]).toMatchObject({ firstDay: '2026-11-25', lastDay: '2026-11-25' });
    });

    it('does not reach into the next day with an end at midnight', () => {
        const late = order(31, { StartDate: '2026-11-24T20:00:00.000Z', EndDate: '2026-11-24T23:00:00.000Z' });
        expect(only({ orders: [late] })[0]).toMatchObject({ firstDay: '2026-11-24', lastDay: '2026-11-24' });
    });

    it('takes an end without a start, a start without an end, and an end before the start', () => {
        const found = only({
            orders: [
                order(32, { EndDate: '2026-11-24T08:00:00.000Z' }),
                order(33, { StartDate: '2026-11-25T08:00:00.000Z' }),
                order(34, { StartDate: '2026-11-26T08:00:00.000Z', EndDate: '2026-11-20T08:00:00.000Z' }),
                order(35, {})
            ]
        });
        expect(found.map((entry) => `${entry.firstDay}/${entry.lastDay}`)).toEqual([
            '2026-11-24/2026-11-24',
            '2026-11-25/2026-11-25',
            '2026-11-26/2026-11-26'
        ]);
    });

    it('flags open work that ended before now as overdue, finished work as done', () => {
        const past = { StartDate: '2026-11-19T08:00:00.000Z', EndDate: '2026-11-19T09:00:00.000Z' };
        const found = only({
            orders: [
                order(36, past),
                order(37, { ...past, Status: 'Completed' }),
                order(38, { ...past, Status: 'Erledigt', IsClosed: true }),
                order(39, { StartDate: '2026-11-20T09:00:00.000Z', EndDate: '2026-11-20T11:00:00.000Z' })
            ]
        });
        expect(found.map((entry) => [entry.overdue, entry.done])).toEqual([
            [true, false],
            [false, true],
            [false, true],
            [false, false]
        ]);
    });

    it('marks machines in alarm', () => {
        const found = entries();
        expect(found.find((entry) => entry.assetId === PRESS)?.inAlarm).toBe(true);
        expect(found.find((entry) => entry.assetId === MOTOR)?.inAlarm).toBe(false);
    });

    it('keeps expected maintenance that is past, as overdue', () => {
        const foretold = { ...asset(PRESS, 'Press 1', LINE), Predicted_Due_Date__c: { value: '2026-08-01' } };
        const [past] = only({ assets: [asset(LINE, 'Press line', null), foretold] });
        expect(past).toMatchObject({ subject: 'Press 1', firstDay: '2026-08-01', overdue: true });
        expect(past.between).toBeUndefined();
    });

    it('shows appointments, and names their technicians on the work order too', () => {
        const data = readCalendar(calendarAnswer({ plans: [], overdue: [] }));
        const [first] = data.orders;
        const appointment = (number: number, more: Partial<Appointment> = {}): Appointment => ({
            id: `08p${number}`,
            number: `SA-${number}`,
            subject: '',
            status: 'Scheduled',
            statusLabel: 'Geplant',
            orderId: first.id,
            assetId: PRESS,
            start: Date.parse('2026-11-25T20:00:00.000Z'),
            end: Date.parse('2026-11-25T23:00:00.000Z'),
            technicians: ['Tom Vogel'],
            ...more
        });
        const past = { start: NOW - 7_200_000, end: NOW - 3_600_000 };
        const appointments = [
            appointment(1),
            appointment(2, { technicians: ['Ute Lang', 'Tom Vogel'], assetId: 'elsewhere' }),
            appointment(3, past),
            appointment(4, { ...past, status: 'Completed', orderId: '' })
        ];
        const found = toEntries({ ...data, appointments }, LINE, november, clock);
        const shown = found.filter(({ kind }) => kind === 'appointment');
        expect(shown.map(({ subject, overdue, done }) => [subject, overdue, done])).toEqual([
            ['SA-3', true, false],
            ['SA-4', false, true],
            ['SA-1', false, false]
        ]);
        expect(shown[2]).toMatchObject({ firstDay: '2026-11-25', lastDay: '2026-11-25', status: 'Geplant' });
        expect(found.find(({ key }) => key === first.id)?.technicians).toEqual(['Tom Vogel', 'Ute Lang']);
    });

    it('keeps an order once that the answer holds twice', () => {
        const twice = order(40, { StartDate: '2026-11-19T08:00:00.000Z', EndDate: '2026-11-19T09:00:00.000Z' });
        expect(only({ orders: [twice], overdue: [twice] })).toHaveLength(1);
    });

    it('uses the number where there is no subject, and tells when the org has more', () => {
        const start = { StartDate: '2026-11-24T08:00:00.000Z' };
        expect(only({ orders: [order(41, { ...start, Subject: null })] })[0].subject).toBe('00000041');
        expect(readCalendar(calendarAnswer({ more: true })).partial).toBe(true);
        expect(readCalendar(calendarAnswer()).partial).toBe(false);
        expect(readCalendar(undefined)).toEqual({
            assets: [],
            orders: [],
            plans: [],
            warranties: [],
            downtimes: [],
            appointments: [],
            partial: false
        });
    });

    it('sorts by time, then by subject', () => {
        const start = { StartDate: '2026-11-24T08:00:00.000Z' };
        const found = only({
            orders: [
                order(42, { ...start, Subject: 'B' }),
                order(43, { ...start, Subject: 'A' }),
                order(45, { ...start, Subject: 'A' }),
                order(44, { StartDate: '2026-11-24T07:00:00.000Z', Subject: 'C' })
            ]
        });
        expect(found.map((entry) => entry.subject)).toEqual(['C', 'A', 'A', 'B']);
    });
});

describe('maintenance plans', () => {
    it('shows the suggested date and counts later ones on', () => {
        const found = only({ plans: [plan(20, { NextSuggestedMaintenanceDate: '2026-11-03' })] });
        expect(found.map((entry) => [entry.firstDay, entry.kind, entry.overdue])).toEqual([
            ['2026-11-03', 'plan', true],
            ['2026-11-17', 'projected', false],
            ['2026-12-01', 'projected', false]
        ]);
        expect(found[0]).toMatchObject({ recordId: '1MP000000000020AAA', number: 'MP-20', assetName: 'Press 1' });
    });

    it('keeps an overdue date in view that lies before the range, without what it counts up to the range', () => {
        const found = only({ plans: [plan(21, { NextSuggestedMaintenanceDate: '2026-10-01' })] });
        expect(found.map((entry) => entry.firstDay)).toEqual(['2026-10-01', '2026-10-29', '2026-11-12', '2026-11-26']);
        expect(found.map((entry) => entry.overdue)).toEqual([true, false, false, false]);
    });

    it('takes the plan’s own date and number where the machine has none', () => {
        const found = only({
            plans: [plan(22, {}, { NextSuggestedMaintenanceDate: '2026-11-30', MaintenancePlanTitle: null })]
        });
        expect(found[0]).toMatchObject({ firstDay: '2026-11-30', subject: 'MP-22' });
    });

    it('leaves out machines that the user may not see', () => {
        const assets = [asset(LINE, 'Press line', null)];
        expect(only({ assets, plans: [plan(23, { NextSuggestedMaintenanceDate: '2026-11-30' })] })).toEqual([]);
    });

    const base: PlannedMaintenance = {
        id: 'p',
        planId: 'p',
        number: 'MP-1',
        title: 'Inspection',
        assetId: PRESS,
        due: '2026-01-31',
        frequency: 1,
        frequencyType: 'Months'
    };
    const spring = { from: '2026-02-01', to: '2026-05-31' };

    it.each([
        ['Days', 40, ['2026-03-12', '2026-04-21', '2026-05-31']],
        ['Weeks', 8, ['2026-03-28', '2026-05-23']],
        ['Months', 1, ['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']],
        ['Quarters', 1, ['2026-04-30']],
        ['Years', 1, []],
        ['Fortnights', 1, []]
    ])('counts %s by %d', (frequencyType, frequency, days) => {
        expect(dueDays({ ...base, frequency, frequencyType }, spring)).toEqual(days);
    });

    it('ends with the plan, and needs a date and a frequency', () => {
        expect(dueDays({ ...base, endDay: '2026-03-31' }, spring)).toEqual(['2026-02-28', '2026-03-31']);
        expect(dueDays({ ...base, endDay: '2027-03-31' }, spring)).toHaveLength(4);
        expect(dueDays({ ...base, frequency: undefined }, { from: '2026-01-01', to: '2026-05-31' })).toEqual([
            '2026-01-31'
        ]);
        expect(dueDays({ ...base, frequency: 0 }, spring)).toEqual([]);
        expect(dueDays({ ...base, due: undefined }, spring)).toEqual([]);
        expect(dueDays({ ...base, due: 'soon' }, spring)).toEqual([]);
    });
});

it('knows which days an entry touches', () => {
    const entry = { firstDay: '2026-11-10', lastDay: '2026-11-12' } as Entry;
    const from = (first: string, last: string): boolean => touches(entry, { from: first, to: last });
    expect([from('2026-11-12', '2026-11-30'), from('2026-11-01', '2026-11-10')]).toEqual([true, true]);
    expect([from('2026-11-13', '2026-11-30'), from('2026-11-01', '2026-11-09')]).toEqual([false, false]);
});
