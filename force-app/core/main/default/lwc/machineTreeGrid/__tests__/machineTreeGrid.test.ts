import { buildHierarchy, markSelection, type Machine, type MachineHierarchy } from 'c/machineHierarchy';
import MachineTreeGrid from 'c/machineTreeGrid';
import type { MachineRow } from 'c/machineTreeRow';
import { find, findAll, flush, mount, resetPage, ResizeObserverMock } from 'jest/lwc';

const BASE: Omit<Machine, 'id' | 'name' | 'parentId'> = {
    deviceId: null,
    serialNumber: null,
    product: null,
    connectivity: null,
    operatingState: null,
    operatingStateLabel: null,
    priority: undefined,
    activeAlarms: 0,
    lastTelemetry: null,
    health: null,
    operatingHours: null,
    modified: null
};

const machine = (id: string, parentId: string | null): Machine => ({ ...BASE, id, name: id, parentId });

const PLANT = buildHierarchy(
    [
        machine('Plant', null),
        machine('Line 1', 'Plant'),
        machine('Press', 'Line 1'),
        machine('Motor', 'Press'),
        machine('Line 2', 'Plant'),
        machine('Filler', 'Line 2')
    ],
    'en'
);

interface GridApi {
    hierarchy: MachineHierarchy;
    marks?: Uint8Array;
    selectionKey: string;
    currentId?: string;
    height: number;
    urlTemplate: string;
    now: number;
    canMove: boolean;
    expandAll(): void;
    reveal(id: string): void;
    focusActive(): void;
    collapseAll(): void;
}

type Grid = HTMLElement & GridApi;
type RowElement = HTMLElement & { row: MachineRow };

function mountGrid(properties: Partial<GridApi> = {}): Grid {
    return mount<GridApi>('c-machine-tree-grid', MachineTreeGrid, {
        hierarchy: PLANT,
        currentId: 'Press',
        urlTemplate: '/lightning/r/Asset/{id}/view',
        ...properties
    });
}

const rows = (grid: Grid) => findAll<RowElement>(grid, 'c-machine-tree-row');
const names = (grid: Grid) => rows(grid).map(({ row }) => row.name);
const active = (grid: Grid) => find<RowElement>(grid, 'c-machine-tree-row[tabindex="0"]');

async function press(grid: Grid, ...keys: string[]): Promise<void> {
    for (const key of keys) {
        active(grid).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
        await flush();
    }
}

beforeAll(() => {
    Object.assign(window, { ResizeObserver: ResizeObserverMock });
});

describe('c-machine-tree-grid', () => {
    afterEach(resetPage);

    it('opens the way to the machine of the page', async () => {
        const grid = mountGrid();
        await flush();
        expect(names(grid)).toEqual(['Plant', 'Line 1', 'Press', 'Line 2']);
        expect(active(grid).row.name).toBe('Press');
        expect(active(grid).getAttribute('aria-current')).toBe('page');
        expect(active(grid).row.url).toBe('/lightning/r/Asset/Press/view');
        await expect(grid).toBeAccessible();
    });

    it('tells level, place and number of siblings', async () => {
        const grid = mountGrid();
        await flush();
        const attributes = ['aria-level', 'aria-posinset', 'aria-setsize', 'aria-expanded', 'aria-rowindex'];
        expect(rows(grid).map((row) => attributes.map((name) => row.getAttribute(name)))).toEqual([
            ['1', '1', '1', 'true', '2'],
            ['2', '1', '2', 'true', '3'],
            ['3', '1', '1', 'false', '4'],
            ['2', '2', '2', 'false', '5']
        ]);
        expect(find(grid, '[role=treegrid]').getAttribute('aria-rowcount')).toBe('5');
    });

    it('walks by keyboard with one tab stop', async () => {
        const grid = mountGrid();
        await flush();
        await press(grid, 'ArrowRight', 'ArrowDown');
        expect(active(grid).row.name).toBe('Motor');
        expect(document.activeElement).toBe(grid);
        expect(grid.shadowRoot?.activeElement).toBe(active(grid));
        expect(findAll(grid, '[tabindex="0"]')).toHaveLength(1);
        await press(grid, 'ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'Home');
        expect(names(grid)).toEqual(['Plant', 'Line 1', 'Press', 'Line 2']);
        expect(active(grid).row.name).toBe('Plant');
        await press(grid, 'End', '*');
        expect(names(grid)).toEqual(['Plant', 'Line 1', 'Press', 'Line 2', 'Filler']);
        await press(grid, 'f');
        expect(active(grid).row.name).toBe('Filler');
    });

    it('asks to open and to select', async () => {
        const grid = mountGrid();
        const opened = jest.fn();
        const selected = jest.fn();
        grid.addEventListener('openrecord', (event) => opened((event as CustomEvent).detail));
        grid.addEventListener('selectmachine', (event) => selected((event as CustomEvent).detail));
        await press(grid, 'Enter', ' ');
        rows(grid)[0].click();
        rows(grid)[1].dispatchEvent(new CustomEvent('openrecord'));
        expect(opened.mock.calls).toEqual([[{ id: 'Press' }], [{ id: 'Line 1' }]]);
        expect(selected.mock.calls).toEqual([[{ id: 'Press' }], [{ id: 'Plant' }]]);
    });

    it('asks for the menu of a machine by button and by key', async () => {
        const grid = mountGrid();
        const asked: { id: string; anchor: DOMRect }[] = [];
        grid.addEventListener('actions', (event) => asked.push((event as CustomEvent).detail));
        rows(grid)[1].focus();
        rows(grid)[1].dispatchEvent(new CustomEvent('actions'));
        await flush();
        await press(grid, 'ArrowDown', 'ContextMenu');
        const shiftF10 = { key: 'F10', shiftKey: true, bubbles: true, composed: true };
        active(grid).dispatchEvent(new KeyboardEvent('keydown', shiftF10));
        expect(asked.map(({ id }) => id)).toEqual(['Line 1', 'Press', 'Press']);
        expect(asked[0].anchor).toHaveProperty('bottom');
    });

    it('opens the way to a machine without taking the focus', async () => {
        const grid = mountGrid({ currentId: 'Plant' });
        await flush();
        grid.reveal('Motor');
        await flush();
        expect(names(grid)).toEqual(['Plant', 'Line 1', 'Press', 'Motor', 'Line 2']);
        expect(active(grid).row.name).toBe('Motor');
        expect(grid.shadowRoot?.activeElement).toBeNull();
        grid.focusActive();
        expect(grid.shadowRoot?.activeElement).toBe(active(grid));
    });

    it('draws only what changed when a branch opens', async () => {
        const grid = mountGrid();
        await flush();
        const before = new Map(rows(grid).map((row) => [row.row.name, row.row]));
        rows(grid)[2].dispatchEvent(new CustomEvent('toggle'));
        await flush();
        const redrawn = rows(grid).filter((row) => before.get(row.row.name) !== row.row);
        expect(redrawn.map(({ row }) => row.name)).toEqual(['Press', 'Motor']);
        grid.now = 60_000;
        await flush();
        expect(rows(grid).filter((row) => before.get(row.row.name) === row.row)).toHaveLength(0);
    });

    it('takes the row that has the focus as the active one, however it got it', async () => {
        const grid = mountGrid();
        await flush();
        rows(grid)[3].focus();
        await flush();
        expect(active(grid).row.name).toBe('Line 2');
    });

    it('tells that rows move', async () => {
        const grid = mountGrid();
        const scrolled = jest.fn();
        grid.addEventListener('scrolled', scrolled);
        const scroller = find(grid, '[role=treegrid]');
        scroller.dispatchEvent(new Event('scroll'));
        expect(scrolled).not.toHaveBeenCalled();
        scroller.scrollTop = 100;
        scroller.dispatchEvent(new Event('scroll'));
        expect(scrolled).toHaveBeenCalledTimes(1);
    });

    it('leaves keys with modifiers and unknown keys to the browser', async () => {
        const grid = mountGrid();
        await flush();
        const event = new KeyboardEvent('keydown', { key: 'Home', ctrlKey: true, bubbles: true, cancelable: true });
        active(grid).dispatchEvent(event);
        expect(event.defaultPrevented).toBe(false);
        await press(grid, 'Tab', 'z');
        expect(active(grid).row.name).toBe('Press');
    });

    it('remembers what was open', async () => {
        const first = mountGrid();
        await flush();
        rows(first)[3].dispatchEvent(new CustomEvent('toggle'));
        await flush();
        expect(names(first)).toContain('Filler');
        first.remove();
        const second = mountGrid();
        await flush();
        expect(names(second)).toEqual(['Plant', 'Line 1', 'Press', 'Line 2', 'Filler']);
    });

    it('opens and closes everything', async () => {
        const grid = mountGrid();
        grid.expandAll();
        await flush();
        expect(rows(grid)).toHaveLength(6);
        grid.collapseAll();
        await flush();
        expect(names(grid)).toEqual(['Plant', 'Line 1', 'Line 2']);
    });

    it('shows hits with the way to them, which the user may close', async () => {
        const marks = markSelection(PLANT, { filter: 'all', search: 'motor' });
        const grid = mountGrid({ marks, selectionKey: 'motor', currentId: undefined });
        await flush();
        expect(names(grid)).toEqual(['Plant', 'Line 1', 'Press', 'Motor']);
        expect(rows(grid).map(({ row }) => row.isHit)).toEqual([false, false, false, true]);
        rows(grid)[1].dispatchEvent(new CustomEvent('toggle'));
        await flush();
        expect(names(grid)).toEqual(['Plant', 'Line 1']);
        // A live update makes new marks of the same selection.
        grid.marks = markSelection(PLANT, { filter: 'all', search: 'motor' });
        await flush();
        expect(names(grid)).toEqual(['Plant', 'Line 1']);
        grid.marks = markSelection(PLANT, { filter: 'all', search: 'press' });
        grid.selectionKey = 'press';
        await flush();
        expect(names(grid)).toEqual(['Plant', 'Line 1', 'Press']);
    });

    it('keeps focus, scroll and open branches when machines change', async () => {
        const grid = mountGrid();
        await flush();
        await press(grid, 'ArrowUp', 'ArrowDown');
        const focused = active(grid);
        grid.hierarchy = PLANT.withMachines(new Map([['Press', { ...machine('Press', 'Line 1'), priority: 'High' }]]));
        await flush();
        expect(active(grid)).toBe(focused);
        expect(grid.shadowRoot?.activeElement).toBe(focused);
        expect(focused.row.cells[0].priority).toBe('High');
    });

    it('shows as many columns as fit', async () => {
        const grid = mountGrid();
        ResizeObserverMock.resize(300);
        await flush();
        expect(findAll(grid, '[role=columnheader]')).toHaveLength(3);
        expect(rows(grid)[0].row.cells.map(({ key }) => key)).toEqual(['alarms']);
        ResizeObserverMock.resize(1_000);
        await flush();
        expect(findAll(grid, '[role=columnheader]')).toHaveLength(6);
    });

    it('starts afresh with another hierarchy', async () => {
        const grid = mountGrid();
        grid.collapseAll();
        grid.hierarchy = buildHierarchy([machine('Other', null), machine('Fan', 'Other')], 'en');
        await flush();
        expect(names(grid)).toEqual(['Other', 'Fan']);
    });
});

describe('c-machine-tree-grid with 10,000 machines', () => {
    let big: MachineHierarchy;

    beforeAll(() => {
        const machines = Array.from({ length: 10_000 }, (_unused, index) =>
            machine(`Machine ${index}`, index === 0 ? null : 'Machine 0')
        );
        big = buildHierarchy(machines, 'en');
    });

    afterEach(resetPage);

    it('puts only the rows in view on the page, wherever the user scrolls', async () => {
        const grid = mountGrid({ hierarchy: big, currentId: 'Machine 0', height: 360 });
        await flush();
        expect(rows(grid).length).toBeLessThan(40);
        const scroller = find(grid, '.scroller');
        scroller.scrollTop = 36 * 5_000;
        scroller.dispatchEvent(new CustomEvent('scroll'));
        await flush();
        expect(names(grid)).toContain('Machine 5000');
        expect(rows(grid).length).toBeLessThan(40);
        // The row that holds the focus stays, or the keyboard would be lost.
        expect(active(grid).row.name).toBe('Machine 0');
    });

    it('scrolls to the machine of the page and along with the keyboard', async () => {
        const grid = mountGrid({ hierarchy: big, currentId: 'Machine 9000', height: 360 });
        await flush();
        const scroller = find(grid, '.scroller');
        expect(scroller.scrollTop).toBe(9_000 * 36 + 36 - 360);
        await press(grid, 'Home');
        expect(scroller.scrollTop).toBe(0);
    });
});

describe('c-machine-tree-grid while a machine is dragged', () => {
    afterEach(resetPage);

    function drag(grid: Grid, type: string, name: string): DragEvent {
        const event = new Event(type, { bubbles: true, cancelable: true }) as DragEvent;
        Object.assign(event, { dataTransfer: { setData: jest.fn(), effectAllowed: 'all' } });
        rows(grid)
            .find(({ row }) => row.name === name)
            ?.dispatchEvent(event);
        return event;
    }

    async function mountMovable(): Promise<{ grid: Grid; moved: jest.Mock }> {
        const grid = mountGrid({ canMove: true, currentId: 'Motor' });
        const moved = jest.fn();
        grid.addEventListener('movemachine', (event) => moved((event as CustomEvent).detail));
        await flush();
        return { grid, moved };
    }

    it('lets it be dropped on another branch', async () => {
        const { grid, moved } = await mountMovable();
        expect(rows(grid)[0].draggable).toBe(true);
        drag(grid, 'dragstart', 'Press');
        const over = drag(grid, 'dragover', 'Line 2');
        await flush();
        expect(over.defaultPrevented).toBe(true);
        expect(find(grid, '.row_drop').getAttribute('data-id')).toBe('Line 2');
        drag(grid, 'drop', 'Line 2');
        expect(moved.mock.calls).toEqual([[{ id: 'Press', targetId: 'Line 2' }]]);
        await flush();
        expect(findAll(grid, '.row_drop')).toHaveLength(0);
    });

    it.each([
        ['itself', 'Press'],
        ['a machine below it', 'Motor'],
        ['its present parent', 'Line 1']
    ])('does not let it be dropped on %s', async (_what, name) => {
        const { grid, moved } = await mountMovable();
        drag(grid, 'dragstart', 'Press');
        expect(drag(grid, 'dragover', name).defaultPrevented).toBe(false);
        drag(grid, 'drop', name);
        expect(moved).not.toHaveBeenCalled();
    });

    it('ignores what comes from elsewhere, and forgets a drag that ends', async () => {
        const { grid, moved } = await mountMovable();
        expect(drag(grid, 'dragover', 'Line 2').defaultPrevented).toBe(false);
        drag(grid, 'dragstart', 'Press');
        drag(grid, 'dragover', 'Line 2');
        drag(grid, 'dragend', 'Press');
        drag(grid, 'drop', 'Line 2');
        expect(moved).not.toHaveBeenCalled();
    });

    it('offers no dragging without the right to move', async () => {
        const grid = mountGrid();
        await flush();
        expect(rows(grid)[0].draggable).toBe(false);
    });
});
