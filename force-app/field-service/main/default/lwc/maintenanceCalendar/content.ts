import {
    addDays,
    agendaDays,
    dayOf,
    gridWeeks,
    startOfDay,
    touches,
    type CalendarView,
    type Day,
    type DayRange,
    type Entry,
    type GridDay
} from 'c/calendarModel';

/** Days of a list with their entries, and overdue entries of earlier days. */
export interface Agenda {
    readonly overdue: readonly Entry[];
    readonly days: readonly { readonly day: Day; readonly entries: readonly Entry[] }[];
}

const WEEKEND = [1, 7];

function isWanted(entry: Entry, filters: readonly string[]): boolean {
    const kind = entry.kind === 'workOrder' ? 'orders' : 'plans';
    return filters.includes(kind) && (entry.overdue || !filters.includes('overdue'));
}

/** Entries that the user's filters let through: orders, plans, and overdue to leave out all others. */
export function wanted(entries: readonly Entry[], filters: readonly string[]): Entry[] {
    return entries.filter((entry) => isWanted(entry, filters));
}

/** Entries that touch a day. */
export function entriesOf(day: Day, entries: readonly Entry[]): Entry[] {
    return entries.filter((entry) => touches(entry, { from: day, to: day }));
}

/** The list below a grid, which is the chosen day, or the whole agenda. */
export function agendaOf(view: CalendarView, range: DayRange, day: Day, entries: readonly Entry[]): Agenda {
    const all = agendaDays(range, entries);
    return view === 'agenda' ? all : { overdue: all.overdue, days: [{ day, entries: entriesOf(day, entries) }] };
}

/** The grid of a month or week. `now` in epoch milliseconds. */
export function weeksOf(
    view: CalendarView,
    range: DayRange,
    day: Day,
    entries: readonly Entry[],
    now: number,
    timeZone: string
): GridDay[][] {
    const month = view === 'month' ? day.slice(0, 7) : undefined;
    return gridWeeks(range, entries, dayOf(now, timeZone), WEEKEND, month);
}

/** Variables of the request for some days of a hierarchy. `now` in epoch milliseconds. */
export function variablesOf(root: string, range: DayRange, now: number, timeZone: string): Record<string, string> {
    const iso = (instant: number): string => new Date(instant).toISOString();
    return {
        root,
        from: iso(startOfDay(range.from, timeZone)),
        to: iso(startOfDay(addDays(range.to, 1), timeZone)),
        now: iso(now)
    };
}
