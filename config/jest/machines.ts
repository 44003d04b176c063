import type { Machine } from 'c/machineHierarchy';

/** A machine of the tree whose id is its name. */
export const machine = (id: string, parentId: string | null, more: Partial<Machine> = {}): Machine => ({
    id,
    name: id,
    parentId,
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
    modified: null,
    ...more
});
