import { graphql } from 'lightning/graphql';
import { MessageContext, publish, subscribe, unsubscribe } from 'lightning/messageService';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { getRecord, notifyRecordUpdateAvailable } from 'lightning/uiRecordApi';
import type { MachineHierarchy } from 'c/machineHierarchy';
import MachineTree from 'c/machineTree';
import { assetAnswer, PRESS_LINE, type AssetValues } from 'jest/assets';
import {
    asWire,
    find,
    findAll,
    flush,
    mount,
    navigations,
    queryContains,
    resetPage,
    ResizeObserverMock,
    type GraphQLWire,
    type RecordWire,
    type TestWire
} from 'jest/lwc';

interface AssetAnswer {
    readonly uiapi: { readonly query: object };
}

interface TreeApi {
    recordId?: string;
    objectApiName?: string;
    heading?: string;
}

type Tree = HTMLElement & TreeApi;
type Grid = HTMLElement & { hierarchy: MachineHierarchy; marks?: Uint8Array };

const recordWire = asWire<RecordWire>(getRecord);
const graphqlWire = asWire<GraphQLWire>(graphql);
const pages = queryContains('query machineTree(');
const changes = queryContains('query machineTreeChanges(');
const [PLANT, , PRESS, MOTOR] = PRESS_LINE;
const SECONDS = 1_000;

const asset = (id: string, rootId: string | null) => ({
    apiName: 'Asset',
    id,
    fields: { RootAssetId: { value: rootId, displayValue: null } }
});

async function mountTree(properties: TreeApi = {}): Promise<Tree> {
    const tree = mount<TreeApi>('c-machine-tree', MachineTree, {
        recordId: PRESS.Id,
        objectApiName: 'Asset',
        ...properties
    });
    await flush();
    return tree;
}

/** Mounted, with its machine known and nothing read yet. */
async function mountKnown(): Promise<Tree> {
    const tree = await mountTree();
    recordWire.emit(asset(PRESS.Id, PLANT.Id));
    await flush();
    return tree;
}

async function mountLoaded(assets: readonly AssetValues[] = PRESS_LINE): Promise<Tree> {
    const tree = await mountKnown();
    await emitPage(assets);
    return tree;
}

async function emitPage(assets: readonly AssetValues[], cursor?: string): Promise<void> {
    graphqlWire.emit(assetAnswer(assets, cursor), pages);
    await flush();
}

const grid = (tree: Tree) => find<Grid>(tree, 'c-machine-tree-grid');
const machineNames = (tree: Tree) => grid(tree).hierarchy.machines.map(({ name }) => name);
const errorPanel = (tree: Tree) => find<HTMLElement & { errors: unknown; hasData: boolean }>(tree, 'c-error-panel');

async function select(tree: Tree, detail: object): Promise<void> {
    find(tree, 'c-machine-tree-toolbar').dispatchEvent(new CustomEvent('selectionchange', { detail }));
    await flush();
}

/** The check waits by itself, so it needs real time. */
async function expectAccessible(tree: Tree): Promise<void> {
    jest.useRealTimers();
    await expect(tree).toBeAccessible();
}

/** Lets one refresh interval pass. */
async function tick(): Promise<void> {
    await jest.advanceTimersByTimeAsync(10 * SECONDS);
    await flush();
}

beforeAll(() => {
    Object.assign(window, { ResizeObserver: ResizeObserverMock });
});

beforeEach(() => {
    jest.useFakeTimers();
});

afterEach(() => {
    resetPage();
    jest.useRealTimers();
});

describe('c-machine-tree while it loads', () => {
    it('shows placeholders and asks for the hierarchy of the record', async () => {
        const tree = await mountKnown();
        expect(findAll(tree, 'c-loading-rows')).toHaveLength(1);
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
        expect(findAll(tree, 'c-loading-rows')).toHaveLength(0);
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

describe('c-machine-tree as time goes by', () => {
    const FAULT = { ...PRESS, Highest_Alarm_Priority__c: 'High', LastModifiedDate: '2026-11-20T10:00:07.000Z' };

    it('asks for changes only, once per interval, and says what matters', async () => {
        const tree = await mountLoaded();
        await tick();
        expect(variablesOf(changes)).toEqual({ root: PLANT.Id, first: 2000, since: '2026-11-20T10:00:00.000Z' });
        graphqlWire.emit(assetAnswer([FAULT]), changes);
        await flush();
        expect(grid(tree).hierarchy.machines[2].priority).toBe('High');
        expect(find(tree, '[data-id=announcement]').textContent).toBe('c.MachineTree_Changed_One');
        await tick();
        expect(variablesOf(changes)).toMatchObject({ since: '2026-11-20T10:00:07.000Z' });
        graphqlWire.emit(assetAnswer([FAULT]), changes);
        await flush();
        graphqlWire.refresh.mockClear();
        await tick();
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
    });

    it('takes new machines in', async () => {
        const tree = await mountLoaded();
        await tick();
        graphqlWire.emit(assetAnswer([{ Id: '02i000000000006AAA', Name: 'Fan', ParentId: PRESS.Id }]), changes);
        await flush();
        expect(machineNames(tree)).toContain('Fan');
    });

    it('reads everything again when there are fewer machines than it knows', async () => {
        const tree = await mountLoaded();
        const answer = (total: number) => ({
            uiapi: { query: { ...(assetAnswer([]) as AssetAnswer).uiapi.query, all: { totalCount: total } } }
        });
        await tick();
        graphqlWire.emit(answer(5), changes);
        await flush();
        await tick();
        graphqlWire.emit(answer(4), changes);
        await flush();
        graphqlWire.refresh.mockClear();
        await tick();
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
        await emitPage(PRESS_LINE.slice(0, 4));
        expect(machineNames(tree)).toHaveLength(4);
        await tick();
        graphqlWire.emit(answer(4), changes);
        await flush();
        expect(machineNames(tree)).toHaveLength(4);
    });

    it('keeps the last good data on an error and recovers', async () => {
        const tree = await mountLoaded();
        await tick();
        graphqlWire.emitErrors([{ message: 'Server unavailable' }], changes);
        await flush();
        expect(errorPanel(tree).errors).toEqual([{ message: 'Server unavailable' }]);
        expect(errorPanel(tree).hasData).toBe(true);
        expect(machineNames(tree)).toHaveLength(5);
        graphqlWire.emit(assetAnswer([FAULT]), changes);
        await flush();
        expect(errorPanel(tree).errors).toBeUndefined();
    });

    it('reads everything again when the user asks, so that deleted machines go', async () => {
        const tree = await mountLoaded();
        find(tree, '[data-id=refresh]').click();
        await flush();
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
        await emitPage(PRESS_LINE.slice(0, 4));
        expect(machineNames(tree)).not.toContain('Cooling Pump');
    });

    it('starts a big hierarchy again at its first page', async () => {
        const tree = await mountKnown();
        for (const size of ['small', 'big']) {
            await emitPage(PRESS_LINE.slice(0, 3), `cursor of the ${size} page`);
        }
        await emitPage(PRESS_LINE.slice(3));
        find(tree, '[data-id=refresh]').click();
        await flush();
        expect(variablesOf(pages)).toMatchObject({ after: null });
        await emitPage(PRESS_LINE.slice(0, 2), 'cursor-2');
        expect(machineNames(tree)).toHaveLength(5);
        await emitPage([PRESS]);
        expect(machineNames(tree)).toHaveLength(3);
    });

    it('stops when it leaves the page', async () => {
        const tree = await mountLoaded();
        tree.remove();
        graphqlWire.refresh.mockClear();
        await tick();
        await tick();
        expect(graphqlWire.refresh).not.toHaveBeenCalled();
    });
});

describe('c-machine-tree when something fails', () => {
    it('explains a hierarchy that cannot be read and tries again', async () => {
        const tree = await mountKnown();
        graphqlWire.emitErrors([{ message: 'No access to Asset' }], pages);
        await flush();
        expect(errorPanel(tree).hasData).toBe(false);
        expect(findAll(tree, 'c-loading-rows')).toHaveLength(0);
        errorPanel(tree).dispatchEvent(new CustomEvent('retry'));
        await flush();
        expect(graphqlWire.refresh).toHaveBeenCalledTimes(1);
        await emitPage(PRESS_LINE);
        expect(errorPanel(tree).errors).toBeUndefined();
        await expectAccessible(tree);
    });

    it('explains a record that cannot be read', async () => {
        const tree = await mountTree();
        recordWire.error({ message: 'Not found', errorCode: 'NOT_FOUND' }, 404);
        await flush();
        expect(errorPanel(tree).errors).toMatchObject({ body: { message: 'Not found' } });
        errorPanel(tree).dispatchEvent(new CustomEvent('retry'));
        await flush();
        expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: PRESS.Id }]);
        await expectAccessible(tree);
    });

    it('starts over when the page moves to another hierarchy', async () => {
        const tree = await mountLoaded();
        recordWire.emit(asset('02i000000000009AAA', '02i000000000008AAA'));
        await flush();
        expect(findAll(tree, 'c-loading-rows')).toHaveLength(1);
        expect(variablesOf(pages)).toMatchObject({ root: '02i000000000008AAA', after: null });
    });
});

/** Variables of the wire that a filter names, as last configured. */
function variablesOf(filter: (config: Record<string, unknown>) => boolean): unknown {
    return graphqlWire.lastConfigOf(filter).variables;
}
