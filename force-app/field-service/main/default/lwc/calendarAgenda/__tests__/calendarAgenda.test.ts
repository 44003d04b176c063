import CalendarAgenda from 'c/calendarAgenda';
import type { EntryView } from 'c/calendarView';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';
import { entryOf } from '../../calendarModel/__tests__/data/calendarEntries';

describe('c-calendar-agenda', () => {
    afterEach(resetPage);

    it('lists overdue entries first, then days', async () => {
        const agenda = mount('c-calendar-agenda', CalendarAgenda, {
            overdue: [entryOf('Forgotten check')],
            days: [
                { day: '2026-11-24', entries: [entryOf('Replace seal')] },
                { day: '2026-11-25', entries: [] }
            ],
            mayEdit: true
        });
        expect(findAll(agenda, 'h4').map((heading) => heading.textContent)).toEqual([
            'c.Calendar_Agenda_Overdue',
            'Tuesday, November 24, 2026',
            'Wednesday, November 25, 2026'
        ]);
        const views = findAll<HTMLElement & { view: EntryView }>(agenda, 'c-calendar-entry').map(({ view }) => view);
        expect(views.map(({ title, canMove }) => [title, canMove])).toEqual([
            ['Forgotten check', true],
            ['Replace seal', true]
        ]);
        expect(find(agenda, '[data-id=none]').textContent).toBe('c.Calendar_Day_None');
        await expect(agenda).toBeAccessible();
    });

    it.each([
        [[], ['2026-11-24'], 'Tuesday, November 24, 2026'],
        [[entryOf('Forgotten check')], ['2026-11-24'], 'Tuesday, November 24, 2026'],
        [[entryOf('Forgotten check')], [], 'c.Calendar_Agenda_Overdue']
    ])('takes the focus on a day before overdue entries', (overdue, days, heading) => {
        const agenda = mount('c-calendar-agenda', CalendarAgenda, {
            overdue,
            days: days.map((day) => ({ day, entries: [] }))
        });
        agenda.focus();
        expect(agenda.shadowRoot?.activeElement?.textContent).toBe(heading);
    });

    it('shows nothing without days', async () => {
        const agenda = mount('c-calendar-agenda', CalendarAgenda);
        agenda.focus();
        expect(findAll(agenda, 'section')).toHaveLength(0);
        await expect(agenda).toBeAccessible();
    });

    it('offers a new work order on each day to those who may create one', async () => {
        const agenda = mount('c-calendar-agenda', CalendarAgenda, {
            overdue: [entryOf('Forgotten check')],
            days: [{ day: '2026-11-24', entries: [] }],
            mayCreate: true
        });
        const wishes: unknown[] = [];
        agenda.addEventListener('newentry', (event) => wishes.push((event as CustomEvent<unknown>).detail));
        expect(findAll(agenda, '[data-id=new]')).toHaveLength(1);
        find(agenda, '[data-id=new]').click();
        expect(wishes).toEqual([{ day: '2026-11-24' }]);
        await expect(agenda).toBeAccessible();
    });

    it('shows a hundred entries first, more when asked', async () => {
        const seal = entryOf('Replace seal');
        const many = (day: string): object => ({
            day,
            entries: Array.from({ length: 80 }, (_, index) => ({ ...seal, key: `${day} ${index}` }))
        });
        const agenda = mount('c-calendar-agenda', CalendarAgenda, {
            days: [many('2026-11-24'), many('2026-11-25'), many('2026-11-26')]
        });
        const count = (): number => findAll(agenda, 'c-calendar-entry').length;
        expect([count(), findAll(agenda, 'h4').length]).toEqual([100, 2]);
        find(agenda, '[data-id=more]').click();
        await flush();
        expect(count()).toBe(200);
        find(agenda, '[data-id=more]').click();
        await flush();
        expect(count()).toBe(240);
        expect(findAll(agenda, '[data-id=more]')).toHaveLength(0);
    });
});
