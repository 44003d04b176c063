import { find, findAll, flush, resetPage } from 'jest/lwc';
import { type Grid, mountGrid, rows, useGrid } from './gridBench';

useGrid();

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
