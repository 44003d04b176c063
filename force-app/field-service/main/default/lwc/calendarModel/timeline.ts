import { addDays, daysBetween, type Day } from './days';
import { addTo } from './groups';
import type { Entry } from './entry';
import { touches, type DayRange } from './items';

/** A stretch of a timeline's row: one free day, or an entry with the days that it fills. */
export interface TimelineCell {
    readonly day: Day;
    readonly days: number;
    readonly entry?: Entry;
}

/** One machine with its entries, in as many lines as overlaps need. */
export interface TimelineRow {
    readonly assetId: string;
    readonly assetName: string;
    /** Number of its entries. */
    readonly size: number;
    readonly lines: readonly (readonly TimelineCell[])[];
}

function clip(entry: Entry, range: DayRange): { first: Day; last: Day } {
    return {
        first: entry.firstDay < range.from ? range.from : entry.firstDay,
        last: entry.lastDay > range.to ? range.to : entry.lastDay
    };
}

function freeDays(from: Day, before: Day): TimelineCell[] {
    return Array.from({ length: daysBetween(from, before) }, (_, index) => ({ day: addDays(from, index), days: 1 }));
}

function toLine(entries: readonly Entry[], range: DayRange): TimelineCell[] {
    const cells: TimelineCell[] = [];
    let next = range.from;
    for (const entry of entries) {
        const { first, last } = clip(entry, range);
        cells.push(...freeDays(next, first), { day: first, days: daysBetween(first, last) + 1, entry });
        next = addDays(last, 1);
    }
    return [...cells, ...freeDays(next, addDays(range.to, 1))];
}

/** Puts entries that share no day into one line; each goes into the first line with room. */
function packLines(entries: readonly Entry[], range: DayRange): Entry[][] {
    const lines: Entry[][] = [];
    const ends: Day[] = [];
    for (const entry of entries) {
        const { first, last } = clip(entry, range);
        const free = ends.findIndex((end) => end < first);
        const at = free < 0 ? lines.length : free;
        (lines[at] ??= []).push(entry);
        ends[at] = last;
    }
    return lines;
}

/** Machines that have entries in the range, by name. Entries are expected in time order. */
export function timelineRows(entries: readonly Entry[], range: DayRange): TimelineRow[] {
    const byAsset = new Map<string, Entry[]>();
    for (const entry of entries) if (touches(entry, range)) addTo(byAsset, entry.assetId, entry);
    return [...byAsset.values()]
        .map((list) => ({
            assetId: list[0].assetId,
            assetName: list[0].assetName,
            size: list.length,
            lines: packLines(list, range).map((line) => toLine(line, range))
        }))
        .sort((a, b) => a.assetName.localeCompare(b.assetName) || a.assetId.localeCompare(b.assetId));
}
