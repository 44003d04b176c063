import { buildHierarchy, type MachineHierarchy, type Selection } from 'c/machineHierarchy';
import MachineTreeToolbar from 'c/machineTreeToolbar';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';
import { machine } from 'jest/machines';

const PLANT = buildHierarchy(
    [
        machine('Plant', null),
        machine('Pump', 'Plant', { product: 'CP-20' }),
        machine('Motor', 'Plant', { product: 'EM-75' }),
        machine('Other motor', 'Plant', { product: 'EM-75' })
    ],
    'en'
);

interface ToolbarApi {
    hierarchy: MachineHierarchy;
    selection: Selection;
}

async function mountToolbar(hierarchy = PLANT) {
    const toolbar = mount<ToolbarApi>('c-machine-tree-toolbar', MachineTreeToolbar, {
        hierarchy,
        selection: { filter: 'alarms', search: 'press' }
    });
    const changed: Selection[] = [];
    toolbar.addEventListener('selectionchange', (event) => changed.push((event as CustomEvent<Selection>).detail));
    await flush();
    return { toolbar, changed };
}

function change(toolbar: HTMLElement, selector: string, value: string): void {
    find(toolbar, selector).dispatchEvent(new CustomEvent('change', { detail: { value } }));
}

describe('c-machine-tree-toolbar', () => {
    afterEach(resetPage);

    it('offers each product once', async () => {
        const { toolbar } = await mountToolbar();
        const list = find<HTMLElement & { options: { value: string }[] }>(toolbar, '[data-id=product]');
        expect(list.options.map(({ value }) => value)).toEqual(['', 'CP-20', 'EM-75']);
        await expect(toolbar).toBeAccessible();
    });

    it('offers no products where there is no choice', async () => {
        const { toolbar } = await mountToolbar(buildHierarchy([machine('Pump', null, { product: 'CP-20' })], 'en'));
        expect(findAll(toolbar, '[data-id=product]')).toHaveLength(0);
    });

    it('changes one part and keeps the others', async () => {
        const { toolbar, changed } = await mountToolbar();
        change(toolbar, 'lightning-input', 'motor');
        change(toolbar, '[data-id=filter]', 'offline');
        change(toolbar, '[data-id=product]', 'EM-75');
        expect(changed).toEqual([
            { filter: 'alarms', search: 'motor' },
            { filter: 'offline', search: 'press' },
            { filter: 'alarms', search: 'press', product: 'EM-75' }
        ]);
    });

    it('asks what is overdue only while that is chosen, and tells it once', async () => {
        const { toolbar, changed } = await mountToolbar();
        expect(findAll(toolbar, 'c-machine-overdue')).toHaveLength(0);
        toolbar.selection = { filter: 'overdue', search: '' };
        await flush();
        const found = async (detail: object): Promise<void> => {
            find(toolbar, 'c-machine-overdue').dispatchEvent(new CustomEvent('found', { detail }));
            await flush();
        };
        await found({ ids: ['Pump'] });
        expect(changed).toEqual([{ filter: 'overdue', search: '', overdue: ['Pump'] }]);
        toolbar.selection = changed[0];
        await found({ ids: ['Pump'] });
        await found({ errors: [{ message: 'No access' }] });
        expect(changed).toHaveLength(1);
        const panel = find<HTMLElement & { errors: unknown }>(toolbar, 'c-error-panel');
        expect(panel.errors).toEqual([{ message: 'No access' }]);
        const refresh = jest.spyOn(find<HTMLElement & { refresh(): void }>(toolbar, 'c-machine-overdue'), 'refresh');
        panel.dispatchEvent(new CustomEvent('retry'));
        expect(refresh).toHaveBeenCalledTimes(1);
        change(toolbar, '[data-id=filter]', 'offline');
        expect(changed[1]).toEqual({ filter: 'offline', search: '' });
    });

    it('gives the focus to the search', async () => {
        const { toolbar } = await mountToolbar();
        const focus = jest.spyOn(find(toolbar, 'lightning-input'), 'focus');
        toolbar.focus();
        expect(focus).toHaveBeenCalledTimes(1);
    });
});
