import AlarmRequestForm from 'c/alarmRequestForm';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';

type Field = HTMLElement & { value: string; setCustomValidity: jest.Mock; reportValidity: jest.Mock };

interface FormApi {
    action: string;
    now: number;
}

const NOW = Date.parse('2026-11-20T10:00:00.000Z');

async function mountForm(action: string) {
    const form = mount<FormApi>('c-alarm-request-form', AlarmRequestForm, { action, now: NOW });
    const confirmed = jest.fn();
    const cancelled = jest.fn();
    form.addEventListener('confirm', (event) => confirmed((event as CustomEvent).detail));
    form.addEventListener('cancel', cancelled);
    await flush();
    for (const field of findAll<Field>(form, 'lightning-input')) {
        let message = '';
        field.setCustomValidity = jest.fn((text: string) => (message = text));
        field.reportValidity = jest.fn(() => message === '' && field.value !== '');
    }
    return { form, confirmed, cancelled };
}

const reason = (form: HTMLElement) => find<Field>(form, '[data-field=reason]');
const until = (form: HTMLElement) => find<Field>(form, '[data-field=until]');

function confirm(form: HTMLElement): void {
    find(form, '[data-id=confirm]').click();
}

describe('c-alarm-request-form', () => {
    afterEach(resetPage);

    it.each(['Acknowledge', 'Out of Service'])('asks for words only to %s', async (action) => {
        const { form, confirmed } = await mountForm(action);
        expect(findAll(form, '[data-field=until]')).toHaveLength(0);
        reason(form).value = ' Known and harmless ';
        confirm(form);
        expect(confirmed.mock.calls).toEqual([[{ reason: 'Known and harmless' }]]);
        await expect(form).toBeAccessible();
    });

    it('asks for an end of shelving too, a shift ahead at first', async () => {
        const { form, confirmed } = await mountForm('Shelve');
        form.now = NOW + 60_000;
        await flush();
        expect(until(form).value).toBe('2026-11-20T18:00:00.000Z');
        reason(form).value = 'Spare part is on its way';
        until(form).value = '2026-11-20T12:00:00.000Z';
        confirm(form);
        const detail = { reason: 'Spare part is on its way', until: '2026-11-20T12:00:00.000Z' };
        expect(confirmed.mock.calls).toEqual([[detail]]);
        await expect(form).toBeAccessible();
    });

    it.each([
        ['  ', '2026-11-20T12:00:00.000Z', reason, 'c.AlarmList_Reason_Hint'],
        ['Repair', '2026-11-20T09:00:00.000Z', until, 'c.AlarmList_Until_Past'],
        ['Repair', '', until, 'c.AlarmList_Until_Past']
    ])('refuses reason "%s" until "%s"', async (why, end, wrong, message) => {
        const { form, confirmed } = await mountForm('Shelve');
        reason(form).value = why;
        until(form).value = end;
        confirm(form);
        expect(wrong(form).setCustomValidity).toHaveBeenLastCalledWith(message);
        expect(confirmed).not.toHaveBeenCalled();
    });

    it('takes a complaint back while the field is corrected', async () => {
        const { form } = await mountForm('Shelve');
        reason(form).value = 'Repair';
        reason(form).dispatchEvent(new CustomEvent('change'));
        expect(reason(form).setCustomValidity).toHaveBeenLastCalledWith('');
        expect(reason(form).reportValidity).toHaveBeenCalled();
    });

    it.each([
        ['Acknowledge', 'c.AlarmConsole_Form_Acknowledge', 'c.AlarmList_Acknowledge'],
        ['Shelve', 'c.AlarmList_Shelve_Title', 'c.AlarmList_Shelve'],
        ['Out of Service', 'c.AlarmConsole_Form_Out_Of_Service', 'c.AlarmConsole_Confirm']
    ])('says in its own words what it is about: %s', async (action, title, button) => {
        const { form } = await mountForm(action);
        expect(find(form, 'h3').textContent).toBe(title);
        expect(find<HTMLElement & { label: string }>(form, '[data-id=confirm]').label).toBe(button);
    });

    it('is left by button and by key', async () => {
        const { form, cancelled } = await mountForm('Shelve');
        find(form, '[data-id=cancel]').click();
        find(form, '[role=group]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
        find(form, '[role=group]').dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
        expect(cancelled).toHaveBeenCalledTimes(2);
    });
});
