import CalendarToolbar from 'c/calendarToolbar';
import { find, findAll, mount, resetPage } from 'jest/lwc';

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

    it('offers what there is to choose from, to export and to print', async () => {
        const jana = { label: 'Jana Brandt', value: 'Jana Brandt' };
        const bar = mount('c-calendar-toolbar', CalendarToolbar, {
            has: { warranties: true, appointments: true, downtimes: true },
            hasEntries: true,
            machines: [
                { label: 'Motor 1', value: 'm1' },
                { label: 'Press 1', value: 'm2' }
            ],
            owners: [jana, { label: 'Tom Vogel', value: 'Tom Vogel' }]
        });
        const events: unknown[] = [];
        for (const name of ['machinechange', 'ownerchange', 'export', 'print']) {
            bar.addEventListener(name, (event) => events.push([name, (event as CustomEvent<unknown>).detail]));
        }
        find(bar, '[data-id=machine]').dispatchEvent(new CustomEvent('change', { detail: { value: 'm1' } }));
        find(bar, '[data-id=owner]').dispatchEvent(new CustomEvent('change', { detail: { value: '' } }));
        find(bar, '[data-id=export]').click();
        find(bar, '[data-id=print]').click();
        expect(events).toEqual([
            ['machinechange', { machine: 'm1' }],
            ['ownerchange', { owner: '' }],
            ['export', null],
            ['print', null]
        ]);
        expect(findAll(bar, '[data-filter]').map(({ dataset }) => dataset.filter)).toEqual([
            'orders',
            'appointments',
            'plans',
            'downtimes',
            'warranties',
            'overdue'
        ]);
        const { options } = find<HTMLElement & { options: unknown[] }>(bar, '[data-id=owner]');
        expect(options[1]).toEqual(jana);
        await expect(bar).toBeAccessible();
    });

    it('offers no choice of one', () => {
        const one = [{ label: 'Press 1', value: 'm2' }];
        const bar = mount('c-calendar-toolbar', CalendarToolbar, { machines: one, owners: one });
        expect(findAll(bar, 'lightning-combobox')).toHaveLength(0);
        expect(find<HTMLElement & { disabled: boolean }>(bar, '[data-id=export]').disabled).toBe(true);
    });
});
