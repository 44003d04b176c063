/** Shared module: alarms as GraphQL answers them, and what agents ask of them. */
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
