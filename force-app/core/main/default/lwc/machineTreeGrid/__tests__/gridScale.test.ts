import { buildHierarchy, type MachineHierarchy } from 'c/machineHierarchy';
import { find, flush, resetPage } from 'jest/lwc';
import { machine, mountGrid, rows, names, active, press, useGrid } from './gridBench';

useGrid();

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
