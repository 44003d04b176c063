import type { HistoryStore, SeriesInfo, Tier } from '../model.ts';
import { DAY } from '../rollup/tiers.ts';

/** Values or events a piece of text is made from, so that memory stays the same however much is exported. */
const PAGE = 10_000;
/** Rollups are read in stretches of this many days. */
const ROLLUP_DAYS = 30;

/** How many lines of each kind an export has; its last line says the same, so that a cut one is noticed. */
export interface ExportCounts {
    series: number;
    samples: number;
    rollups: number;
    events: number;
}

/**
 * Everything the history keeps about a device, from all tiers, as JSON lines: one of type `device`, then `series`,
 * `sample`, `rollup` and `event`, and `end` with the number of each. Times are ms since 1970. A request for access to
 * the data of a person (GDPR, article 15) is answered with the export of that person's devices.
 * @param exportedAt the time the first line names
 * @returns pieces of text of whole lines
 */
export async function* exportDevice(store: HistoryStore, device: string, exportedAt: number): AsyncGenerator<string> {
    const counts: ExportCounts = { series: 0, samples: 0, rollups: 0, events: 0 };
    yield line('device', { device, exportedAt });
    const known = await store.series(device);
    for (const info of known) {
        counts.series++;
        yield line('series', info);
    }
    for (const info of known) yield* samplesOf(store, info, counts);
    for (const info of known) yield* rollupsOf(store, info, counts);
    yield* eventsOf(store, device, counts);
    yield line('end', counts);
}

async function* samplesOf(store: HistoryStore, info: SeriesInfo, counts: ExportCounts): AsyncGenerator<string> {
    const to = info.lastAt + 1;
    for (let from: number | undefined = info.firstAt; from !== undefined;) {
        const page = await store.samples(info, { from, to }, PAGE);
        counts.samples += page.samples.length;
        yield page.samples.map((sample) => line('sample', { signal: info.signal, ...sample })).join('');
        from = page.next;
    }
}

async function* rollupsOf(store: HistoryStore, info: SeriesInfo, counts: ExportCounts): AsyncGenerator<string> {
    const first = Math.floor(info.firstAt / DAY) * DAY;
    for (const tier of ['minute', 'hour', 'day'] as const satisfies readonly Tier[]) {
        for (let from = first; from <= info.lastAt; from += ROLLUP_DAYS * DAY) {
            const rollups = await store.rollups(info, tier, { from, to: from + ROLLUP_DAYS * DAY });
            counts.rollups += rollups.length;
            yield rollups.map((rollup) => line('rollup', { signal: info.signal, tier, ...rollup })).join('');
        }
    }
}

async function* eventsOf(store: HistoryStore, device: string, counts: ExportCounts): AsyncGenerator<string> {
    const always = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER };
    for (let offset: number | undefined = 0; offset !== undefined;) {
        const page = await store.events(device, always, PAGE, offset);
        counts.events += page.events.length;
        yield page.events.map((event) => line('event', event)).join('');
        offset = page.next;
    }
}

function line(type: string, content: object): string {
    return `${JSON.stringify({ type, ...content })}\n`;
}
