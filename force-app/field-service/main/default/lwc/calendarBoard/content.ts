import TIME_ZONE from '@salesforce/i18n/timeZone';
import {
    agendaDays,
    dayOf,
    gridWeeks,
    toEntries,
    touches,
    type CalendarData,
    type CalendarView,
    type Day,
    type DayRange,
    type Entry,
    type EntryKind,
    type GridDay
} from 'c/calendarModel';

/** Days of a list with their entries, and overdue entries of earlier days. */
export interface Agenda {
    readonly overdue: readonly Entry[];
    readonly days: readonly { readonly day: Day; readonly entries: readonly Entry[] }[];
}

/** What the user wants to see. */
export interface Filters {
    /** Any of orders, plans, warranties; overdue leaves out all that is not. */
    readonly kinds: readonly string[];
    /** Id of one machine; blank = all. */
    readonly machine: string;
    /** Name of an owner of work orders; blank = all entries. */
    readonly owner: string;
}

/** A choice of a filter. */
export interface Choice {
    readonly label: string;
    readonly value: string;
}

const WEEKEND = [1, 7];

const FILTER_OF: Readonly<Record<EntryKind, string>> = {
    workOrder: 'orders',
    plan: 'plans',
    projected: 'plans',
    warranty: 'warranties'
};

/** Entries that the user's filters let through. */
export function wanted(entries: readonly Entry[], { kinds, machine, owner }: Filters): Entry[] {
    const onlyOverdue = kinds.includes('overdue');
    return entries.filter(
        (entry) =>
            kinds.includes(FILTER_OF[entry.kind]) &&
            (entry.overdue || !onlyOverdue) &&
            (machine === '' || entry.assetId === machine) &&
            (owner === '' || entry.owner === owner)
    );
}

function choices(pairs: readonly (readonly [value: string, label: string])[]): Choice[] {
    return [...new Map(pairs)]
        .filter(([value]) => value !== '')
        .map(([value, label]) => ({ value, label }))
        .sort((a, b) => a.label.localeCompare(b.label));
}

/** Machines that have entries. */
export function machinesOf(entries: readonly Entry[]): Choice[] {
    return choices(entries.map(({ assetId, assetName }) => [assetId, assetName]));
}

/** Owners that have entries. */
export function ownersOf(entries: readonly Entry[]): Choice[] {
    return choices(entries.map(({ owner }) => [owner, owner]));
}

/** Entries that touch a day. */
export function entriesOf(day: Day, entries: readonly Entry[]): Entry[] {
    return entries.filter((entry) => touches(entry, { from: day, to: day }));
}

/** The list below a grid, which is the chosen day; below a timeline and by itself it is every day with entries. */
export function agendaOf(view: CalendarView, from: Day, to: Day, day: Day, entries: readonly Entry[]): Agenda {
    const all = agendaDays({ from, to }, entries);
    return view === 'agenda' || view === 'timeline'
        ? all
        : { overdue: all.overdue, days: [{ day, entries: entriesOf(day, entries) }] };
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

/** Entries of a machine and everything below it, in the user's time zone. `now` in epoch milliseconds. */
export function toEntriesNow(data: CalendarData, assetId: string, from: Day, to: Day, now: number): Entry[] {
    return toEntries(data, assetId, { from, to }, { now, timeZone: TIME_ZONE });
}
