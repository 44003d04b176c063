import CalendarAgenda from 'c/calendarAgenda';
import type { EntryView } from 'c/calendarView';
import { find, findAll, mount, resetPage } from 'jest/lwc';
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
});
