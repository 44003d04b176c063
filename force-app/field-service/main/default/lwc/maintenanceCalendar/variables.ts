import { addDays, daysBetween, startOfDay, type DayRange } from 'c/calendarModel';
import { WINDOWS } from './maintenanceCalendarQuery';

/** Variables of the request for some days of a hierarchy: the bounds of its windows, t0 … t6. `now` in epoch milliseconds. */
export function variablesOf(root: string, range: DayRange, now: number, timeZone: string): Record<string, string> {
    const days = daysBetween(range.from, range.to) + 1;
    const bounds = Array.from({ length: WINDOWS + 1 }, (_, index): [string, string] => {
        const day = addDays(range.from, Math.round((index * days) / WINDOWS));
        return [`t${index}`, new Date(startOfDay(day, timeZone)).toISOString()];
    });
    return { root, ...Object.fromEntries(bounds), now: new Date(now).toISOString() };
}

/** Variables of the request for what an org need not have; the last day is included. */
export function extraVariablesOf(root: string, { from, to }: DayRange, timeZone: string): Record<string, string> {
    return {
        root,
        firstDay: from,
        lastDay: to,
        from: new Date(startOfDay(from, timeZone)).toISOString(),
        to: new Date(startOfDay(addDays(to, 1), timeZone)).toISOString()
    };
}
