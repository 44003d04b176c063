import CalendarToolbar from 'c/calendarToolbar';
import { find, mount, resetPage } from 'jest/lwc';

describe('c-calendar-toolbar', () => {
    afterEach(resetPage);

    it('shows the period and passes wishes on', async () => {
        const bar = mount('c-calendar-toolbar', CalendarToolbar, {
            period: 'November 2026',
            scope: '02i1',
            filters: ['orders']
        });
        const events: unknown[] = [];
        for (const name of ['step', 'today', 'viewchange', 'filterchange']) {
            bar.addEventListener(name, (event) => events.push([name, (event as CustomEvent<unknown>).detail]));
        }
        find(bar, '[data-id=previous]').click();
        find(bar, '[data-id=next]').click();
        find(bar, '[data-id=today]').click();
        find(bar, 'lightning-radio-group').dispatchEvent(new CustomEvent('change', { detail: { value: 'week' } }));
        find(bar, '[data-filter=plans]').dispatchEvent(new CustomEvent('change', { detail: { checked: true } }));
        find(bar, '[data-filter=orders]').dispatchEvent(new CustomEvent('change', { detail: { checked: false } }));
        expect(events).toEqual([
            ['step', { direction: -1 }],
            ['step', { direction: 1 }],
            ['today', null],
            ['viewchange', { view: 'week' }],
            ['filterchange', { filters: ['orders', 'plans'] }],
            ['filterchange', { filters: [] }]
        ]);
        expect(find(bar, '[data-id=period]').textContent).toBe('November 2026');
        expect(find<HTMLElement & { name: string }>(bar, 'lightning-radio-group').name).toBe('calendar-view-02i1');
        await expect(bar).toBeAccessible();
    });
});
