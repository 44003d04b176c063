export { Fleet } from './fleet.ts';
export type { FleetOutput, StoredFleet } from './fleet.ts';
export type { DeviceState, StoredDevice } from './deviceState.ts';
export type { TrendPoint } from './signalState.ts';
export { messageKey } from './recentKeys.ts';
