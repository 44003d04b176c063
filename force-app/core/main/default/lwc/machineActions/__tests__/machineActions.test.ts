import { encodeDefaultFieldValues } from 'lightning/pageReferenceUtils';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { getRecord, notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import MachineActions from 'c/machineActions';
import { buildHierarchy, type MachineHierarchy } from 'c/machineHierarchy';
import type { MenuItem } from 'c/machineRowMenu';
import { asWire, find, findAll, flush, mount, navigations, resetPage, type RecordWire } from 'jest/lwc';
import { machine } from 'jest/machines';

const PLANT = buildHierarchy(
    [
        machine('Plant', null),
        machine('Line 1', 'Plant'),
        machine('Press', 'Line 1', { activeAlarms: 2 }),
        machine('Line 2', 'Plant')
    ],
    'en'
);

interface ActionsApi {
    hierarchy: MachineHierarchy;
    canMove: boolean;
    perform(action: string, id: string, targetId?: string): void;
    openMenu(id: string, anchor: object): void;
    closeMenu(): void;
}

type Menu = HTMLElement & { items: MenuItem[]; label: string };
type Form = HTMLElement & { targetId?: string; conflict: boolean; busy: boolean };

const recordWire = asWire<RecordWire>(getRecord);
const update = updateRecord as unknown as jest.Mock<Promise<unknown>, [object, object?]>;
const notify = notifyRecordUpdateAvailable as unknown as jest.Mock<Promise<void>, [object]>;
const objectWire = asWire<RecordWire>(getObjectInfo);
const ANCHOR = { top: 100, bottom: 136, left: 0, right: 400 };
const MODIFIED = '2026-11-20T10:00:00.000Z';

async function mountActions(canMove = true) {
    const actions = mount<ActionsApi>('c-machine-actions', MachineActions, { hierarchy: PLANT, canMove });
    const events: string[] = [];
    const toasts: string[] = [];
    for (const name of ['changed', 'finished']) actions.addEventListener(name, () => events.push(name));
    actions.addEventListener('lightning__showtoast', (event) => toasts.push((event as CustomEvent).detail.variant));
    await flush();
    return { actions, events, toasts };
}

const menu = (actions: HTMLElement) => find<Menu>(actions, 'c-machine-row-menu');
const form = (actions: HTMLElement) => find<Form>(actions, 'c-machine-move-form');

async function place(parentId: string, lastModifiedDate = MODIFIED): Promise<void> {
    recordWire.emit({ apiName: 'Asset', id: 'Press', lastModifiedDate, fields: { ParentId: { value: parentId } } });
    await flush();
}

async function confirm(actions: HTMLElement): Promise<void> {
    form(actions).dispatchEvent(new CustomEvent('confirm', { detail: { parentId: 'Line 2' } }));
    await flush();
}

beforeEach(() => {
    update.mockReset().mockResolvedValue({});
    notify.mockReset().mockResolvedValue();
});
afterEach(resetPage);

describe('the menu of c-machine-actions', () => {
    it('offers what the user can do', async () => {
        const { actions } = await mountActions();
        actions.openMenu('Press', ANCHOR);
        await flush();
        const names = ['open', 'openTab', 'newCase', 'acknowledge', 'move'];
        expect(menu(actions).items.map(({ name }) => name)).toEqual(names);
        actions.openMenu('Line 2', ANCHOR);
        await flush();
        expect(menu(actions).items.map(({ name }) => name)).not.toContain('acknowledge');
        await expect(actions).toBeAccessible();
    });

    it('offers a work order only where there are work orders that the user may create', async () => {
        const { actions } = await mountActions();
        const offered = async (): Promise<boolean> => {
            actions.openMenu('Press', ANCHOR);
            await flush();
            return menu(actions).items.some(({ name }) => name === 'newOrder');
        };
        expect(objectWire.getLastConfig()).toEqual({ objectApiName: 'WorkOrder' });
        expect(await offered()).toBe(false);
        objectWire.error({ message: 'no such object' }, 404);
        expect(await offered()).toBe(false);
        objectWire.emit({ apiName: 'WorkOrder', createable: false, fields: {} });
        expect(await offered()).toBe(false);
        objectWire.emit({ apiName: 'WorkOrder', createable: true, fields: {} });
        expect(await offered()).toBe(true);
    });

    it('offers no move without the right to it', async () => {
        const { actions } = await mountActions(false);
        actions.openMenu('Press', ANCHOR);
        await flush();
        expect(menu(actions).items.map(({ name }) => name)).not.toContain('move');
    });

    it('goes away when it is left, and gives the focus back only after a key', async () => {
        const { actions, events } = await mountActions();
        for (const byKey of [false, true]) {
            actions.openMenu('Press', ANCHOR);
            await flush();
            menu(actions).dispatchEvent(new CustomEvent('close', { detail: { byKey } }));
            await flush();
            expect(findAll(actions, 'c-machine-row-menu')).toHaveLength(0);
        }
        expect(events).toEqual(['finished']);
        actions.openMenu('Press', ANCHOR);
        actions.closeMenu();
        await flush();
        expect(findAll(actions, 'c-machine-row-menu')).toHaveLength(0);
    });

    it('opens upwards near the end of the window', async () => {
        const { actions } = await mountActions();
        const styleAt = async (anchor: object) => {
            actions.openMenu('Press', anchor);
            await flush();
            return find(actions, '.menu').getAttribute('style');
        };
        expect(await styleAt(ANCHOR)).toContain('top: 136px');
        expect(await styleAt({ ...ANCHOR, top: 700, bottom: 736 })).toContain('bottom: -700px');
    });

    it('carries out what is chosen', async () => {
        const { actions, events } = await mountActions();
        actions.openMenu('Press', ANCHOR);
        await flush();
        menu(actions).dispatchEvent(new CustomEvent('choose', { detail: { name: 'open' } }));
        expect(navigations()).toHaveBeenCalledWith(
            { type: 'standard__recordPage', attributes: { recordId: 'Press', actionName: 'view' } },
            undefined
        );
        expect(events).toEqual(['finished']);
    });
});

describe('the actions of c-machine-actions', () => {
    it('opens another browser tab', async () => {
        const open = jest.spyOn(window, 'open').mockReturnValue(null);
        const { actions } = await mountActions();
        actions.perform('openTab', 'Press');
        await flush();
        expect(open).toHaveBeenCalledWith(expect.stringContaining('Press'), '_blank', 'noopener');
        open.mockRestore();
    });

    it.each([
        ['newCase', 'Case'],
        ['newOrder', 'WorkOrder']
    ])('begins %s about the machine', async (action, objectApiName) => {
        const encode = encodeDefaultFieldValues as jest.Mock<string, [object]>;
        encode.mockReturnValue('AssetId=Press');
        const { actions } = await mountActions();
        actions.perform(action, 'Press');
        expect(encode).toHaveBeenCalledWith({ AssetId: 'Press', Subject: 'Press' });
        expect(navigations()).toHaveBeenCalledWith(
            {
                type: 'standard__objectPage',
                attributes: { objectApiName, actionName: 'new' },
                state: { defaultFieldValues: 'AssetId=Press' }
            },
            undefined
        );
    });

    it.each([
        [{ count: 2, errors: [] }, ['success'], 0],
        [{ count: 0, errors: [] }, ['info'], 0],
        [{ count: 0, errors: [{ message: 'No access' }] }, [], 1]
    ])('tells how an acknowledgement ended: %j', async (detail, expected, panels) => {
        const { actions, toasts } = await mountActions();
        actions.perform('acknowledge', 'Press');
        await flush();
        find(actions, 'c-machine-acknowledger').dispatchEvent(new CustomEvent('finished', { detail }));
        await flush();
        expect(toasts).toEqual(expected);
        expect(findAll(actions, '[data-id=action-errors]')).toHaveLength(panels);
        expect(findAll(actions, 'c-machine-acknowledger')).toHaveLength(0);
    });
});

describe('moving a machine with c-machine-actions', () => {
    async function mountMoving(targetId?: string) {
        const mounted = await mountActions();
        mounted.actions.perform('move', 'Press', targetId);
        await flush();
        return mounted;
    }

    it('saves the new parent under the condition that nobody changed the record', async () => {
        const { actions, events, toasts } = await mountMoving('Line 2');
        expect(form(actions).targetId).toBe('Line 2');
        await place('Line 1');
        await confirm(actions);
        expect(update.mock.calls).toEqual([
            [{ fields: { Id: 'Press', ParentId: 'Line 2' } }, { ifUnmodifiedSince: MODIFIED }]
        ]);
        expect([events, toasts]).toEqual([['finished', 'changed'], ['success']]);
        expect(findAll(actions, 'c-machine-move-form')).toHaveLength(0);
    });

    it('tries again when only live values changed the record', async () => {
        const { actions, toasts } = await mountMoving();
        await place('Line 1');
        update.mockRejectedValueOnce({ status: 412 });
        await confirm(actions);
        expect([update.mock.calls.length, notify.mock.calls.length]).toEqual([2, 2]);
        expect(toasts).toEqual(['success']);
    });

    it('overwrites nobody’s move, and lets the user decide again', async () => {
        const { actions, events } = await mountMoving();
        await place('Plant');
        await confirm(actions);
        expect(update).not.toHaveBeenCalled();
        expect(form(actions).conflict).toBe(true);
        expect(events).toEqual(['changed']);
        await confirm(actions);
        expect(update).toHaveBeenCalledTimes(1);
    });

    it('gives up after some attempts', async () => {
        const { actions } = await mountMoving();
        await place('Line 1');
        update.mockRejectedValue({ status: 409 });
        await confirm(actions);
        await flush();
        expect(update).toHaveBeenCalledTimes(5);
        expect(findAll(actions, '[data-id=action-errors]')).toHaveLength(1);
    });

    it('shows why the platform refuses', async () => {
        const { actions } = await mountMoving();
        update.mockRejectedValue({ status: 403, body: { message: 'Insufficient rights' } });
        await confirm(actions);
        const panel = find<HTMLElement & { errors: unknown }>(actions, '[data-id=action-errors]');
        expect(panel.errors).toMatchObject({ status: 403 });
        expect(form(actions).busy).toBe(false);
    });

    it('is left without a change', async () => {
        const { actions, events } = await mountMoving();
        form(actions).dispatchEvent(new CustomEvent('cancel'));
        await flush();
        expect([events, findAll(actions, 'c-machine-move-form').length]).toEqual([['finished'], 0]);
    });
});
