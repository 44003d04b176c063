/** Service module of the maintenance calendar: pure functions and types, no data access, no user text. */
export type { Day, WallTime } from './days';
export type { Appointment } from './appointments';
export type { Downtime } from './downtimes';
export type { CalendarAsset, Entry, EntryKind } from './entry';
export type { CalendarData, Clock, DayRange, PlannedMaintenance, Warranty, WorkOrder } from './items';
export type { CalendarView, GridDay } from './periods';
export type { Move, MoveProblem } from './moves';
export {
    addDays,
    addMonths,
    dayOf,
    daysBetween,
    instantOf,
    isDay,
    moveByDays,
    startOfDay,
    startOfMonth,
    startOfWeek,
    wallTime,
    weekday
} from './days';
export { dueDays } from './dueDays';
export { CalendarSource, subtree, toEntries, touches } from './items';
export type { TimelineCell, TimelineRow } from './timeline';
export { markClashes } from './clashes';
export { toICalendar, type CalendarHeader } from './icalendar';
export { NO_EXTRAS, readCalendar, readExtras, type CalendarExtras, type ExtraObjects } from './read';
export { timelineRows } from './timeline';
export { AGENDA_DAYS, TIMELINE_DAYS, agendaDays, dayForKey, gridWeeks, stepPeriod, visibleRange } from './periods';
export { canMove, isConflict, moveEntry, readMove } from './moves';
