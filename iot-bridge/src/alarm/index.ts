export { compileAlarm, contradiction } from './definitions.ts';
export type { AlarmDefinition, SignalLookup } from './definitions.ts';
export { compileDependency, dependencyProblem, RootCauses } from './dependencies.ts';
export type { AlarmDependency, Kinship, Occurrence } from './dependencies.ts';
export { DeviceAlarms } from './deviceAlarms.ts';
export type { AlarmOutput, AlarmSummary, SignalObservation } from './deviceAlarms.ts';
export type { StoredAlarm } from './alarm.ts';
export { alarmKey, episodeKey } from './alarmEvent.ts';
export * as machine from './machine.ts';
