/** Service module of the twin's history: pure functions and types, no data access, no user text. */
export type { EventKind, TimeWindow, TwinEvent } from './types';
export type { PlacedEvent } from './timeAxis';
export { readHistory, readOrders } from './readEvents';
export { logState } from './stateLog';
export { dayStart, inTimeOrder, isInside, lastHours, percentOf, placeEvents, SPAN_HOURS, ticksOf } from './timeAxis';
