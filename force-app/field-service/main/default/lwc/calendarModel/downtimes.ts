import { dayOf } from './days';
import { entryOf, type CalendarAsset, type Entry } from './entry';
import { addTo } from './groups';
import type { Clock } from './items';

/** Planned downtime of a machine as read from the org; times are epoch milliseconds. */
export interface Downtime {
    readonly id: string;
    readonly number: string;
    /** First line of its description. */
    readonly subject: string;
    readonly assetId: string;
    readonly start: number;
    readonly end: number;
}

/** The downtime as an entry; one that ends at midnight does not reach into the next day. */
export function downtimeEntry(downtime: Downtime, asset: CalendarAsset, { timeZone }: Clock): Entry {
    const { id, number, subject, start, end } = downtime;
    return entryOf(asset, {
        key: id,
        kind: 'downtime',
        recordId: id,
        number,
        subject: subject || number,
        firstDay: dayOf(start, timeZone),
        lastDay: dayOf(end > start ? end - 1 : end, timeZone),
        start,
        end
    });
}

/** Marks work orders that take a machine while it, or anything above it, is planned to stand still. */
export function markDowntimes(
    orders: readonly Entry[],
    downtimes: readonly Downtime[],
    assets: readonly CalendarAsset[]
): Entry[] {
    if (downtimes.length === 0) return [...orders];
    const parents = new Map(assets.map(({ id, parentId }) => [id, parentId]));
    const byAsset = new Map<string, Downtime[]>();
    for (const downtime of downtimes) addTo(byAsset, downtime.assetId, downtime);
    return orders.map((entry) => {
        const from = entry.start ?? entry.end;
        if (from === undefined || entry.done) return entry;
        const to = Math.max(entry.end ?? from, from + 1);
        const own = pathUp(entry.assetId, parents).flatMap((id) => byAsset.get(id) ?? []);
        return own.some(({ start, end }) => start < to && from < end) ? { ...entry, inDowntime: true } : entry;
    });
}

/** The machine and everything above it; a loop in the data ends the walk. */
function pathUp(assetId: string, parents: ReadonlyMap<string, string | undefined>): string[] {
    const path = new Set<string>();
    for (let id: string | undefined = assetId; id && !path.has(id); id = parents.get(id)) path.add(id);
    return [...path];
}
