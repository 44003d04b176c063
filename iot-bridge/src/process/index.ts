export { Fleet } from './fleet.ts';
export type { FleetOutput, StoredFleet } from './fleet.ts';
export type { DeviceState } from './deviceState.ts';
export { readDevice, readTrends } from './storedDevice.ts';
export type { StoredDevice } from './storedDevice.ts';
export type { DirtyMark, TrendPoint } from './signalState.ts';
export { messageKey } from './recentKeys.ts';
