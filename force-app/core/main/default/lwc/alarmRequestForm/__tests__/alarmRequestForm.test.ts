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
        field.reportValidity = jest.fn(() => message === '');
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
        expect(until(form).value).toBe('2026-11-20T18:00:00.000Z');
        reason(form).value = 'Spare part is on its way';
        until(form).value = '2026-11-20T12:00:00.000Z';
        confirm(form);
        const detail = { reason: 'Spare part is on its way', until: '2026-11-20T12:00:00.000Z' };
        expect(confirmed.mock.calls).toEqual([[detail]]);
        await expect(form).toBeAccessible();
    });

    it('refuses silence and the past', async () => {
        const { form, confirmed } = await mountForm('Shelve');
        reason(form).value = '  ';
        until(form).value = '2026-11-20T09:00:00.000Z';
        confirm(form);
        expect(reason(form).setCustomValidity).toHaveBeenLastCalledWith('c.AlarmList_Reason_Hint');
        expect(until(form).setCustomValidity).toHaveBeenLastCalledWith('c.AlarmList_Until_Past');
        expect(confirmed).not.toHaveBeenCalled();
        reason(form).dispatchEvent(new CustomEvent('change'));
        expect(reason(form).setCustomValidity).toHaveBeenLastCalledWith('');
    });

    it('is left by button and by key', async () => {
        const { form, cancelled } = await mountForm('Shelve');
        find(form, '[data-id=cancel]').click();
        find(form, '[role=group]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
        find(form, '[role=group]').dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }));
        expect(cancelled).toHaveBeenCalledTimes(2);
    });
});
