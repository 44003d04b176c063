import { arrangeAlarms, type AlarmNode, type AlarmSort } from 'c/alarmOverview';
import AlarmTable from 'c/alarmTable';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';
import { overviewAlarm } from 'jest/overviewAlarms';

interface TableApi {
    nodes: readonly AlarmNode[];
    selectedIds: ReadonlySet<string>;
    canSelect: boolean;
    sort: AlarmSort;
    now: number;
    urlTemplate: string;
}

const NODES = arrangeAlarms([
    overviewAlarm('pump', { case: { id: 'case-1', name: '00001001' } }),
    overviewAlarm('motor', { rootId: 'pump' }),
    overviewAlarm('press', { rootId: 'pump' }),
    overviewAlarm('filler', { state: 'Shelved', shelvedUntil: '2026-11-20T12:00:00.000Z', machine: undefined })
]);

async function mountTable(properties: Partial<TableApi> = {}) {
    const table = mount<TableApi>('c-alarm-table', AlarmTable, {
        nodes: NODES,
        canSelect: true,
        now: Date.parse('2026-11-20T10:00:00.000Z'),
        urlTemplate: '/lightning/r/{id}/view',
        ...properties
    });
    const told: [string, unknown][] = [];
    for (const name of ['sortchange', 'selectionchange', 'openrecord'])
        table.addEventListener(name, (event) => told.push([name, (event as CustomEvent).detail]));
    await flush();
    return { table, told };
}

const rows = (table: HTMLElement) => findAll(table, 'tbody tr');
const ids = (table: HTMLElement) => rows(table).map(({ dataset }) => dataset.id);
const cell = (row: HTMLElement, column: string) => row.querySelector(`[data-column=${column}]`)?.textContent;

async function press(table: HTMLElement, ...keys: string[]): Promise<void> {
    for (const key of keys) {
        const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true });
        find(table, 'tr[tabindex="0"]').dispatchEvent(event);
        await flush();
    }
}

describe('c-alarm-table', () => {
    afterEach(resetPage);

    it('shows alarms with their consequences folded away', async () => {
        const { table } = await mountTable();
        expect(ids(table)).toEqual(['pump', 'filler']);
        const [root] = rows(table);
        expect(root.getAttribute('aria-expanded')).toBe('false');
        expect(root.querySelector('.slds-badge')?.textContent).toBe('c.AlarmConsole_Consequences');
        expect(cell(root, 'value')).toBe('7.9 mm/s / 7.1 mm/s');
        expect(cell(root, 'links')).toBe('00001001');
        expect(cell(root, 'raised')).toBe('2 minutes ago');
        expect(root.querySelector('[data-column=message] a')?.getAttribute('href')).toBe('/lightning/r/pump/view');
        await expect(table).toBeAccessible();
    });

    it('unfolds them, and says where each stands', async () => {
        const { table } = await mountTable();
        find(table, '.toggle').click();
        await flush();
        expect(ids(table)).toEqual(['pump', 'motor', 'press', 'filler']);
        const names = ['aria-level', 'aria-posinset', 'aria-setsize', 'aria-rowindex'];
        expect(rows(table).map((row) => names.map((name) => row.getAttribute(name)))).toEqual([
            ['1', '1', '2', '2'],
            ['2', '1', '2', '3'],
            ['2', '2', '2', '4'],
            ['1', '2', '2', '5']
        ]);
        await expect(table).toBeAccessible();
    });

    it('walks, unfolds, selects and opens by keyboard', async () => {
        const { table, told } = await mountTable();
        await press(table, 'ArrowRight', 'ArrowRight', 'ArrowDown');
        expect(find(table, 'tr[tabindex="0"]').dataset.id).toBe('press');
        await press(table, 'Enter', ' ', 'ArrowLeft', 'ArrowLeft');
        expect(ids(table)).toEqual(['pump', 'filler']);
        await press(table, 'End', 'ArrowRight', 'ArrowLeft', 'ArrowUp', 'Home', 'x');
        expect(find(table, 'tr[tabindex="0"]').dataset.id).toBe('pump');
        expect(told).toEqual([
            ['openrecord', { id: 'press' }],
            ['selectionchange', { ids: ['press'] }]
        ]);
        const event = new KeyboardEvent('keydown', { key: 'Home', ctrlKey: true, bubbles: true, cancelable: true });
        find(table, 'tr[tabindex="0"]').dispatchEvent(event);
        expect(event.defaultPrevented).toBe(false);
    });

    it('selects a folded root with its consequences, and takes it back', async () => {
        const { table, told } = await mountTable();
        await press(table, ' ');
        table.selectedIds = new Set(['pump', 'motor', 'press']);
        await flush();
        expect(rows(table)[0].getAttribute('aria-selected')).toBe('true');
        findAll<HTMLInputElement>(table, 'tbody input')[0].dispatchEvent(new Event('change'));
        expect(told).toEqual([
            ['selectionchange', { ids: ['pump', 'motor', 'press'] }],
            ['selectionchange', { ids: [] }]
        ]);
    });

    it('selects all and none', async () => {
        const { table, told } = await mountTable();
        const box = find<HTMLInputElement>(table, '[data-id=select-all]');
        for (const checked of [true, false]) {
            box.checked = checked;
            box.dispatchEvent(new Event('change'));
        }
        expect(told).toEqual([
            ['selectionchange', { ids: ['pump', 'motor', 'press', 'filler'] }],
            ['selectionchange', { ids: [] }]
        ]);
    });

    it('offers no selection to those who may only read', async () => {
        const { table, told } = await mountTable({ canSelect: false });
        expect(findAll(table, 'input')).toHaveLength(0);
        await press(table, ' ');
        expect(told).toEqual([]);
    });

    it('asks for another order and tells the present one', async () => {
        const { table, told } = await mountTable({ sort: { column: 'site', descending: true } });
        find(table, '[data-column=raised]').click();
        expect(told).toEqual([['sortchange', { column: 'raised' }]]);
        const sorted = findAll(table, '[aria-sort]').map((head) => head.getAttribute('aria-sort'));
        expect(sorted).toEqual(['descending']);
    });

    it('notes what waits and until when an alarm is shelved', async () => {
        const waiting = overviewAlarm('a', { requestedAction: 'Shelve', requestedAt: '2026-11-20T09:59:00.000Z' });
        const late = overviewAlarm('b', { requestedAction: 'Shelve', requestedAt: '2026-11-20T09:58:30.000Z' });
        const { table } = await mountTable({ nodes: [...arrangeAlarms([waiting]), ...NODES.slice(1)] });
        const notes = () => findAll(table, '[data-id=note]').map((note) => note.textContent);
        expect(notes()[0]).toBe('c.AlarmConsole_Waiting');
        expect(notes()[1]).toContain('2026');
        table.nodes = arrangeAlarms([late]);
        table.now = Date.parse('2026-11-20T10:30:00.000Z');
        await flush();
        expect(notes()).toEqual(['c.AlarmConsole_Unanswered']);
    });

    it('opens records on a plain click; with a modifier key the browser does', async () => {
        const { table, told } = await mountTable();
        const click = (ctrlKey: boolean) => {
            const event = new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey });
            find(table, '[data-column=machine] a').dispatchEvent(event);
            return event.defaultPrevented;
        };
        expect([click(true), click(false)]).toEqual([false, true]);
        expect(told).toEqual([['openrecord', { id: 'machine-pump' }]]);
    });

    it('shows a flood in parts', async () => {
        const flood = Array.from({ length: 70 }, (_unused, at) => overviewAlarm(`alarm-${at}`));
        const { table } = await mountTable({ nodes: arrangeAlarms(flood) });
        expect(rows(table)).toHaveLength(50);
        find(table, '[data-id=more]').click();
        await flush();
        expect(rows(table)).toHaveLength(70);
        expect(find(table, 'tr[tabindex="0"]').dataset.id).toBe('alarm-50');
        expect(findAll(table, '[data-id=more]')).toHaveLength(0);
    });
});
