import TIME_ZONE from '@salesforce/i18n/timeZone';
import {
    agendaDays,
    gridWeeks,
    timelineRows,
    toEntries,
    touches,
    type CalendarData,
    type CalendarView,
    type Day,
    type Entry,
    type EntryKind,
    type GridDay,
    type TimelineRow
} from 'c/calendarModel';
import { rememberLast } from 'c/machineHierarchy';

/** Days of a list with their entries, and overdue entries of earlier days. */
export interface Agenda {
    readonly overdue: readonly Entry[];
    readonly days: readonly { readonly day: Day; readonly entries: readonly Entry[] }[];
}

/** What the user wants to see. */
export interface Filters {
    /** Any of orders, appointments, plans, warranties, downtimes; overdue leaves out all that is not. */
    readonly kinds: readonly string[];
    /** Id of one machine; blank = all. */
    readonly machine: string;
    /** Name of a technician, or of an owner of work orders; blank = all entries. */
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
    appointment: 'appointments',
    plan: 'plans',
    projected: 'plans',
    predicted: 'plans',
    warranty: 'warranties',
    downtime: 'downtimes'
};

/** Entries that the user's filters let through. */
export function wanted(entries: readonly Entry[], { kinds, machine, owner }: Filters): Entry[] {
    const onlyOverdue = kinds.includes('overdue');
    return entries.filter(
        (entry) =>
            kinds.includes(FILTER_OF[entry.kind]) &&
            (entry.overdue || !onlyOverdue) &&
            (machine === '' || entry.assetId === machine) &&
            (owner === '' || entry.owner === owner || entry.technicians.includes(owner))
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

/** Technicians and owners that have entries. */
export function ownersOf(entries: readonly Entry[]): Choice[] {
    return choices(entries.flatMap(({ owner, technicians }) => [owner, ...technicians]).map((name) => [name, name]));
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

/** The grid of a month or week; `month` is that of the chosen day, `YYYY-MM`. */
export function weeksOf(
    view: CalendarView,
    from: Day,
    to: Day,
    month: string,
    entries: readonly Entry[],
    today: Day
): GridDay[][] {
    return gridWeeks({ from, to }, entries, today, WEEKEND, view === 'month' ? month : undefined);
}

/** The rows of a timeline. */
export function rowsOf(entries: readonly Entry[], from: Day, to: Day): TimelineRow[] {
    return timelineRows(entries, { from, to });
}

/** Entries of a machine and everything below it, in the user's time zone. `now` in epoch milliseconds. */
export function toEntriesNow(data: CalendarData, assetId: string, from: Day, to: Day, now: number): Entry[] {
    return toEntries(data, assetId, { from, to }, { now, timeZone: TIME_ZONE });
}

/** What a board computes from its data, each answered from memory while nothing changes. */
export const rememberedContent = () => ({
    arrange: rememberLast(toEntriesNow),
    pick: rememberLast(wanted),
    list: rememberLast(agendaOf),
    grid: rememberLast(weeksOf),
    lines: rememberLast(rowsOf),
    machines: rememberLast(machinesOf),
    owners: rememberLast(ownersOf)
});
