import CalendarGrid from 'c/calendarGrid';
import { gridWeeks, visibleRange, type Day, type GridDay } from 'c/calendarModel';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';
import { entryOf, lineEntries } from '../../calendarModel/__tests__/data/calendarEntries';

// The stub of the test tools begins weeks on Saturday; en-US, which it stands for otherwise, on Sunday.
jest.mock('@salesforce/i18n/firstDayOfWeek', () => ({ __esModule: true, default: 1 }), { virtual: true });

let measure: (width: number) => void;

interface Properties {
    weeks: GridDay[][];
    selectedDay: Day;
    label: string;
    maxEntries: number;
    mayEdit: boolean;
}

const NOVEMBER = visibleRange('month', '2026-11-20', 1);

const show = (properties: Partial<Properties> = {}): HTMLElement & Properties =>
    mount<Properties>('c-calendar-grid', CalendarGrid, {
        weeks: gridWeeks(NOVEMBER, lineEntries(), '2026-11-20', [1, 7], '2026-11'),
        selectedDay: '2026-11-24',
        label: 'November 2026',
        ...properties
    });

const cell = (grid: Element, day: Day): HTMLElement => find(grid, `[data-day="${day}"]`);

describe('c-calendar-grid', () => {
    afterEach(resetPage);

    it('is a grid of weeks with one day in the tab order', async () => {
        const grid = show();
        expect(findAll(grid, 'th').map((column) => column.textContent)).toEqual([
            'Sun',
            'Mon',
            'Tue',
            'Wed',
            'Thu',
            'Fri',
            'Sat'
        ]);
        expect(findAll(grid, 'tbody tr')).toHaveLength(5);
        expect(findAll(grid, 'td[tabindex="0"]')).toEqual([cell(grid, '2026-11-24')]);
        expect(cell(grid, '2026-11-20').getAttribute('aria-current')).toBe('date');
        expect(cell(grid, '2026-12-01').className).toBe('day day_outside');
        expect(cell(grid, '2026-11-21').className).toBe('day day_weekend');
        await expect(grid).toBeAccessible();
    });

    it('says what a day holds', () => {
        const overdue = { ...entryOf('Forgotten check'), firstDay: '2026-11-10', lastDay: '2026-11-10' };
        const grid = show({ weeks: gridWeeks(NOVEMBER, [overdue], '2026-11-20', []) });
        const spoken = (day: Day): string | null | undefined =>
            cell(grid, day).querySelector('[data-id=spoken]')?.textContent;
        expect(spoken('2026-11-10')).toBe('c.Calendar_Day_Count, c.Calendar_Day_Overdue');
        expect(spoken('2026-11-11')).toBe('Wednesday, November 11, 2026');
    });

    it('shows some entries and counts the others', async () => {
        const entry = entryOf('Replace seal');
        const entries = Array.from({ length: 5 }, (_, i) => ({ ...entry, key: `e${i}` }));
        const grid = show({ weeks: gridWeeks(NOVEMBER, entries, '2026-11-20', []), maxEntries: 2 });
        expect(cell(grid, entry.firstDay).querySelectorAll('c-calendar-entry')).toHaveLength(2);
        expect(find(grid, '[data-id=more]').textContent).toBe('c.Calendar_Day_More');
        await expect(grid).toBeAccessible();
    });

    it('puts entries of the selected day only into the tab order', () => {
        const grid = show();
        const tabIndexOf = (day: Day): number | undefined =>
            cell(grid, day).querySelector<HTMLElement & { linkTabIndex: number }>('c-calendar-entry')?.linkTabIndex;
        expect(tabIndexOf('2026-11-24')).toBe(0);
        expect(tabIndexOf('2026-11-25')).toBe(-1);
    });

    it.each([
        ['ArrowRight', '2026-11-25'],
        ['ArrowUp', '2026-11-17'],
        ['Home', '2026-11-22'],
        ['End', '2026-11-28'],
        ['PageDown', '2026-12-24']
    ])('asks for another day with %s', (key, day) => {
        const grid = show();
        const select = jest.fn();
        grid.addEventListener('dayselect', (event) => select((event as CustomEvent).detail));
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        cell(grid, '2026-11-24').dispatchEvent(event);
        expect(select).toHaveBeenCalledWith({ day });
        expect(event.defaultPrevented).toBe(true);
    });

    it('moves the focus with the day, once it is shown', async () => {
        const grid = show();
        grid.focus();
        cell(grid, '2026-11-24').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown' }));
        grid.label = 'not yet';
        await flush();
        expect(grid.shadowRoot?.activeElement).toBe(cell(grid, '2026-11-24'));
        grid.selectedDay = '2026-12-01';
        await flush();
        expect(grid.shadowRoot?.activeElement).toBe(cell(grid, '2026-12-01'));
        grid.selectedDay = '2026-11-30';
        await flush();
        expect(grid.shadowRoot?.activeElement).toBe(cell(grid, '2026-12-01'));
    });

    it('opens a day with Enter and Space, and leaves other keys and shortcuts alone', () => {
        const grid = show();
        const events: unknown[] = [];
        for (const name of ['dayopen', 'dayselect'])
            grid.addEventListener(name, (event) => events.push([name, (event as CustomEvent<unknown>).detail]));
        const press = (init: KeyboardEventInit, target: Element = cell(grid, '2026-11-24')): boolean =>
            target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, composed: true, ...init }));
        press({ key: 'Enter' });
        press({ key: ' ' });
        press({ key: 'x' });
        press({ key: 'ArrowLeft', altKey: true });
        press({ key: 'ArrowLeft', ctrlKey: true });
        press({ key: 'ArrowLeft', metaKey: true });
        press({ key: 'Enter' }, find(grid, 'c-calendar-entry'));
        expect(events).toEqual([
            ['dayopen', { day: '2026-11-24' }],
            ['dayopen', { day: '2026-11-24' }]
        ]);
    });

    it('selects a day by click', () => {
        const grid = show();
        const select = jest.fn();
        grid.addEventListener('dayselect', (event) => select((event as CustomEvent).detail));
        cell(grid, '2026-11-24').click();
        cell(grid, '2026-11-02').click();
        expect(select.mock.calls).toEqual([[{ day: '2026-11-02' }]]);
    });

    it('shows only numbers of entries when it is narrow', async () => {
        const disconnect = jest.fn();
        global.ResizeObserver = class {
            constructor(callback: (entries: { contentRect: { width: number } }[]) => void) {
                measure = (width) => callback([{ contentRect: { width } }]);
            }
            observe = jest.fn();
            disconnect = disconnect;
        } as unknown as typeof ResizeObserver;
        const grid = show();
        measure(400);
        await flush();
        expect(findAll(grid, '.frame_narrow')).toHaveLength(1);
        expect(cell(grid, '2026-11-24').querySelector('.count')?.textContent).toBe('1');
        measure(800);
        await flush();
        expect(findAll(grid, '.frame_narrow')).toHaveLength(0);
        await expect(grid).toBeAccessible();
        grid.remove();
        expect(disconnect).toHaveBeenCalledTimes(1);
        Reflect.deleteProperty(global, 'ResizeObserver');
    });

    it('is empty without weeks', () => {
        expect(findAll(mount('c-calendar-grid', CalendarGrid), 'td')).toHaveLength(0);
    });
});

describe('c-calendar-grid drags', () => {
    afterEach(resetPage);

    const inside = (day: HTMLElement): HTMLElement => day.querySelector('c-calendar-entry') as HTMLElement;
    const drag = (type: string): Event => new Event(type, { bubbles: true, cancelable: true, composed: true });

    it('a work order to another day', async () => {
        const grid = show({ mayEdit: true });
        const drops: unknown[] = [];
        grid.addEventListener('entrydrop', (event) => drops.push((event as CustomEvent<unknown>).detail));
        const entry = inside(cell(grid, '2026-11-24'));
        entry.dispatchEvent(drag('dragstart'));
        const target = cell(grid, '2026-11-26');
        target.dispatchEvent(drag('dragover'));
        await flush();
        expect(target.className).toContain('day_over');
        target.dispatchEvent(drag('drop'));
        await flush();
        expect(drops).toEqual([{ key: '0WO000000000010AAA', from: '2026-11-24', to: '2026-11-26' }]);
        expect(target.className).not.toContain('day_over');
    });

    it('nothing of a user who may not, and nothing to where it was or after the drag ended', () => {
        const grid = show({ mayEdit: true });
        const drops = jest.fn();
        grid.addEventListener('entrydrop', drops);
        const home = cell(grid, '2026-11-24');
        const entry = inside(home);
        entry.dispatchEvent(drag('dragstart'));
        home.dispatchEvent(drag('drop'));
        entry.dispatchEvent(drag('dragstart'));
        entry.dispatchEvent(drag('dragend'));
        cell(grid, '2026-11-26').dispatchEvent(drag('drop'));
        const others = show();
        others.addEventListener('entrydrop', drops);
        inside(cell(others, '2026-11-24')).dispatchEvent(drag('dragstart'));
        cell(others, '2026-11-26').dispatchEvent(drag('drop'));
        expect(drops).not.toHaveBeenCalled();
    });
});
