import AlarmShelveForm from 'c/alarmShelveForm';
import { find, flush, mount, resetPage } from 'jest/lwc';

const NOW = Date.parse('2026-11-20T10:00:00Z');

interface FormApi {
    count: number;
    busy: boolean;
    now: number;
}

/** The stub of lightning-input knows no validity, so the form's fields get one. */
function fill(form: HTMLElement, name: string, value: string): jest.Mock<void, [string]> {
    let message = '';
    const setCustomValidity = jest.fn((text: string) => {
        message = text;
    });
    const field = find(form, `[data-field=${name}]`);
    Object.assign(field, { value, setCustomValidity, reportValidity: () => message === '' && value !== '' });
    return setCustomValidity;
}

function mountForm(): { form: HTMLElement & FormApi; confirmed: jest.Mock; cancelled: jest.Mock } {
    const form = mount<FormApi>('c-alarm-shelve-form', AlarmShelveForm, { count: 2, now: NOW });
    const confirmed = jest.fn();
    const cancelled = jest.fn();
    form.addEventListener('confirm', (event) => confirmed((event as CustomEvent).detail));
    form.addEventListener('cancel', cancelled);
    return { form, confirmed, cancelled };
}

describe('c-alarm-shelve-form', () => {
    afterEach(resetPage);

    it('suggests one shift and is accessible', async () => {
        const { form } = mountForm();
        const until = find<HTMLElement & { value: string }>(form, '[data-field=until]');
        expect(until.value).toBe('2026-11-20T18:00:00.000Z');
        form.now = NOW + 60_000;
        await flush();
        expect(until.value).toBe('2026-11-20T18:00:00.000Z');
        await expect(form).toBeAccessible();
    });

    it('gives reason and end', () => {
        const { form, confirmed } = mountForm();
        fill(form, 'reason', ' Sensor is being replaced ');
        fill(form, 'until', '2026-11-20T12:00:00.000Z');
        find(form, '[data-id=confirm]').click();
        expect(confirmed).toHaveBeenCalledWith({
            reason: 'Sensor is being replaced',
            until: '2026-11-20T12:00:00.000Z'
        });
    });

    it.each([
        ['  ', '2026-11-20T12:00:00.000Z', 'reason', 'c.AlarmList_Reason_Hint'],
        ['Repair', '2026-11-20T09:00:00.000Z', 'until', 'c.AlarmList_Until_Past'],
        ['Repair', '', 'until', 'c.AlarmList_Until_Past']
    ])('refuses reason "%s" until "%s"', (reason, until, wrong, message) => {
        const { form, confirmed } = mountForm();
        const validity = { reason: fill(form, 'reason', reason), until: fill(form, 'until', until) };
        find(form, '[data-id=confirm]').click();
        expect(validity[wrong as 'reason' | 'until']).toHaveBeenCalledWith(message);
        expect(confirmed).not.toHaveBeenCalled();
    });

    it('takes a complaint back while the field is corrected', () => {
        const { form } = mountForm();
        const setCustomValidity = fill(form, 'reason', 'Repair');
        find(form, '[data-field=reason]').dispatchEvent(new CustomEvent('change'));
        expect(setCustomValidity).toHaveBeenCalledWith('');
    });

    it('is left by button and by Escape', () => {
        const { form, cancelled } = mountForm();
        find(form, '[data-id=cancel]').click();
        find(form, '[role=group]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
        find(form, '[role=group]').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
        expect(cancelled).toHaveBeenCalledTimes(2);
    });
});
