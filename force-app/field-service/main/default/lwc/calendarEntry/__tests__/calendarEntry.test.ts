import CalendarEntry from 'c/calendarEntry';
import { toEntryView } from 'c/calendarView';
import { find, findAll, mount, resetPage } from 'jest/lwc';
import { entryOf } from '../../calendarModel/__tests__/data/calendarEntries';

describe('c-calendar-entry', () => {
    afterEach(resetPage);

    const view = toEntryView(entryOf('Forgotten check'), true);

    it('shows a row with everything known', async () => {
        const entry = mount('c-calendar-entry', CalendarEntry, { view });
        expect(find(entry, 'a').textContent).toBe('Forgotten check');
        expect(find(entry, '[data-id=meta]').textContent).toBe(
            'c.Calendar_Kind_WorkOrder · 00000014 · Press 1 · New · Medium'
        );
        expect(findAll(entry, '[data-id=flag]').map((flag) => flag.textContent)).toEqual([
            'c.Calendar_Flag_Overdue',
            'c.Calendar_Flag_Alarm'
        ]);
        await expect(entry).toBeAccessible();
    });

    it('shows a short line that can stay out of the tab order', async () => {
        const entry = mount('c-calendar-entry', CalendarEntry, { view, compact: true, linkTabIndex: -1 });
        expect(find(entry, 'a').getAttribute('tabindex')).toBe('-1');
        expect(find(entry, 'a').title).toBe(view.summary);
        expect(
            findAll<HTMLElement & { alternativeText: string }>(entry, 'lightning-icon').map(
                (icon) => icon.alternativeText
            )
        ).toEqual(view.flags.map((flag) => flag.label));
        await expect(entry).toBeAccessible();
    });

    it('opens its record here on a plain click only', () => {
        const entry = mount('c-calendar-entry', CalendarEntry, { view });
        const open = jest.fn();
        entry.addEventListener('openentry', (event) => open((event as CustomEvent).detail));
        entry.addEventListener('click', (event) => event.preventDefault());
        const click = (change: MouseEventInit): boolean =>
            find(entry, 'a').dispatchEvent(
                new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, ...change })
            );
        click({});
        for (const change of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { button: 1 }]) click(change);
        expect(open.mock.calls).toEqual([[{ recordId: '0WO000000000014AAA' }]]);
    });

    it('asks for another time, where the user may', () => {
        const entry = mount('c-calendar-entry', CalendarEntry, { view });
        const move = jest.fn();
        entry.addEventListener('moveentry', (event) => move((event as CustomEvent).detail));
        find(entry, 'lightning-button-icon').click();
        expect(move).toHaveBeenCalledWith({ key: view.key });
        const fixed = mount('c-calendar-entry', CalendarEntry, { view: { ...view, canMove: false } });
        expect(findAll(fixed, 'lightning-button-icon')).toHaveLength(0);
    });

    it('shows nothing without an entry', () => {
        expect(findAll(mount('c-calendar-entry', CalendarEntry), '*')).toHaveLength(0);
    });
});
