import { readCalendar, toEntries, type Entry } from 'c/calendarModel';
import { calendarAnswer, LINE, NOW } from './calendarAnswer';

/** What the parts of the calendar get for the answer of `calendarAnswer()`, in November 2026. */
export function lineEntries(): Entry[] {
    const range = { from: '2026-11-01', to: '2026-12-05' };
    return toEntries(readCalendar(calendarAnswer()), LINE, range, { now: NOW, timeZone: 'America/Los_Angeles' });
}

/** One of them, by its subject. */
export function entryOf(subject: string): Entry {
    const found = lineEntries().find((entry) => entry.subject === subject);
    if (!found) throw new Error(`no entry ${subject}`);
    return found;
}
