import { addDays, startOfDay, type DayRange } from 'c/calendarModel';

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

/** Variables of the request for warranties. */
export function warrantyVariablesOf(root: string, { from, to }: DayRange): Record<string, string> {
    return { root, firstDay: from, lastDay: to };
}
