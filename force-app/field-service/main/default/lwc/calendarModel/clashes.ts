import { addTo } from './groups';
import type { Entry } from './entry';

interface Timed {
    readonly entry: Entry;
    readonly from: number;
    readonly to: number;
}

function toTimed(entry: Entry): Timed[] {
    const from = entry.start ?? entry.end;
    if (entry.kind !== 'workOrder' || entry.done || from === undefined) return [];
    // An order without end takes its machine for that moment at least.
    return [{ entry, from, to: Math.max(entry.end ?? from, from + 1) }];
}

/** Keys of entries that overlap another one in a list; it is sorted in place. */
function clashesIn(list: Timed[]): string[] {
    list.sort((a, b) => a.from - b.from);
    const keys: string[] = [];
    let longest = list[0];
    for (const each of list.slice(1)) {
        if (each.from < longest.to) keys.push(each.entry.key, longest.entry.key);
        if (each.to > longest.to) longest = each;
    }
    return keys;
}

/** Marks open work orders that take the same machine at the same time; one that begins when another ends is fine. */
export function markClashes(entries: readonly Entry[]): Entry[] {
    const byAsset = new Map<string, Timed[]>();
    for (const timed of entries.flatMap(toTimed)) addTo(byAsset, timed.entry.assetId, timed);
    const clashing = new Set([...byAsset.values()].flatMap(clashesIn));
    return entries.map((entry) => (clashing.has(entry.key) ? { ...entry, clash: true } : entry));
}
