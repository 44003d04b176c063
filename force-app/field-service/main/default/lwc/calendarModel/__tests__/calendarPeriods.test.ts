import {
    agendaDays,
    canMove,
    dayForKey,
    gridWeeks,
    isConflict,
    moveEntry,
    readMove,
    stepPeriod,
    timelineRows,
    visibleRange,
    type Entry
} from '../calendarModel';

const entry = (changes: Partial<Entry>): Entry => ({
    key: 'a',
    kind: 'workOrder',
    recordId: '0WO000000000001AAA',
    number: '00000001',
    subject: 'Replace seal',
    assetId: '02i000000000001AAA',
    assetName: 'Press 1',
    firstDay: '2026-11-10',
    lastDay: '2026-11-10',
    status: 'New',
    priority: 'High',
    overdue: false,
    done: false,
    inAlarm: false,
    clash: false,
    inDowntime: false,
    owner: '',
    technicians: [],
    lastModified: '2026-11-01T00:00:00.000Z',
    ...changes
});

describe('periods', () => {
    it('shows a month in whole weeks from the first day of the week', () => {
        expect(visibleRange('month', '2026-11-20', 2)).toEqual({ from: '2026-10-26', to: '2026-12-06' });
        expect(visibleRange('month', '2026-11-20', 1)).toEqual({ from: '2026-11-01', to: '2026-12-05' });
        expect(visibleRange('month', '2026-02-10', 1)).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    });

    it('shows weeks and agendas', () => {
        expect(visibleRange('week', '2026-11-20', 2)).toEqual({ from: '2026-11-16', to: '2026-11-22' });
        expect(visibleRange('agenda', '2026-11-20', 2)).toEqual({ from: '2026-11-20', to: '2026-12-19' });
    });

    it('steps by its own length', () => {
        expect(stepPeriod('month', '2026-01-31', 1)).toBe('2026-02-28');
        expect(stepPeriod('week', '2026-11-20', -1)).toBe('2026-11-13');
        expect(stepPeriod('agenda', '2026-11-20', 1)).toBe('2026-12-20');
    });
});

describe('grid', () => {
    const range = visibleRange('month', '2026-11-20', 2);

    it('has weeks of seven days, marks today, weekends and days of other months', () => {
        const weeks = gridWeeks(range, [], '2026-11-20', [1, 7], '2026-11');
        expect(weeks).toHaveLength(6);
        expect(weeks.every((week) => week.length === 7)).toBe(true);
        const days = weeks.flat();
        expect(days.filter((day) => day.today).map((day) => day.day)).toEqual(['2026-11-20']);
        expect(days[0]).toMatchObject({ day: '2026-10-26', inPeriod: false, weekend: false });
        expect(days[12]).toMatchObject({ day: '2026-11-07', inPeriod: true, weekend: true });
        expect(gridWeeks(range, [], '2026-11-20', [])[0][0].inPeriod).toBe(true);
    });

    it('puts an entry on each of its days inside the range', () => {
        const long = entry({ firstDay: '2026-12-04', lastDay: '2026-12-10' });
        const before = entry({ key: 'b', firstDay: '2026-10-20', lastDay: '2026-10-27' });
        const outside = entry({ key: 'c', firstDay: '2026-01-01', lastDay: '2026-01-01' });
        const days = gridWeeks(range, [long, before, outside], '2026-11-20', [])
            .flat()
            .filter((day) => day.entries.length > 0);
        expect(days.map((day) => day.day)).toEqual([
            '2026-10-26',
            '2026-10-27',
            '2026-12-04',
            '2026-12-05',
            '2026-12-06'
        ]);
    });

    it('lists an agenda by day with older overdue entries apart', () => {
        const agenda = agendaDays({ from: '2026-11-20', to: '2026-12-19' }, [
            entry({ key: 'old', overdue: true, firstDay: '2026-09-01', lastDay: '2026-09-01' }),
            entry({ key: 'gone', firstDay: '2026-09-01', lastDay: '2026-09-01' }),
            entry({ key: 'later', firstDay: '2026-12-01', lastDay: '2026-12-01' }),
            entry({ key: 'running', firstDay: '2026-11-18', lastDay: '2026-11-21' }),
            entry({ key: 'same', firstDay: '2026-12-01', lastDay: '2026-12-02' })
        ]);
        expect(agenda.overdue.map((each) => each.key)).toEqual(['old']);
        expect(agenda.days.map((each) => [each.day, each.entries.map((one) => one.key)])).toEqual([
            ['2026-11-20', ['running']],
            ['2026-12-01', ['later', 'same']]
        ]);
    });

    it.each([
        ['ArrowLeft', '2026-11-19'],
        ['ArrowRight', '2026-11-21'],
        ['ArrowUp', '2026-11-13'],
        ['ArrowDown', '2026-11-27'],
        ['Home', '2026-11-16'],
        ['End', '2026-11-22'],
        ['PageUp', '2026-10-20'],
        ['PageDown', '2026-12-20'],
        ['a', undefined]
    ])('%s leads to %s', (key, day) => expect(dayForKey(key, '2026-11-20', 2, false)).toBe(day));

    it('turns left and right in right-to-left languages', () => {
        expect(dayForKey('ArrowLeft', '2026-11-20', 7, true)).toBe('2026-11-21');
        expect(dayForKey('ArrowRight', '2026-11-20', 7, true)).toBe('2026-11-19');
    });
});

describe('moving', () => {
    const start = Date.parse('2026-03-28T08:00:00Z');

    it('allows open work orders only', () => {
        expect(canMove(entry({}))).toBe(true);
        expect(canMove(entry({ done: true }))).toBe(false);
        expect(canMove(entry({ kind: 'plan' }))).toBe(false);
    });

    it('keeps the clock time and the length of the work', () => {
        const moved = moveEntry(entry({ start, end: start + 7_200_000 }), 1, 'Europe/Berlin');
        expect(moved).toEqual({ start: Date.parse('2026-03-29T07:00:00Z'), end: Date.parse('2026-03-29T09:00:00Z') });
        expect(moveEntry(entry({ start }), 1, 'UTC')).toEqual({ start: start + 86_400_000, end: undefined });
        expect(moveEntry(entry({ end: start }), 1, 'UTC')).toEqual({
            start: start + 86_400_000,
            end: start + 86_400_000
        });
        expect(moveEntry(entry({}), 1, 'UTC')).toBeUndefined();
    });

    it('checks typed times', () => {
        expect(readMove('2026-11-24T08:00:00Z', '')).toEqual({
            move: { start: Date.parse('2026-11-24T08:00:00Z'), end: undefined },
            problem: undefined
        });
        expect(readMove('2026-11-24T08:00:00Z', '2026-11-24T09:00:00Z').move?.end).toBe(
            Date.parse('2026-11-24T09:00:00Z')
        );
        expect(readMove('', '').problem).toBe('noStart');
        expect(readMove('2026-11-24T08:00:00Z', '2026-11-24T07:00:00Z').problem).toBe('endBeforeStart');
        expect(readMove('2026-11-24T08:00:00Z', 'later').problem).toBe('endBeforeStart');
    });

    it('tells a conflict from other errors', () => {
        expect([{ status: 412 }, { status: 409 }].every(isConflict)).toBe(true);
        expect([{ status: 400 }, undefined, new Error('x')].some(isConflict)).toBe(false);
    });
});

describe('the timeline', () => {
    const range = { from: '2026-11-09', to: '2026-11-13' };
    const cells = (entries: Entry[]): unknown[] =>
        timelineRows(entries, range).map(({ assetName, lines }) => [
            assetName,
            lines.map((line) =>
                line.map(({ day, days, entry: found }) => `${found?.key ?? '-'} ${day.slice(8)} ${days}`)
            )
        ]);

    it('fills the days of entries and leaves the others free', () => {
        const entries = [entry({ firstDay: '2026-11-10', lastDay: '2026-11-11' })];
        expect(cells(entries)).toEqual([['Press 1', [['- 09 1', 'a 10 2', '- 12 1', '- 13 1']]]]);
    });

    it('cuts what reaches beyond the days shown, and leaves out what does not touch them', () => {
        const entries = [
            entry({ firstDay: '2026-10-01', lastDay: '2026-12-01' }),
            entry({ key: 'b', firstDay: '2026-11-20', lastDay: '2026-11-20' })
        ];
        expect(cells(entries)).toEqual([['Press 1', [['a 09 5']]]]);
    });

    it('puts entries of one day into lines of their own, and fills lines again', () => {
        const entries = [
            entry({ firstDay: '2026-11-09', lastDay: '2026-11-10' }),
            entry({ key: 'b', firstDay: '2026-11-10', lastDay: '2026-11-10' }),
            entry({ key: 'c', firstDay: '2026-11-11', lastDay: '2026-11-13' })
        ];
        expect(cells(entries)).toEqual([
            [
                'Press 1',
                [
                    ['a 09 2', 'c 11 3'],
                    ['- 09 1', 'b 10 1', '- 11 1', '- 12 1', '- 13 1']
                ]
            ]
        ]);
    });

    it('has a row for each machine, by name', () => {
        const entries = [entry({}), entry({ key: 'b', assetId: '02i2', assetName: 'Motor 1' })];
        expect(timelineRows(entries, range).map(({ assetName }) => assetName)).toEqual(['Motor 1', 'Press 1']);
    });

    it('shows two weeks and steps by two weeks', () => {
        expect(visibleRange('timeline', '2026-11-20', 2)).toEqual({ from: '2026-11-16', to: '2026-11-29' });
        expect(stepPeriod('timeline', '2026-11-20', 1)).toBe('2026-12-04');
    });
});
