import { addDays, type Day } from './days';
import type { Entry } from './entry';

/** What an exported calendar says about itself. */
export interface CalendarHeader {
    /** Name shown by calendar programs. */
    readonly name: string;
    /** When it was made, epoch milliseconds. */
    readonly stamp: number;
}

/** Octets of a line without its line break (RFC 5545, 3.1). */
const LINE_OCTETS = 75;

/** Octets of a character in UTF-8. */
function octetsOf(character: string): number {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return 1;
    if (code < 0x800) return 2;
    return code < 0x10000 ? 3 : 4;
}

/** Escapes a text value (RFC 5545, 3.3.11). */
function escapeText(text: string): string {
    return text.replace(/[\\;,]/g, (character) => `\\${character}`).replace(/\r\n|\r|\n/g, '\\n');
}

/** Folds a line so that no part is longer than 75 octets; a character is never cut in two. */
function foldLine(line: string): string {
    const parts: string[] = [];
    let part = '';
    let size = 0;
    for (const character of line) {
        const length = octetsOf(character);
        if (size + length > LINE_OCTETS) {
            parts.push(part);
            part = ' ';
            size = 1;
        }
        part += character;
        size += length;
    }
    return [...parts, part].join('\r\n');
}

/** An instant as UTC date with time (RFC 5545, 3.3.5, form 2). */
function utcTime(instant: number): string {
    return new Date(instant).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function date(day: Day): string {
    return day.replaceAll('-', '');
}

function timesOf({ start, end, firstDay, lastDay }: Entry): string[] {
    const from = start ?? end;
    // The end of whole days is the day after the last one (RFC 5545, 3.6.1).
    if (from === undefined) {
        return [`DTSTART;VALUE=DATE:${date(firstDay)}`, `DTEND;VALUE=DATE:${date(addDays(lastDay, 1))}`];
    }
    const lines = [`DTSTART:${utcTime(from)}`];
    return end !== undefined && end > from ? [...lines, `DTEND:${utcTime(end)}`] : lines;
}

function eventLines(entry: Entry, stamp: number): string[] {
    const description = [entry.number, entry.status, entry.priority, entry.owner].filter((part) => part !== '');
    return [
        'BEGIN:VEVENT',
        `UID:${entry.key}@iot-asset-management`,
        `DTSTAMP:${utcTime(stamp)}`,
        ...timesOf(entry),
        `SUMMARY:${escapeText(`${entry.subject} (${entry.assetName})`)}`,
        `LOCATION:${escapeText(entry.assetName)}`,
        `DESCRIPTION:${escapeText(description.join('\n'))}`,
        `STATUS:${entry.kind === 'projected' || entry.kind === 'predicted' ? 'TENTATIVE' : 'CONFIRMED'}`,
        'END:VEVENT'
    ];
}

/** Entries as an iCalendar file (RFC 5545) that calendar programs import; times are in UTC. */
export function toICalendar(entries: readonly Entry[], { name, stamp }: CalendarHeader): string {
    const lines = [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//IoT Asset Management//Maintenance Calendar//EN',
        'CALSCALE:GREGORIAN',
        `X-WR-CALNAME:${escapeText(name)}`,
        ...entries.flatMap((entry) => eventLines(entry, stamp)),
        'END:VCALENDAR'
    ];
    return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}
