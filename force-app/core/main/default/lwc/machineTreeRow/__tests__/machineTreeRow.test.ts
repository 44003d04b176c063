import MachineTreeRow, { type MachineRow } from 'c/machineTreeRow';
import { find, findAll, mount, resetPage } from 'jest/lwc';

const ROW: MachineRow = {
    id: '02i000000000004AAA',
    name: 'Drive Motor',
    url: '#/lightning/r/Asset/02i000000000004AAA/view',
    level: 3,
    isExpandable: true,
    isExpanded: false,
    isHit: true,
    cells: [
        { key: 'alarms', text: '2', title: 'Critical, 2 active alarms', priority: 'Critical' },
        { key: 'connectivity', text: 'Online', shape: 'M2 8.5L6 12.5L14 3.5', shapeVariant: 'success' }
    ]
};

function mountRow(changes: Partial<MachineRow> = {}): HTMLElement {
    const row = mount('c-machine-tree-row', MachineTreeRow, { row: { ...ROW, ...changes } });
    row.setAttribute('role', 'row');
    return row;
}

function clickLink(row: HTMLElement, keys: MouseEventInit = {}): { event: MouseEvent; opened: jest.Mock } {
    const opened = jest.fn();
    row.addEventListener('openrecord', opened);
    const event = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, ...keys });
    find(row, 'a').dispatchEvent(event);
    return { event, opened };
}

describe('c-machine-tree-row', () => {
    afterEach(resetPage);

    it('shows name, indent and cells', () => {
        const row = mountRow();
        expect(find(row, 'a').textContent).toBe('Drive Motor');
        expect(find(row, '.cell_name').getAttribute('style')).toContain('2.5rem');
        expect(findAll(row, '[role=gridcell]').map((cell) => cell.textContent?.trim())).toEqual([
            expect.stringContaining('Drive Motor'),
            '2',
            'Online',
            'c.MachineTree_Actions'
        ]);
        expect(find(row, '[data-column=connectivity] svg').getAttribute('class')).toBe('shape success');
        expect(find<HTMLElement & { priority: string }>(row, 'c-priority-symbol').priority).toBe('Critical');
    });

    it('is accessible inside a tree grid', async () => {
        const grid = document.createElement('div');
        grid.setAttribute('role', 'treegrid');
        grid.setAttribute('aria-label', 'Machines');
        const row = mountRow();
        grid.append(row);
        document.body.append(grid);
        await expect(grid).toBeAccessible();
    });

    it('asks to open the page on a plain click only', () => {
        const plain = clickLink(mountRow());
        expect(plain.opened).toHaveBeenCalledTimes(1);
        expect(plain.event.defaultPrevented).toBe(true);
        const newTab = clickLink(mountRow(), { ctrlKey: true });
        expect(newTab.opened).not.toHaveBeenCalled();
        expect(newTab.event.defaultPrevented).toBe(false);
    });

    it('asks to open or close the branch', () => {
        const row = mountRow({ isExpanded: true });
        const toggled = jest.fn();
        row.addEventListener('toggle', toggled);
        const button = find(row, 'button');
        expect(button.title).toBe('c.MachineTree_Collapse');
        button.click();
        expect(toggled).toHaveBeenCalledTimes(1);
    });

    it('asks for the menu', () => {
        const row = mountRow();
        const asked = jest.fn();
        row.addEventListener('actions', asked);
        find(row, '[data-id=actions]').click();
        expect(asked).toHaveBeenCalledTimes(1);
    });

    it('has no button without a branch and marks what only leads to a hit', () => {
        const row = mountRow({ isExpandable: false, isHit: false });
        expect(findAll(row, 'button.toggle')).toHaveLength(0);
        expect(find(row, 'a').className).toContain('name_path');
    });
});
