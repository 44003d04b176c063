import TwinCommandForm from 'c/twinCommandForm';
import { toDefinition, type CommandDefinition } from 'c/commandModel';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';

interface FormApi {
    definition: CommandDefinition;
    machineName: string;
    busy: boolean;
    errors: unknown;
}

const definition = (more: object = {}): CommandDefinition =>
    toDefinition({
        DeveloperName: 'HP_400_Oil_Pressure',
        MasterLabel: 'Set oil pressure',
        Parameter_Type__c: 'Number',
        Parameter_Label__c: 'Oil pressure',
        Parameter_Unit__c: 'bar',
        Minimum__c: 150,
        Maximum__c: 220,
        ...more
    });

interface Shown {
    form: HTMLElement & FormApi;
    sent: jest.Mock;
    cancelled: jest.Mock;
}

function show(more: object = {}, properties: Partial<FormApi> = {}): Shown {
    const form = mount<FormApi>('c-twin-command-form', TwinCommandForm, {
        definition: definition(more),
        machineName: 'Press 01',
        ...properties
    });
    const sent = jest.fn();
    const cancelled = jest.fn();
    form.addEventListener('send', (event) => sent((event as CustomEvent).detail));
    form.addEventListener('cancel', cancelled);
    return { form, sent, cancelled };
}

/** The stubs of the base components know no validity, so each field gets one. */
function fill(form: HTMLElement, values: Readonly<Record<string, string>>, isValid = true): void {
    for (const field of findAll(form, '[data-field]')) {
        const value = values[field.dataset.field ?? ''] ?? '';
        Object.assign(field, { value, reportValidity: () => isValid });
    }
}

async function press(form: HTMLElement, id: string): Promise<void> {
    find(form, `[data-id=${id}]`).click();
    await flush();
}

describe('c-twin-command-form', () => {
    afterEach(resetPage);

    it('asks for a number within its range, and has it confirmed', async () => {
        const { form, sent } = show({ Description__c: 'Sets it.', Confirmation__c: 'Is nobody there?' });
        const input = find<HTMLElement & { min: number; max: number; label: string }>(form, '[data-field=number]');
        expect([input.label, input.min, input.max]).toEqual(['Oil pressure (bar)', 150, 220]);
        expect(find(form, '[data-id=range]').textContent).toBe('c.TwinCommands_Range');
        await expect(form).toBeAccessible();
        fill(form, { number: '182.5', reason: ' Cold oil ' });
        await press(form, 'continue');
        expect(find(form, '[data-id=question]').textContent).toBe('c.TwinCommands_Confirm');
        expect(find(form, '[data-id=confirmation]').textContent).toBe('Is nobody there?');
        await expect(form).toBeAccessible();
        expect(sent).not.toHaveBeenCalled();
        await press(form, 'send');
        expect(sent).toHaveBeenCalledWith({ value: 182.5, reason: 'Cold oil' });
    });

    it('does not go on while a field is wrong', async () => {
        const { form } = show();
        fill(form, { number: '999' }, false);
        await press(form, 'continue');
        expect(findAll(form, '[data-id=question]')).toHaveLength(0);
    });

    it('asks for a choice', async () => {
        const { form, sent } = show({ Parameter_Type__c: 'Choice', Choices__c: '0.33 L;0.5 L', Parameter_Unit__c: '' });
        const box = find<HTMLElement & { options: object[]; label: string }>(form, '[data-field=choice]');
        expect(box.options).toEqual([
            { label: '0.33 L', value: '0.33 L' },
            { label: '0.5 L', value: '0.5 L' }
        ]);
        expect(box.label).toBe('Oil pressure');
        box.dispatchEvent(new CustomEvent('change', { detail: { value: '0.5 L' } }));
        fill(form, { choice: '0.5 L' });
        await press(form, 'continue');
        await press(form, 'send');
        expect(sent).toHaveBeenCalledWith({ text: '0.5 L' });
    });

    it('marks a dangerous command and wants a reason for the second person', async () => {
        const { form, sent } = show({ Parameter_Type__c: 'None', Dangerous__c: true });
        expect(find<HTMLElement & { required: boolean }>(form, '[data-field=reason]').required).toBe(true);
        fill(form, { reason: 'Shift begins' });
        await press(form, 'continue');
        expect(find(form, '[data-id=dangerous]').textContent).toContain('c.TwinCommands_Dangerous');
        const button = find<HTMLElement & { label: string; variant: string }>(form, '[data-id=send]');
        expect([button.label, button.variant]).toEqual(['c.TwinCommands_Ask', 'destructive']);
        await press(form, 'send');
        expect(sent).toHaveBeenCalledWith({ reason: 'Shift begins' });
        await expect(form).toBeAccessible();
    });

    it('goes back to the form with what was entered', async () => {
        const { form } = show();
        fill(form, { number: '180' });
        await press(form, 'continue');
        await press(form, 'back');
        expect(find<HTMLElement & { value: string }>(form, '[data-field=number]').value).toBe('180');
    });

    it('shows why it could not be sent, and sends again', async () => {
        const { form, sent } = show({ Parameter_Type__c: 'None' });
        fill(form, {});
        await press(form, 'continue');
        form.busy = true;
        await flush();
        expect(find<HTMLElement & { disabled: boolean }>(form, '[data-id=send]').disabled).toBe(true);
        Object.assign(form, { busy: false, errors: { body: { message: 'Refused' } } });
        await flush();
        find(form, 'c-error-panel').dispatchEvent(new CustomEvent('retry'));
        expect(sent).toHaveBeenCalledWith({});
    });

    it('is given up with a button or with Escape, and with no other key', () => {
        const { form, cancelled } = show({ Minimum__c: undefined, Maximum__c: undefined });
        expect(findAll(form, '[data-id=range]')).toHaveLength(0);
        find(form, '[data-id=cancel]').click();
        const group = find(form, '[role=group]');
        group.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
        group.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
        expect(cancelled).toHaveBeenCalledTimes(2);
    });
});
