export { Fleet } from './fleet.ts';
export type { FleetOutput } from './fleet.ts';
export type { DeviceState } from './deviceState.ts';
export { readDevice, readTrends } from './storedDevice.ts';
export { readWindows } from './signalWindow.ts';
export type { StoredDevice, StoredFleet } from './storedDevice.ts';
export type { DirtyMark, TrendPoint } from './signalState.ts';
export { messageKey } from './recentKeys.ts';
