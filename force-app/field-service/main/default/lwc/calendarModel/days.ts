/** A calendar day without a time zone, `YYYY-MM-DD`. Text order is time order. */
export type Day = string;

/** The clock on the wall in a time zone. */
export interface WallTime {
    readonly day: Day;
    /** Minutes since midnight as the clock shows them, 0–1439. */
    readonly minutes: number;
}

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;

function toUtc(day: Day): Date {
    return new Date(`${day}T00:00:00.000Z`);
}

function fromUtc(date: Date): Day {
    return date.toISOString().slice(0, 10);
}

/** Whether a text is a real day of the calendar (`2026-02-30` is not). */
export function isDay(text: string): boolean {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(toUtc(text).getTime()) && fromUtc(toUtc(text)) === text;
}

/** The day that lies `count` days later, or earlier when negative. */
export function addDays(day: Day, count: number): Day {
    return fromUtc(new Date(toUtc(day).getTime() + count * MS_PER_DAY));
}

/** The same day of the month `count` months later; the last day of a shorter month. */
export function addMonths(day: Day, count: number): Day {
    const [year, month, date] = day.split('-').map(Number);
    const lastOfMonth = new Date(Date.UTC(year, month - 1 + count + 1, 0));
    const target = Math.min(date, lastOfMonth.getUTCDate());
    return fromUtc(new Date(Date.UTC(lastOfMonth.getUTCFullYear(), lastOfMonth.getUTCMonth(), target)));
}

/** Days from one day to another; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
    return Math.round((toUtc(to).getTime() - toUtc(from).getTime()) / MS_PER_DAY);
}

/** Day of the week, 1 = Sunday … 7 = Saturday, as `@salesforce/i18n/firstDayOfWeek` counts. */
export function weekday(day: Day): number {
    return toUtc(day).getUTCDay() + 1;
}

/** First day of the week that holds `day`. */
export function startOfWeek(day: Day, firstDayOfWeek: number): Day {
    return addDays(day, -((weekday(day) - firstDayOfWeek + 7) % 7));
}

/** First day of the month that holds `day`. */
export function startOfMonth(day: Day): Day {
    return `${day.slice(0, 7)}-01`;
}

/** A cache and no state: making a format costs some fifty times as much as using it. */
const WALL_FORMATS = new Map<string, Intl.DateTimeFormat>();

function wallFormat(timeZone: string): Intl.DateTimeFormat {
    const known = WALL_FORMATS.get(timeZone);
    if (known) return known;
    const format = new Intl.DateTimeFormat('en-US', {
        timeZone,
        calendar: 'gregory',
        numberingSystem: 'latn',
        hourCycle: 'h23',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit'
    });
    WALL_FORMATS.set(timeZone, format);
    return format;
}

/** The clock on the wall in `timeZone` at an instant (epoch milliseconds). */
export function wallTime(instant: number, timeZone: string): WallTime {
    const parts = wallFormat(timeZone).formatToParts(instant);
    const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((each) => each.type === type)?.value ?? '';
    return {
        day: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
        minutes: Number(part('hour')) * 60 + Number(part('minute'))
    };
}

/** The day it is in `timeZone` at an instant. */
export function dayOf(instant: number, timeZone: string): Day {
    return wallTime(instant, timeZone).day;
}

function offsetAt(instant: number, timeZone: string): number {
    const wall = wallTime(instant, timeZone);
    const asUtc = toUtc(wall.day).getTime() + wall.minutes * MS_PER_MINUTE;
    return asUtc - Math.floor(instant / MS_PER_MINUTE) * MS_PER_MINUTE;
}

/**
 * The instant at which the clock in `timeZone` shows `minutes` on `day`.
 * An hour that the clock skips in spring counts on past the gap (02:30 becomes 03:30); of an hour that it shows twice
 * in autumn the first one is meant. Both are what ECMAScript's `disambiguation: "compatible"` does.
 */
export function instantOf(day: Day, minutes: number, timeZone: string): number {
    const asUtc = toUtc(day).getTime() + minutes * MS_PER_MINUTE;
    const before = offsetAt(asUtc - MS_PER_DAY, timeZone);
    const after = offsetAt(asUtc + MS_PER_DAY, timeZone);
    const shows = (instant: number): boolean => offsetAt(instant, timeZone) === asUtc - instant;
    const fits = [asUtc - before, asUtc - after].filter(shows);
    return fits.length > 0 ? Math.min(...fits) : asUtc - before;
}

/** First instant of a day in `timeZone`; not every day starts at 00:00 (some zones skip midnight in spring). */
export function startOfDay(day: Day, timeZone: string): number {
    return instantOf(day, 0, timeZone);
}

/** Moves an instant by whole days, keeping the clock time through daylight-saving changes. */
export function moveByDays(instant: number, days: number, timeZone: string): number {
    const wall = wallTime(instant, timeZone);
    const seconds = instant - Math.floor(instant / MS_PER_MINUTE) * MS_PER_MINUTE;
    return instantOf(addDays(wall.day, days), wall.minutes, timeZone) + seconds;
}
