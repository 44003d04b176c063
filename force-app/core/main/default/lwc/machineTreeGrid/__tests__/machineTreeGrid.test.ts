import { buildHierarchy, markSelection } from 'c/machineHierarchy';
import { find, findAll, flush, resetPage, ResizeObserverMock } from 'jest/lwc';
import { machine, PLANT, mountGrid, rows, names, active, press, useGrid } from './gridBench';

useGrid();

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
