export { compileAlarm, contradiction } from './definitions.ts';
export type { AlarmDefinition, SignalLookup } from './definitions.ts';
export { DeviceAlarms } from './deviceAlarms.ts';
export type { AlarmOutput, AlarmSummary, SignalObservation, StoredAlarm } from './deviceAlarms.ts';
export { alarmKey, episodeKey } from './alarmEvent.ts';
export * as machine from './machine.ts';
