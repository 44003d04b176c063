import { buildHierarchy, type Machine, type MachineHierarchy } from 'c/machineHierarchy';
import MachineTreeGrid from 'c/machineTreeGrid';
import type { MachineRow } from 'c/machineTreeRow';
import { find, findAll, flush, mount, ResizeObserverMock } from 'jest/lwc';

export const BASE: Omit<Machine, 'id' | 'name' | 'parentId'> = {
    deviceId: null,
    serialNumber: null,
    product: null,
    connectivity: null,
    operatingState: null,
    operatingStateLabel: null,
    priority: undefined,
    activeAlarms: 0,
    lastTelemetry: null,
    health: null,
    operatingHours: null,
    modified: null
};

export const machine = (id: string, parentId: string | null): Machine => ({ ...BASE, id, name: id, parentId });

export const PLANT = buildHierarchy(
    [
        machine('Plant', null),
        machine('Line 1', 'Plant'),
        machine('Press', 'Line 1'),
        machine('Motor', 'Press'),
        machine('Line 2', 'Plant'),
        machine('Filler', 'Line 2')
    ],
    'en'
);

export interface GridApi {
    hierarchy: MachineHierarchy;
    marks?: Uint8Array;
    selectionKey: string;
    currentId?: string;
    height: number;
    urlTemplate: string;
    now: number;
    canMove: boolean;
    expandAll(): void;
    reveal(id: string): void;
    focusActive(): void;
    collapseAll(): void;
}

export type Grid = HTMLElement & GridApi;
export type RowElement = HTMLElement & { row: MachineRow };

export function mountGrid(properties: Partial<GridApi> = {}): Grid {
    return mount<GridApi>('c-machine-tree-grid', MachineTreeGrid, {
        hierarchy: PLANT,
        currentId: 'Press',
        urlTemplate: '/lightning/r/Asset/{id}/view',
        ...properties
    });
}

export const rows = (grid: Grid) => findAll<RowElement>(grid, 'c-machine-tree-row');
export const names = (grid: Grid) => rows(grid).map(({ row }) => row.name);
export const active = (grid: Grid) => find<RowElement>(grid, 'c-machine-tree-row[tabindex="0"]');

export async function press(grid: Grid, ...keys: string[]): Promise<void> {
    for (const key of keys) {
        active(grid).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
        await flush();
    }
}

/** What every test of the component needs before and leaves behind after. */
export function useGrid(): void {
    beforeAll(() => {
        Object.assign(window, { ResizeObserver: ResizeObserverMock });
    });
}
