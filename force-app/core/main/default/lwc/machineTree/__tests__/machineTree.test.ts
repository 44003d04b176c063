import { MessageContext, publish, subscribe, unsubscribe } from 'lightning/messageService';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { PRESS_LINE } from 'jest/assets';
import { asWire, find, findAll, flush, navigations, type TestWire } from 'jest/lwc';
import {
    type Grid,
    recordWire,
    graphqlWire,
    pages,
    changes,
    PLANT,
    PRESS,
    MOTOR,
    mountTree,
    mountKnown,
    mountLoaded,
    emitPage,
    frame,
    grid,
    machineNames,
    select,
    expectAccessible,
    variablesOf,
    useTree
} from './treeBench';

useTree();

describe('c-machine-tree while it loads', () => {
    it('shows placeholders and asks for the hierarchy of the record', async () => {
        const tree = await mountKnown();
        expect(findAll(frame(tree), 'c-loading-rows')).toHaveLength(1);
        expect(recordWire.getLastConfig()).toEqual({ recordId: PRESS.Id, optionalFields: ['Asset.RootAssetId'] });
        expect(variablesOf(pages)).toEqual({ root: PLANT.Id, first: 200, after: null });
        await expectAccessible(tree);
    });

    it('shows a small first page at once, then reads big ones to the last', async () => {
        const tree = await mountKnown();
        await emitPage(PRESS_LINE.slice(0, 3), 'cursor-3');
        expect(machineNames(tree)).toEqual(['Press Works', 'Line 1', 'Press 1']);
        expect(findAll(tree, '[data-id=loading-more]')).toHaveLength(1);
        expect(variablesOf(pages)).toMatchObject({ first: 2000, after: null });
        await emitPage(PRESS_LINE.slice(0, 3), 'cursor-3');
        expect(variablesOf(pages)).toMatchObject({ first: 2000, after: 'cursor-3' });
        await emitPage(PRESS_LINE.slice(3));
        expect(machineNames(tree)).toHaveLength(5);
        expect(findAll(tree, '[data-id=loading-more]')).toHaveLength(0);
    });

    it('finds the machine of a case', async () => {
        await mountTree({ recordId: '500000000000001AAA', objectApiName: 'Case' });
        expect(recordWire.getLastConfig().optionalFields).toEqual(['Case.AssetId', 'Case.Asset.RootAssetId']);
    });

    it('explains itself on a record without a machine', async () => {
        const tree = await mountTree({ recordId: '500000000000001AAA', objectApiName: 'Case' });
        recordWire.emit({ apiName: 'Case', id: '500000000000001AAA', fields: {} });
        await flush();
        expect(find<HTMLElement & { heading: string }>(tree, 'c-empty-state').heading).toBe('c.MachineTree_Empty');
        expect(findAll(frame(tree), 'c-loading-rows')).toHaveLength(0);
        await expectAccessible(tree);
    });
});

describe('c-machine-tree with machines', () => {
    it('shows the hierarchy with its roll-up and a summary', async () => {
        const tree = await mountLoaded();
        expect(machineNames(tree)).toEqual(['Press Works', 'Line 1', 'Press 1', 'Cooling Pump', 'Drive Motor']);
        expect(grid(tree).hierarchy.rollups[0]).toMatchObject({ priority: 'Critical', alarms: 3, offline: 1 });
        expect(find(tree, '[data-id=summary]').textContent).toBe('c.MachineTree_Summary');
        await expectAccessible(tree);
    });

    it('works without the fields the user may not see', async () => {
        const tree = await mountLoaded([]);
        expect(findAll(tree, 'c-empty-state')).toHaveLength(1);
        graphqlWire.emit({ uiapi: { query: { Asset: { edges: [{ node: { Id: 'a' } }, null] } } } }, pages);
        await flush();
        expect(machineNames(tree)).toEqual(['a']);
    });

    it('searches and filters, and says when nothing matches', async () => {
        const tree = await mountLoaded();
        await select(tree, { filter: 'all', search: 'motor' });
        expect([...(grid(tree).marks ?? [])]).toEqual([1, 1, 1, 0, 2]);
        expect(find(tree, '[data-id=summary]').textContent).toBe('c.MachineTree_Hits');
        await select(tree, { filter: 'offline', search: 'motor' });
        expect(findAll(tree, 'c-machine-tree-grid')).toHaveLength(0);
        find(tree, 'c-empty-state lightning-button').click();
        await flush();
        expect(grid(tree).marks).toBeUndefined();
        await select(tree, { filter: 'all', search: '', product: 'Hydraulic Press HP-400' });
        expect(grid(tree).marks?.filter((mark) => mark === 2)).toHaveLength(1);
    });

    it('shows the way to the selected machine, which can be followed', async () => {
        const tree = await mountLoaded();
        const path = find<HTMLElement & { path: { name: string }[] }>(tree, 'c-machine-breadcrumbs');
        const names = () => path.path.map(({ name }) => name);
        expect(names()).toEqual(['Press Works', 'Line 1', 'Press 1']);
        const reveal = jest.fn();
        Object.assign(grid(tree), { reveal });
        path.dispatchEvent(new CustomEvent('selectmachine', { detail: { id: PLANT.Id } }));
        await flush();
        expect(reveal).toHaveBeenCalledWith(PLANT.Id);
        expect(names()).toEqual(['Press Works']);
    });

    it('follows what other widgets of the page select', async () => {
        const listen = subscribe as unknown as jest.Mock<object, [unknown, unknown, (message: object) => void]>;
        listen.mockReturnValue({});
        const tree = await mountLoaded();
        asWire<TestWire>(MessageContext).emit({ context: 1 });
        await flush();
        const say = async (message: object) => {
            listen.mock.calls[0][2]({ pageRecordId: PRESS.Id, source: 'other', ...message });
            await flush();
            return (grid(tree) as Grid & { selectedId?: string }).selectedId;
        };
        const reveal = jest.fn();
        Object.assign(grid(tree), { reveal });
        expect(await say({ recordId: MOTOR.Id })).toBe(MOTOR.Id);
        expect(reveal).toHaveBeenCalledWith(MOTOR.Id);
        expect(await say({ recordId: PLANT.Id, pageRecordId: 'another page' })).toBe(MOTOR.Id);
        expect(await say({ recordId: 'not in this tree' })).toBe(MOTOR.Id);
        expect(await say({ recordId: PLANT.Id, source: 'machineTree' })).toBe(MOTOR.Id);
        expect(await say({ recordId: '' })).toBeUndefined();
        tree.remove();
        expect(unsubscribe).toHaveBeenCalledTimes(1);
    });

    it('leads actions to where they are carried out', async () => {
        const tree = await mountLoaded();
        asWire<TestWire>(getObjectInfo).emit({ apiName: 'Asset', fields: { ParentId: { updateable: true } } });
        await flush();
        const actions = find<HTMLElement & { canMove: boolean }>(tree, 'c-machine-actions');
        expect(actions.canMove).toBe(true);
        const mocks = { openMenu: jest.fn(), closeMenu: jest.fn(), perform: jest.fn() };
        const focusActive = jest.fn();
        Object.assign(actions, mocks);
        Object.assign(grid(tree), { focusActive });
        const tell = (name: string, detail: object) => grid(tree).dispatchEvent(new CustomEvent(name, { detail }));
        tell('actions', { id: MOTOR.Id, anchor: { top: 0 } });
        tell('scrolled', {});
        tell('movemachine', { id: MOTOR.Id, targetId: PLANT.Id });
        expect(mocks.openMenu.mock.calls).toEqual([[MOTOR.Id, { top: 0 }]]);
        expect(mocks.closeMenu).toHaveBeenCalledTimes(1);
        expect(mocks.perform.mock.calls).toEqual([['move', MOTOR.Id, PLANT.Id]]);
        actions.dispatchEvent(new CustomEvent('finished'));
        expect(focusActive).toHaveBeenCalledTimes(1);
        actions.dispatchEvent(new CustomEvent('changed'));
        await flush();
        expect(variablesOf(changes)).toMatchObject({ root: PLANT.Id });
    });

    it('opens records, tells other widgets what is selected', async () => {
        const tree = await mountLoaded();
        asWire<TestWire>(MessageContext).emit({ context: 1 });
        grid(tree).dispatchEvent(new CustomEvent('openrecord', { detail: { id: MOTOR.Id } }));
        const page = { type: 'standard__recordPage', attributes: { recordId: MOTOR.Id, actionName: 'view' } };
        expect(navigations()).toHaveBeenCalledWith(page, undefined);
        grid(tree).dispatchEvent(new CustomEvent('selectmachine', { detail: { id: MOTOR.Id } }));
        const message = { recordId: MOTOR.Id, pageRecordId: PRESS.Id, source: 'machineTree' };
        expect(publish).toHaveBeenCalledWith({ context: 1 }, expect.anything(), message);
    });

    it('opens and closes all branches', async () => {
        const tree = await mountLoaded();
        const expandAll = jest.fn();
        const collapseAll = jest.fn();
        Object.assign(grid(tree), { expandAll, collapseAll });
        find(tree, '[data-id=expand-all]').click();
        find(tree, '[data-id=collapse-all]').click();
        expect([expandAll, collapseAll].map((mock) => mock.mock.calls.length)).toEqual([1, 1]);
    });
});
