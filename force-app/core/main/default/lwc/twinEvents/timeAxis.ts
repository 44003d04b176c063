import type { TimeWindow, TwinEvent } from './types';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Spans of time that can be shown, in hours, with the distance of their ticks in milliseconds. */
const TICK_STEPS: Readonly<Record<number, number>> = { 1: 15 * MINUTE, 8: 2 * HOUR, 24: 6 * HOUR, 168: 24 * HOUR };

/** Spans of time that can be shown, in hours. */
export const SPAN_HOURS = Object.keys(TICK_STEPS).map(Number);

/** Width of a short event in percent, so that it can be seen and hit. */
const MINIMUM_WIDTH = 1.6;

/** An event with its place: percent of the axis, and the row of its lane, counted from 0. */
export interface PlacedEvent {
    readonly event: TwinEvent;
    readonly start: number;
    readonly width: number;
    readonly row: number;
}

/** The last hours before `now`. */
export function lastHours(hours: number, now: number): TimeWindow {
    return { from: now - hours * HOUR, to: now };
}

/** Place of a time on the axis in percent, kept inside it. */
export function percentOf(time: number, { from, to }: TimeWindow): number {
    return Math.min(100, Math.max(0, ((time - from) / (to - from)) * 100));
}

/** Whether an event has a moment inside the window. */
export function isInside(event: TwinEvent, { from, to }: TimeWindow): boolean {
    return event.from <= to && (event.to ?? to) >= from;
}

/** Events in the order of their beginning; of two that begin together the one with the lower id first. */
export function inTimeOrder(events: readonly TwinEvent[]): TwinEvent[] {
    return [...events].sort((a, b) => a.from - b.from || a.id.localeCompare(b.id));
}

/** Places the events of one lane; those that overlap get rows of their own. */
export function placeEvents(events: readonly TwinEvent[], window: TimeWindow): PlacedEvent[] {
    const rowEnds: number[] = [];
    return inTimeOrder(events.filter((event) => isInside(event, window))).map((event) => {
        const end = percentOf(event.to ?? window.to, window);
        const start = Math.min(percentOf(event.from, window), 100 - MINIMUM_WIDTH);
        const width = Math.max(end - start, MINIMUM_WIDTH);
        const free = rowEnds.findIndex((rowEnd) => rowEnd <= start);
        const row = free < 0 ? rowEnds.length : free;
        rowEnds[row] = start + width;
        return { event, start, width, row };
    });
}

/** Milliseconds by which the clock in a time zone is ahead of UTC. */
function offsetAt(instant: number, timeZone: string): number {
    const format = new Intl.DateTimeFormat('en-US', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric'
    });
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
    const wall = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute);
    return wall - Math.floor(instant / MINUTE) * MINUTE;
}

/**
 * Beginning of a calendar day on the clock of a time zone, epoch milliseconds.
 * @param day `YYYY-MM-DD`, as the platform stores a date
 */
export function dayStart(day: string, timeZone: string): number {
    const utc = Date.parse(`${day}T00:00:00Z`);
    return utc - offsetAt(utc, timeZone);
}

/** Round times of the user's clock inside the window, for the axis. */
export function ticksOf(hours: number, window: TimeWindow, timeZone: string): number[] {
    const step = TICK_STEPS[hours] ?? HOUR;
    const offset = offsetAt(window.to, timeZone);
    const first = Math.ceil((window.from + offset) / step) * step - offset;
    const count = Math.max(0, Math.floor((window.to - first) / step) + 1);
    return Array.from({ length: count }, (_, index) => first + index * step);
}
