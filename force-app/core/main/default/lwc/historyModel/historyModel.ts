/** Service module of the machine history: pure functions and types, no data access, no user text. */
export type { Comparison, HistoryPoint, HistorySeries, RecordedSignal, SignalInfo, StatePoint } from './types';
export type { ChartDrawing } from './drawing';
export type { Move, Sight } from './timeTravel';
export type { HistoryTable, PartReplaced, TableColumn } from './table';
export { BEFORE, laterBy, machineToCompare, NO_COMPARISON } from './comparison';
export { BOX, drawChart } from './drawing';
export { readAlarms, readSeries, readSignals, stateEvents } from './readAnswers';
export { csvOf, tableOf } from './table';
export { firstSight, fitted, lastSpan, moveForKey, periodBefore, spanOf, SPANS, travel, windowOf } from './timeTravel';
