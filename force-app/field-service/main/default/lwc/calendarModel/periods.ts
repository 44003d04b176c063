import { addDays, addMonths, daysBetween, startOfMonth, startOfWeek, weekday, type Day } from './days';
import { addTo } from './groups';
import type { Entry } from './entry';
import { touches, type DayRange } from './items';

/** How the calendar is shown. */
export type CalendarView = 'month' | 'week' | 'timeline' | 'agenda';

/** One day of a grid with the entries that touch it. */
export interface GridDay {
    readonly day: Day;
    readonly inPeriod: boolean;
    readonly today: boolean;
    readonly weekend: boolean;
    readonly entries: readonly Entry[];
}

/** What a key press in the grid asks for: another day to stand on. */
export type GridKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End' | 'PageUp' | 'PageDown';

/** Days of the agenda, counted from the chosen day. */
export const AGENDA_DAYS = 30;

/** Days of the timeline, from the first day of the week. */
export const TIMELINE_DAYS = 14;

/** Days that a view shows around `day`; a month is shown in whole weeks. */
export function visibleRange(view: CalendarView, day: Day, firstDayOfWeek: number): DayRange {
    switch (view) {
        case 'week': {
            const from = startOfWeek(day, firstDayOfWeek);
            return { from, to: addDays(from, 6) };
        }
        case 'timeline': {
            const from = startOfWeek(day, firstDayOfWeek);
            return { from, to: addDays(from, TIMELINE_DAYS - 1) };
        }
        case 'agenda':
            return { from: day, to: addDays(day, AGENDA_DAYS - 1) };
        case 'month': {
            const first = startOfMonth(day);
            const from = startOfWeek(first, firstDayOfWeek);
            const last = addDays(addMonths(first, 1), -1);
            return { from, to: addDays(startOfWeek(last, firstDayOfWeek), 6) };
        }
    }
}

/** The day to stand on after going one period forward (1) or back (-1). */
export function stepPeriod(view: CalendarView, day: Day, direction: 1 | -1): Day {
    switch (view) {
        case 'week':
            return addDays(day, 7 * direction);
        case 'timeline':
            return addDays(day, TIMELINE_DAYS * direction);
        case 'agenda':
            return addDays(day, AGENDA_DAYS * direction);
        case 'month':
            return addMonths(day, direction);
    }
}

/**
 * Weeks of the range with their entries.
 * @param weekend days of the week off work, 1 = Sunday … 7 = Saturday
 * @param month `YYYY-MM` of the days that are not shown faded; none is faded when left out
 */
export function gridWeeks(
    range: DayRange,
    entries: readonly Entry[],
    today: Day,
    weekend: readonly number[],
    month?: string
): GridDay[][] {
    const count = daysBetween(range.from, range.to) + 1;
    const byDay = new Map<Day, Entry[]>();
    for (const entry of entries) {
        if (!touches(entry, range)) continue;
        const last = entry.lastDay < range.to ? entry.lastDay : range.to;
        for (let day = entry.firstDay > range.from ? entry.firstDay : range.from; day <= last; day = addDays(day, 1)) {
            addTo(byDay, day, entry);
        }
    }
    const days = Array.from({ length: count }, (_, index): GridDay => {
        const day = addDays(range.from, index);
        return {
            day,
            inPeriod: month === undefined || day.startsWith(month),
            today: day === today,
            weekend: weekend.includes(weekday(day)),
            entries: byDay.get(day) ?? []
        };
    });
    return Array.from({ length: Math.ceil(count / 7) }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

/** Entries of an agenda grouped by the day on which they start, those before the range apart as overdue. */
export function agendaDays(
    range: DayRange,
    entries: readonly Entry[]
): { overdue: Entry[]; days: { day: Day; entries: Entry[] }[] } {
    const days = new Map<Day, Entry[]>();
    for (const entry of entries.filter((each) => touches(each, range))) {
        const day = entry.firstDay < range.from ? range.from : entry.firstDay;
        addTo(days, day, entry);
    }
    return {
        overdue: entries.filter((entry) => entry.overdue && !touches(entry, range)),
        days: [...days.entries()]
            .sort(([a], [b]) => a.localeCompare(b))
            .map(([day, found]) => ({ day, entries: found }))
    };
}

/** Where a key leads from a day, as the ARIA date grid pattern says; undefined for any other key. */
export function dayForKey(key: string, day: Day, firstDayOfWeek: number, rightToLeft: boolean): Day | undefined {
    const forward = rightToLeft ? -1 : 1;
    switch (key as GridKey) {
        case 'ArrowLeft':
            return addDays(day, -forward);
        case 'ArrowRight':
            return addDays(day, forward);
        case 'ArrowUp':
            return addDays(day, -7);
        case 'ArrowDown':
            return addDays(day, 7);
        case 'Home':
            return startOfWeek(day, firstDayOfWeek);
        case 'End':
            return addDays(startOfWeek(day, firstDayOfWeek), 6);
        case 'PageUp':
            return addMonths(day, -1);
        case 'PageDown':
            return addMonths(day, 1);
        default:
            return undefined;
    }
}
