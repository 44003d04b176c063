import AlarmBoard from 'c/alarmBoard';
import type { Alarm } from 'c/alarmModel';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';

const NOW = Date.parse('2026-11-20T10:00:00Z');

const alarm = (id: string, values: Partial<Alarm> = {}): Alarm => ({
    id,
    name: id,
    message: `Alarm ${id}`,
    machine: undefined,
    priority: 'High',
    state: 'Unacknowledged',
    stateLabel: 'Unacknowledged',
    raisedAt: '2026-11-20T09:50:00Z',
    clearedAt: null,
    lastTransitionAt: '2026-11-20T09:50:00Z',
    shelvedUntil: null,
    acknowledgedBy: null,
    commonCause: null,
    value: null,
    limit: null,
    textValue: null,
    unit: null,
    case: undefined,
    workOrder: undefined,
    requestedAction: null,
    requestedAt: null,
    ...values
});

interface BoardApi {
    alarms: readonly Alarm[];
    canAct: boolean;
    now: number;
}

type Board = HTMLElement & BoardApi;
type Item = HTMLElement & { selected: boolean };

const ALARMS = [alarm('a'), alarm('b', { state: 'Acknowledged' }), alarm('c', { state: 'Normal' })];

function mountBoard(properties: Partial<BoardApi> = {}): { board: Board; asked: jest.Mock } {
    const board = mount<BoardApi>('c-alarm-board', AlarmBoard, {
        alarms: ALARMS,
        canAct: true,
        now: NOW,
        ...properties
    });
    const asked = jest.fn();
    board.addEventListener('request', (event) => asked((event as CustomEvent).detail));
    return { board, asked };
}

const items = (board: Board) => findAll<Item>(board, 'c-alarm-item');

async function select(board: Board, id: string, checked = true): Promise<void> {
    find(board, `c-alarm-item[data-id=${id}]`).dispatchEvent(new CustomEvent('select', { detail: { checked } }));
    await flush();
}

async function selectAll(board: Board, checked: boolean): Promise<void> {
    const box = find<HTMLElement & { checked: boolean }>(board, '[data-id=select-all]');
    box.checked = checked;
    box.dispatchEvent(new CustomEvent('change'));
    await flush();
}

describe('c-alarm-board', () => {
    afterEach(resetPage);

    it('lists alarms and is accessible', async () => {
        const { board } = mountBoard();
        expect(items(board)).toHaveLength(3);
        await expect(board).toBeAccessible();
    });

    it('selects all that allow an action, and none', async () => {
        const { board } = mountBoard();
        await selectAll(board, true);
        expect(items(board).map(({ selected }) => selected)).toEqual([true, true, false]);
        expect(find<HTMLElement & { checked: boolean }>(board, '[data-id=select-all]').checked).toBe(true);
        await selectAll(board, false);
        expect(items(board).map(({ selected }) => selected)).toEqual([false, false, false]);
    });

    it('acknowledges the selected alarms that need it, all at once (thingsboard 12808)', async () => {
        const { board, asked } = mountBoard();
        await selectAll(board, true);
        find(board, '[data-id=acknowledge-selected]').click();
        await flush();
        expect(asked).toHaveBeenCalledWith({ ids: ['a'], action: 'Acknowledge' });
        expect(items(board).map(({ selected }) => selected)).toEqual([false, true, false]);
    });

    it('shelves the selected alarms after asking why and until when', async () => {
        const { board, asked } = mountBoard();
        await select(board, 'a');
        await select(board, 'b');
        await select(board, 'b', false);
        find(board, '[data-id=shelve-selected]').click();
        await flush();
        const detail = { reason: 'Repair', until: '2026-11-20T12:00:00.000Z' };
        find(board, 'c-alarm-request-form').dispatchEvent(new CustomEvent('confirm', { detail }));
        await flush();
        expect(asked).toHaveBeenCalledWith({ ids: ['a'], action: 'Shelve', ...detail });
        expect(findAll(board, 'c-alarm-request-form')).toHaveLength(0);
    });

    it('passes the requests of one alarm on, shelving by the form', async () => {
        const { board, asked } = mountBoard();
        const [first] = items(board);
        first.dispatchEvent(new CustomEvent('request', { detail: { action: 'Acknowledge' } }));
        expect(asked).toHaveBeenCalledWith({ ids: ['a'], action: 'Acknowledge' });
        first.dispatchEvent(new CustomEvent('request', { detail: { action: 'Shelve' } }));
        await flush();
        find(board, 'c-alarm-request-form').dispatchEvent(new CustomEvent('cancel'));
        await flush();
        expect(findAll(board, 'c-alarm-request-form')).toHaveLength(0);
        expect(asked).toHaveBeenCalledTimes(1);
    });

    it('closes the form when its alarm is gone', async () => {
        const { board } = mountBoard();
        items(board)[0].dispatchEvent(new CustomEvent('request', { detail: { action: 'Shelve' } }));
        await flush();
        board.alarms = ALARMS.slice(1);
        await flush();
        expect(findAll(board, 'c-alarm-request-form')).toHaveLength(0);
    });

    it('passes on which record to open', () => {
        const { board } = mountBoard();
        const opened = jest.fn();
        board.addEventListener('openrecord', (event) => opened((event as CustomEvent).detail));
        items(board)[0].dispatchEvent(new CustomEvent('openrecord', { detail: { id: 'x' } }));
        expect(opened).toHaveBeenCalledWith({ id: 'x' });
    });

    it('offers no actions to those who may not act', () => {
        const { board } = mountBoard({ canAct: false });
        expect(findAll(board, '.toolbar')).toHaveLength(0);
    });
});
