/** Shared module: alarms as GraphQL answers them, and what agents ask of them. */
export { alarmIntervalMs, readAbilities, type AlarmAbilities } from './alarmAbilities';
export {
    ALARM_FIELDS,
    alarmQuery,
    MAXIMUM_OPEN,
    readAlarms,
    toAlarm,
    WORK_ORDER_FIELDS,
    type AlarmAnswer,
    type AlarmScope
} from './alarmQuery';
export { requestAction, type RequestInput, type RequestOutcome } from './alarmRequest';
