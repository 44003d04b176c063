/** Shared module: key figures of an alarm system. */
export { computeFigures, type AlarmFigures, type FrequentAlarm, type Occurrence } from './computeFigures';
export { rateFigures, type FigureName, type FigureStatus, PRIORITY_TARGETS } from './targets';
