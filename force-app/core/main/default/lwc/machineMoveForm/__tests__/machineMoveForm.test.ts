import { buildHierarchy, type MachineHierarchy } from 'c/machineHierarchy';
import MachineMoveForm from 'c/machineMoveForm';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';
import { machine } from 'jest/machines';

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

interface FormApi {
    hierarchy: MachineHierarchy;
    machineId?: string;
    targetId?: string;
    busy: boolean;
    conflict: boolean;
}

type RadioGroup = HTMLElement & { options: { value: string; label: string }[]; value?: string };
type Button = HTMLElement & { disabled: boolean };

async function mountForm(properties: Partial<FormApi> = {}) {
    const form = mount<FormApi>('c-machine-move-form', MachineMoveForm, {
        hierarchy: PLANT,
        machineId: 'Press',
        ...properties
    });
    const confirmed = jest.fn();
    const cancelled = jest.fn();
    form.addEventListener('confirm', (event) => confirmed((event as CustomEvent).detail));
    form.addEventListener('cancel', cancelled);
    await flush();
    return { form, confirmed, cancelled };
}

const group = (form: HTMLElement) => find<RadioGroup>(form, 'lightning-radio-group');
const confirm = (form: HTMLElement) => find<Button>(form, '[data-id=confirm]');

async function search(form: HTMLElement, value: string): Promise<void> {
    find(form, 'lightning-input').dispatchEvent(new CustomEvent('change', { detail: { value } }));
    await flush();
}

describe('c-machine-move-form', () => {
    afterEach(resetPage);

    it('offers every other place with its path', async () => {
        const { form } = await mountForm();
        expect(group(form).options.map(({ label }) => label)).toEqual([
            'Plant',
            'Plant › Line 2',
            'Plant › Line 2 › Filler'
        ]);
        expect(confirm(form).disabled).toBe(true);
        await expect(form).toBeAccessible();
    });

    it('searches and has the choice confirmed', async () => {
        const { form, confirmed } = await mountForm();
        await search(form, 'fill');
        expect(group(form).options.map(({ value }) => value)).toEqual(['Filler']);
        group(form).dispatchEvent(new CustomEvent('change', { detail: { value: 'Filler' } }));
        await flush();
        confirm(form).click();
        expect(confirmed.mock.calls).toEqual([[{ parentId: 'Filler' }]]);
    });

    it('keeps the machine it was dropped on in sight', async () => {
        const { form } = await mountForm({ targetId: 'Line 2' });
        await search(form, 'filler');
        expect(group(form).options.map(({ value }) => value)).toEqual(['Line 2', 'Filler']);
        expect(group(form).value).toBe('Line 2');
        expect(confirm(form).disabled).toBe(false);
    });

    it('says that nothing fits', async () => {
        const { form } = await mountForm();
        await search(form, 'motor');
        expect(findAll(form, 'lightning-radio-group')).toHaveLength(0);
        expect(find(form, '[data-id=none]').textContent).toBe('c.MachineTree_Move_None');
    });

    it('shows the first matches of many', async () => {
        const lines = Array.from({ length: 9 }, (_unused, at) => machine(`Line ${at}`, 'Plant'));
        const hierarchy = buildHierarchy([machine('Plant', null), ...lines, machine('Press', 'Line 0')], 'en');
        const { form } = await mountForm({ hierarchy });
        expect(group(form).options).toHaveLength(8);
        expect(find(form, '[data-id=more]').textContent).toBe('c.MachineTree_Move_More');
    });

    it('tells a conflict and waits while it saves', async () => {
        const { form } = await mountForm({ conflict: true, busy: true, targetId: 'Line 2' });
        expect(find(form, '[data-id=conflict]').getAttribute('role')).toBe('alert');
        expect(confirm(form).disabled).toBe(true);
    });

    it('is left by button and by key', async () => {
        const { form, cancelled } = await mountForm();
        find(form, '[data-id=cancel]').click();
        find(form, '[role=group]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
        find(form, '[role=group]').dispatchEvent(new KeyboardEvent('keydown', { key: 'x' }));
        expect(cancelled).toHaveBeenCalledTimes(2);
    });

    it('stands above a machine at the top without a parent', async () => {
        const { form } = await mountForm({ machineId: 'Plant' });
        expect(findAll(form, '[data-id=from]')).toHaveLength(0);
    });
});
