import { graphql } from 'lightning/graphql';
import { getRecord } from 'lightning/uiRecordApi';
import type { MachineHierarchy } from 'c/machineHierarchy';
import MachineTree from 'c/machineTree';
import { assetAnswer, PRESS_LINE, type AssetValues } from 'jest/assets';
import {
    asWire,
    find,
    flush,
    mount,
    queryContains,
    resetPage,
    ResizeObserverMock,
    type GraphQLWire,
    type RecordWire
} from 'jest/lwc';

export interface AssetAnswer {
    readonly uiapi: { readonly query: object };
}

export interface TreeApi {
    recordId?: string;
    objectApiName?: string;
    heading?: string;
}

export type Tree = HTMLElement & TreeApi;
export type Grid = HTMLElement & { hierarchy: MachineHierarchy; marks?: Uint8Array };

export const recordWire = asWire<RecordWire>(getRecord);
export const graphqlWire = asWire<GraphQLWire>(graphql);
export const pages = queryContains('query machineTree(');
export const changes = queryContains('query machineTreeChanges(');
export const PLANT = PRESS_LINE[0];
export const PRESS = PRESS_LINE[2];
export const MOTOR = PRESS_LINE[3];
export const SECONDS = 1_000;

export const asset = (id: string, rootId: string | null) => ({
    apiName: 'Asset',
    id,
    fields: { RootAssetId: { value: rootId, displayValue: null } }
});

export async function mountTree(properties: TreeApi = {}): Promise<Tree> {
    const tree = mount<TreeApi>('c-machine-tree', MachineTree, {
        recordId: PRESS.Id,
        objectApiName: 'Asset',
        ...properties
    });
    await flush();
    return tree;
}

/** Mounted, with its machine known and nothing read yet. */
export async function mountKnown(): Promise<Tree> {
    const tree = await mountTree();
    recordWire.emit(asset(PRESS.Id, PLANT.Id));
    await flush();
    return tree;
}

export async function mountLoaded(assets: readonly AssetValues[] = PRESS_LINE): Promise<Tree> {
    const tree = await mountKnown();
    await emitPage(assets);
    return tree;
}

export async function emitPage(assets: readonly AssetValues[], cursor?: string): Promise<void> {
    graphqlWire.emit(assetAnswer(assets, cursor), pages);
    await flush();
}

export const grid = (tree: Tree) => find<Grid>(tree, 'c-machine-tree-grid');
export const machineNames = (tree: Tree) => grid(tree).hierarchy.machines.map(({ name }) => name);
export const frame = (tree: Tree) => find(tree, 'c-widget-frame');
export const errorPanel = (tree: Tree) =>
    find<HTMLElement & { errors: unknown; hasData: boolean }>(frame(tree), 'c-error-panel');

export async function select(tree: Tree, detail: object): Promise<void> {
    find(tree, 'c-machine-tree-toolbar').dispatchEvent(new CustomEvent('selectionchange', { detail }));
    await flush();
}

/** The check waits by itself, so it needs real time. */
export async function expectAccessible(tree: Tree): Promise<void> {
    jest.useRealTimers();
    await expect(tree).toBeAccessible();
}

/** Lets one refresh interval pass. */
export async function tick(): Promise<void> {
    await jest.advanceTimersByTimeAsync(10 * SECONDS);
    await flush();
}

/** Variables of the wire that a filter names, as last configured. */
export function variablesOf(filter: (config: Record<string, unknown>) => boolean): unknown {
    return graphqlWire.lastConfigOf(filter).variables;
}

/** What every test of the component needs before and leaves behind after. */
export function useTree(): void {
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
}
