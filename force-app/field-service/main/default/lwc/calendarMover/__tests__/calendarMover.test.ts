import CalendarMover from 'c/calendarMover';
import type { Entry } from 'c/calendarModel';
import { updateRecord } from 'lightning/uiRecordApi';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';
import { entryOf } from '../../calendarModel/__tests__/data/calendarEntries';

const update = updateRecord as unknown as jest.Mock<Promise<unknown>, unknown[]>;
const ID = '0WO000000000010AAA';
const START = Date.parse('2026-11-27T08:00:00Z');
const END = Date.parse('2026-11-27T12:00:00Z');

interface Properties {
    entry: Entry | undefined;
}

function show(): { mover: HTMLElement & Properties; events: unknown[] } {
    const mover = mount<Properties>('c-calendar-mover', CalendarMover, { entry: entryOf('Replace seal') });
    const events: unknown[] = [];
    for (const name of ['close', 'moved', 'outdated', 'failed']) {
        mover.addEventListener(name, (event) => events.push([name, (event as CustomEvent<unknown>).detail]));
    }
    return { mover, events };
}

async function move(mover: HTMLElement, times: { start: number; end?: number }): Promise<void> {
    find(mover, 'c-calendar-reschedule').dispatchEvent(new CustomEvent('move', { detail: times }));
    await flush();
}

async function undo(mover: HTMLElement): Promise<void> {
    find(mover, '[data-id=undo]').click();
    await flush();
}

const hasConflict = (mover: HTMLElement): boolean =>
    find<HTMLElement & { conflict: boolean }>(mover, 'c-calendar-reschedule').conflict;

describe('c-calendar-mover', () => {
    beforeEach(() => {
        update.mockReset().mockResolvedValue({ lastModifiedDate: '2026-11-20T10:00:01.000Z' });
    });
    afterEach(resetPage);

    it('saves only if nobody changed the order since it was read', async () => {
        const { mover, events } = show();
        await move(mover, { start: START, end: END });
        expect(update).toHaveBeenCalledWith(
            { fields: { Id: ID, StartDate: '2026-11-27T08:00:00.000Z', EndDate: '2026-11-27T12:00:00.000Z' } },
            { ifUnmodifiedSince: '2026-11-19T08:00:00.000Z' }
        );
        expect(events).toEqual([['moved', null]]);
        expect(find(mover, '[data-id=message] span').textContent).toBe('c.Calendar_Moved');
        await expect(mover).toBeAccessible();
    });

    it('takes a move back under the same condition, once', async () => {
        const { mover } = show();
        await move(mover, { start: START });
        expect(update).toHaveBeenLastCalledWith(
            expect.objectContaining({ fields: expect.objectContaining({ EndDate: null }) as unknown }),
            expect.anything()
        );
        await undo(mover);
        expect(update).toHaveBeenLastCalledWith(
            { fields: { Id: ID, StartDate: '2026-11-24T08:00:00.000Z', EndDate: '2026-11-24T12:00:00.000Z' } },
            { ifUnmodifiedSince: '2026-11-20T10:00:01.000Z' }
        );
        expect(find(mover, '[data-id=message] span').textContent).toBe('c.Calendar_Undone');
        expect(findAll(mover, '[data-id=undo]')).toHaveLength(0);
    });

    it.each([412, 409])('shows a change by somebody else instead of overwriting it (HTTP %d)', async (status) => {
        update.mockRejectedValue({ status, body: { message: 'The record was modified' } });
        const { mover, events } = show();
        await move(mover, { start: START });
        expect(events).toEqual([['outdated', null]]);
        expect(hasConflict(mover)).toBe(true);
        expect(findAll(mover, '[data-id=message], [data-id=undo-conflict]')).toHaveLength(0);
        mover.entry = entryOf('Order 11');
        await flush();
        expect(hasConflict(mover)).toBe(false);
        await expect(mover).toBeAccessible();
    });

    it('tells that a move cannot be taken back any more', async () => {
        const { mover } = show();
        await move(mover, { start: START });
        mover.entry = undefined;
        await flush();
        update.mockRejectedValue({ status: 412 });
        await undo(mover);
        expect(find(mover, '[data-id=undo-conflict]').textContent).toBe('c.Calendar_Move_Conflict');
        await expect(mover).toBeAccessible();
    });

    it('passes other refusals on', async () => {
        update.mockRejectedValue({ status: 400 });
        const { mover, events } = show();
        await move(mover, { start: START });
        expect(events).toEqual([['failed', { error: { status: 400 } }]]);
        expect(hasConflict(mover)).toBe(false);
    });

    it('saves nothing when the order has disappeared', async () => {
        const { mover } = show();
        const form = find(mover, 'c-calendar-reschedule');
        mover.entry = undefined;
        form.dispatchEvent(new CustomEvent('move', { detail: { start: START } }));
        await flush();
        expect(update).not.toHaveBeenCalled();
    });

    it('is left by the form, and takes the focus there', () => {
        const { mover, events } = show();
        mover.focus();
        expect(mover.shadowRoot?.activeElement).toBe(find(mover, 'c-calendar-reschedule'));
        find(mover, 'c-calendar-reschedule').dispatchEvent(new CustomEvent('cancel'));
        expect(events).toEqual([['close', null]]);
    });
});
