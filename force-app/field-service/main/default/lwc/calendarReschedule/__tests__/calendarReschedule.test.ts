import type { Entry } from 'c/calendarModel';
import CalendarReschedule from 'c/calendarReschedule';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';
import { entryOf } from '../../calendarModel/__tests__/data/calendarEntries';

interface Properties {
    entry: Entry;
    conflict: boolean;
    busy: boolean;
}

const valueOf = (form: Element, id: string): string =>
    find<HTMLElement & { value: string }>(form, `[data-id=${id}]`).value;
const type = (form: Element, id: string, value: string | null): boolean =>
    find(form, `[data-id=${id}]`).dispatchEvent(new CustomEvent('change', { detail: { value } }));

describe('c-calendar-reschedule', () => {
    afterEach(resetPage);

    const entry = entryOf('Replace seal');
    const show = (properties: Partial<Properties> = {}): { form: HTMLElement & Properties; events: unknown[] } => {
        const form = mount<Properties>('c-calendar-reschedule', CalendarReschedule, { entry, ...properties });
        const events: unknown[] = [];
        for (const name of ['move', 'cancel'])
            form.addEventListener(name, (event) => events.push([name, (event as CustomEvent<unknown>).detail]));
        return { form, events };
    };

    it('begins with the current time and saves what was typed', async () => {
        const { form, events } = show();
        expect(valueOf(form, 'start')).toBe('2026-11-24T08:00:00.000Z');
        type(form, 'start', '2026-11-25T09:00:00.000Z');
        type(form, 'end', null);
        find(form, '[data-id=save]').click();
        expect(events).toEqual([['move', { start: Date.parse('2026-11-25T09:00:00Z'), end: undefined }]]);
        await expect(form).toBeAccessible();
    });

    it('moves by a day or a week, over the end of daylight-saving time too', async () => {
        const { form, events } = show({
            entry: { ...entry, start: Date.parse('2026-10-31T15:00:00Z'), end: undefined }
        });
        find(form, '[data-id=day]').click();
        await flush();
        expect([valueOf(form, 'start'), valueOf(form, 'end')]).toEqual(['2026-11-01T16:00:00.000Z', '']);
        find(form, '[data-id=week]').click();
        find(form, '[data-id=save]').click();
        expect(events).toEqual([['move', { start: Date.parse('2026-11-08T16:00:00Z'), end: undefined }]]);
    });

    it.each([
        [null, '2026-11-25T09:00:00.000Z', 'c.Calendar_Move_NoStart'],
        ['2026-11-25T09:00:00.000Z', '2026-11-25T08:00:00.000Z', 'c.Calendar_Move_EndBeforeStart']
    ])('refuses %s to %s', async (start, end, message) => {
        const { form, events } = show();
        type(form, 'start', start);
        type(form, 'end', end);
        find(form, '[data-id=save]').click();
        await flush();
        expect(find(form, '[data-id=problem]').textContent).toBe(message);
        expect(events).toEqual([]);
        await expect(form).toBeAccessible();
    });

    it('keeps what was typed over a refresh, but shows a change by somebody else', async () => {
        const { form } = show();
        type(form, 'start', '2026-11-26T09:00:00.000Z');
        form.entry = { ...entry };
        await flush();
        expect(valueOf(form, 'start')).toBe('2026-11-26T09:00:00.000Z');
        form.entry = { ...entry, start: Date.parse('2026-12-01T08:00:00Z'), lastModified: '2026-11-20T09:59:00.000Z' };
        form.conflict = true;
        await flush();
        expect(valueOf(form, 'start')).toBe('2026-12-01T08:00:00.000Z');
        expect(find(form, '[data-id=conflict]').textContent).toBe('c.Calendar_Move_Conflict');
        await expect(form).toBeAccessible();
    });

    it('begins with the end where there is no start', () => {
        const { form } = show({ entry: { ...entry, start: undefined } });
        expect(valueOf(form, 'start')).toBe('2026-11-24T12:00:00.000Z');
    });

    it('is left by button and Escape only', () => {
        const { form, events } = show({ busy: true });
        find(form, '[data-id=cancel]').click();
        find(form, 'section').dispatchEvent(new KeyboardEvent('keydown', { key: 'Tab' }));
        find(form, 'section').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
        expect(events).toEqual([
            ['cancel', null],
            ['cancel', null]
        ]);
        expect(find<HTMLElement & { disabled: boolean }>(form, '[data-id=save]').disabled).toBe(true);
    });

    it('takes the focus on its heading, and shows nothing without a work order', () => {
        const { form } = show();
        form.focus();
        expect(form.shadowRoot?.activeElement).toBe(find(form, 'h3'));
        const empty = mount('c-calendar-reschedule', CalendarReschedule);
        empty.focus();
        expect(findAll(empty, 'section')).toHaveLength(0);
    });
});
