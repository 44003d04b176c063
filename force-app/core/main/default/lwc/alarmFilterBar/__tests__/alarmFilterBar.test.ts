import AlarmFilterBar from 'c/alarmFilterBar';
import { NO_FILTER, type AlarmFilter, type OverviewAlarm } from 'c/alarmOverview';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';
import { overviewAlarm } from 'jest/overviewAlarms';

interface BarApi {
    alarms: readonly OverviewAlarm[];
    filter: AlarmFilter;
}

type List = HTMLElement & { options: { value: string }[]; value: string };

async function mountBar(filter: Partial<AlarmFilter> = {}) {
    const alarms = [overviewAlarm('a'), overviewAlarm('b', { site: 'Mainz', priority: 'Low' })];
    const bar = mount<BarApi>('c-alarm-filter-bar', AlarmFilterBar, { alarms, filter: { ...NO_FILTER, ...filter } });
    const changed: AlarmFilter[] = [];
    bar.addEventListener('filterchange', (event) => changed.push((event as CustomEvent<AlarmFilter>).detail));
    await flush();
    return { bar, changed };
}

const list = (bar: HTMLElement, name: string) => find<List>(bar, `[data-name=${name}]`);

describe('c-alarm-filter-bar', () => {
    afterEach(resetPage);

    it('offers what the alarms have', async () => {
        const { bar } = await mountBar();
        expect(findAll(bar, 'lightning-combobox')).toHaveLength(4);
        expect(list(bar, 'priority').options.map(({ value }) => value)).toEqual(['', 'High', 'Low']);
        expect(list(bar, 'site').options.map(({ value }) => value)).toEqual(['', 'Duisburg', 'Mainz']);
        await expect(bar).toBeAccessible();
    });

    it('keeps a chosen value that no alarm has any more', async () => {
        const { bar } = await mountBar({ site: 'Kiel' });
        expect(list(bar, 'site').options.map(({ value }) => value)).toEqual(['', 'Kiel', 'Duisburg', 'Mainz']);
        expect(list(bar, 'site').value).toBe('Kiel');
    });

    it('changes one part and keeps the others', async () => {
        const { bar, changed } = await mountBar({ site: 'Mainz' });
        const change = (element: HTMLElement, value: string) =>
            element.dispatchEvent(new CustomEvent('change', { detail: { value } }));
        change(find(bar, 'lightning-input'), 'oil');
        change(list(bar, 'state'), 'Unacknowledged');
        expect(changed).toEqual([
            { ...NO_FILTER, site: 'Mainz', search: 'oil' },
            { ...NO_FILTER, site: 'Mainz', state: 'Unacknowledged' }
        ]);
    });

    it('gives the focus to the search', async () => {
        const { bar } = await mountBar();
        const focus = jest.spyOn(find(bar, 'lightning-input'), 'focus');
        bar.focus();
        expect(focus).toHaveBeenCalledTimes(1);
    });
});
