import TwinCommandList from 'c/twinCommandList';
import type { Command } from 'c/commandModel';
import { find, findAll, flush, mount, resetPage } from 'jest/lwc';

const NOW = Date.parse('2026-11-20T12:00:00.000Z');
const AGENT = '005000000000001AAA';
const ADMIN = '005000000000002AAA';

interface ListApi {
    commands: readonly Command[];
    canApprove: boolean;
    userId: string;
    busyId: string | undefined;
    now: number;
}

const command = (more: Partial<Command> = {}): Command => ({
    id: 'a0C000000000001AAA',
    number: 'MC-000001',
    label: 'Start',
    state: 'Waiting for Approval',
    stateLabel: 'Waiting for Approval',
    text: '',
    unit: '',
    desiredSignal: '',
    reason: 'Shift begins',
    result: '',
    requestedById: AGENT,
    requestedBy: 'Anna Agent',
    requestedAt: NOW - 30_000,
    expiresAt: NOW + 30_000,
    approvedBy: '',
    ...more
});

function show(commands: readonly Command[], properties: Partial<ListApi> = {}): HTMLElement & ListApi {
    return mount<ListApi>('c-twin-command-list', TwinCommandList, {
        commands,
        canApprove: true,
        userId: ADMIN,
        now: NOW,
        ...properties
    });
}

const text = (list: HTMLElement, id: string) => findAll(list, `[data-id=${id}]`).map((one) => one.textContent);

describe('c-twin-command-list', () => {
    afterEach(resetPage);

    it.each(['Draft', 'Waiting for Approval', 'Sent', 'Accepted', 'Done', 'Failed', 'Expired', 'Rejected', 'New'])(
        'names the state %s and is accessible',
        async (state) => {
            const list = show([
                command({ state, stateLabel: `${state}!`, result: 'because', value: 180, unit: 'bar' })
            ]);
            expect(text(list, 'state')).toEqual([`${state}!`]);
            expect(text(list, 'result')).toEqual(['because']);
            expect(text(list, 'open')).toEqual(['Start: 180 bar']);
            await expect(list).toBeAccessible();
        }
    );

    it('lets the second person decide', async () => {
        const list = show([command()]);
        const decided = jest.fn();
        list.addEventListener('decide', (event) => decided((event as CustomEvent).detail));
        for (const id of ['approve', 'reject']) find(list, `[data-id=${id}]`).click();
        expect(decided.mock.calls).toEqual([
            [{ id: 'a0C000000000001AAA', decision: 'Approve' }],
            [{ id: 'a0C000000000001AAA', decision: 'Reject' }]
        ]);
        list.busyId = 'a0C000000000001AAA';
        await flush();
        expect(find<HTMLElement & { disabled: boolean }>(list, '[data-id=approve]').disabled).toBe(true);
        await expect(list).toBeAccessible();
    });

    it.each([
        ['the requester', { userId: AGENT }],
        ['somebody without the permission', { canApprove: false }]
    ])('does not let %s decide', (_who, properties) => {
        const list = show([command()], properties);
        expect(findAll(list, '[data-id=decision]')).toHaveLength(0);
        expect(text(list, 'own')).toEqual(['c.TwinCommands_Own']);
    });

    it('lets nobody decide after the expiry', () => {
        const list = show([command({ expiresAt: NOW }), command({ id: 'x', expiresAt: undefined })]);
        expect(findAll(list, '[data-id=decision]')).toHaveLength(1);
        expect(text(list, 'own')).toEqual([]);
    });

    it('tells who decided', () => {
        const facts = (more: Partial<Command>) =>
            find(show([command({ approvedBy: 'Otto', ...more })]), '[data-id=command]').textContent;
        expect(facts({ state: 'Sent', requestedAt: undefined })).toContain('c.TwinCommands_Approved_By');
        resetPage();
        expect(facts({ state: 'Rejected' })).toContain('c.TwinCommands_Rejected_By');
    });

    it('opens the record here, unless the user wants a new tab', () => {
        const list = show([command()]);
        const opened = jest.fn();
        list.addEventListener('openrecord', (event) => opened((event as CustomEvent).detail));
        const link = find(list, '[data-id=open]');
        link.dispatchEvent(new MouseEvent('click', { ctrlKey: true, cancelable: true }));
        expect(opened).not.toHaveBeenCalled();
        link.dispatchEvent(new MouseEvent('click', { cancelable: true }));
        expect(opened).toHaveBeenCalledWith({ recordId: 'a0C000000000001AAA' });
    });
});
