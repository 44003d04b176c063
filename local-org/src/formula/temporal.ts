import { FormulaEvaluationError } from './errors.ts';
import type { CalendarDate, Moment, TimeOfDay } from './value.ts';

export const millisecondsPerDay = 86_400_000;

/** Years the platform can store in a date. */
const firstYear = 1;
const lastYear = 9999;

/**
 * The day of a calendar date.
 * @throws FormulaEvaluationError when there is no such day.
 */
export function dateOf(year: number, month: number, day: number): CalendarDate {
    const milliseconds = utc(year, month, day);
    const date = new Date(milliseconds);
    const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    if (!exists || year < firstYear || year > lastYear) {
        throw new FormulaEvaluationError(`There is no date ${year}-${month}-${day}.`);
    }
    return { kind: 'date', day: milliseconds / millisecondsPerDay };
}

/** Milliseconds of a UTC date; unlike `Date.UTC` it takes years below 100 as they are. */
function utc(year: number, month: number, day: number): number {
    return new Date(0).setUTCFullYear(year, month - 1, day);
}

/** The day of a moment in UTC, the time zone of the local org. */
export function dateOfMoment(moment: Moment): CalendarDate {
    return { kind: 'date', day: Math.floor(moment.milliseconds / millisecondsPerDay) };
}

/** Midnight of a day. */
export function momentOfDate(date: CalendarDate): Moment {
    return { kind: 'datetime', milliseconds: date.day * millisecondsPerDay };
}

/** The time of day of a moment in UTC. */
export function timeOfMoment(moment: Moment): TimeOfDay {
    const milliseconds = ((moment.milliseconds % millisecondsPerDay) + millisecondsPerDay) % millisecondsPerDay;
    return { kind: 'time', milliseconds };
}

/** A JavaScript date, for its calendar functions. */
export function calendar(value: CalendarDate | Moment): Date {
    return new Date(value.kind === 'date' ? value.day * millisecondsPerDay : value.milliseconds);
}

/** `2026-11-20` (month and day may have one digit), or undefined. */
export function parseDate(text: string): CalendarDate | undefined {
    const parts = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
    return parts ? dateOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) : undefined;
}

/** `2026-11-20 10:00:00` or ISO 8601 with a zone; without a zone it is UTC. */
export function parseMoment(text: string): Moment | undefined {
    const parts =
        /^\s*(\d{4}-\d{1,2}-\d{1,2})[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2})(\.\d{1,3})?\d*)?\s*(Z|[+-]\d{2}:?\d{2})?\s*$/i.exec(
            text
        );
    const date = parts?.[1] === undefined ? undefined : parseDate(parts[1]);
    if (!parts || !date) return undefined;
    const [hours, minutes, seconds] = [Number(parts[2]), Number(parts[3]), Number(parts[4] ?? 0)];
    if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
    const time = ((hours * 60 + minutes) * 60 + seconds) * 1000 + Math.round(Number(parts[5] ?? 0) * 1000);
    return { kind: 'datetime', milliseconds: date.day * millisecondsPerDay + time - zoneOffset(parts[6]) };
}

function zoneOffset(zone: string | undefined): number {
    if (!zone || zone.toUpperCase() === 'Z') return 0;
    const digits = zone.slice(1).replace(':', '');
    const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
    return (zone.startsWith('-') ? -1 : 1) * minutes * 60_000;
}

/** `17:30:00.000`, the fraction optional, or undefined. */
export function parseTime(text: string): TimeOfDay | undefined {
    const parts = /^\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?Z?\s*$/.exec(text);
    if (!parts) return undefined;
    const [hours, minutes, seconds] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? 0)];
    if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
    const fraction = Number((parts[4] ?? '').padEnd(3, '0'));
    return { kind: 'time', milliseconds: ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction };
}

/** `2026-11-20`. */
export function formatDate(date: CalendarDate): string {
    const value = calendar(date);
    const year = String(value.getUTCFullYear()).padStart(4, '0');
    return `${year}-${pad(value.getUTCMonth() + 1)}-${pad(value.getUTCDate())}`;
}

/** `17:30:00.000`. */
export function formatTime(time: TimeOfDay): string {
    const seconds = Math.floor(time.milliseconds / 1000);
    const fraction = String(Math.floor(time.milliseconds % 1000)).padStart(3, '0');
    return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}.${fraction}`;
}

/** `2026-11-20 17:30:00Z`, as TEXT writes a date-time. */
export function formatMoment(moment: Moment): string {
    return `${formatDate(dateOfMoment(moment))} ${formatTime(timeOfMoment(moment)).slice(0, 8)}Z`;
}

function pad(value: number): string {
    return String(value).padStart(2, '0');
}

/** Months later (or earlier); the last day of a month stays the last day. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
    const from = calendar(date);
    const [year, month, day] = [from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate()];
    const target = new Date(utc(year, month + 1 + months, 1));
    const lastDay = daysInMonth(target.getUTCFullYear(), target.getUTCMonth());
    const wasLast = day === daysInMonth(year, month);
    return dateOf(target.getUTCFullYear(), target.getUTCMonth() + 1, wasLast ? lastDay : Math.min(day, lastDay));
}

function daysInMonth(year: number, monthIndex: number): number {
    return new Date(utc(year, monthIndex + 2, 0)).getUTCDate();
}

/** Year and week by ISO 8601: weeks start on Monday, week 1 holds the year's first Thursday. */
export function isoWeek(date: CalendarDate): { year: number; week: number } {
    const weekday = (((date.day + 3) % 7) + 7) % 7;
    const thursday = date.day - weekday + 3;
    const year = calendar({ kind: 'date', day: thursday }).getUTCFullYear();
    const firstDay = dateOf(year, 1, 1).day;
    return { year, week: Math.floor((thursday - firstDay) / 7) + 1 };
}
