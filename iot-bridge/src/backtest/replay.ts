import type { Catalogue } from '../catalogue/index.ts';
import type { ProcessingConfig } from '../config/index.ts';
import type { AlarmEvent, AlarmKind } from '../contract/index.ts';
import type { HistorySample, HistoryStore, Rollup, SeriesInfo, TimeRange } from '../history/index.ts';
import type { Instant, Reading } from '../pipeline/index.ts';
import { Fleet } from '../process/index.ts';
import type { Resolution } from './model.ts';

/** What a replay works with. */
export interface ReplayParts {
    readonly store: Pick<HistoryStore, 'samples' | 'rollups' | 'series'>;
    readonly catalogue: Catalogue;
    readonly processing: ProcessingConfig;
    readonly devices: readonly string[];
    readonly range: TimeRange;
    readonly resolution: Resolution;
    /** Signal and kind that are tried: of a minute, their worst value counts. */
    readonly tried: { readonly signal: string; readonly kind: AlarmKind };
}

interface Message {
    readonly device: string;
    readonly at: Instant;
    readonly readings: Reading[];
}

const HOUR_MS = 3_600_000;
const PAGE = 20_000;
/** Silence is looked for this often, in recorded time. */
const TICK_MS = 5000;
/** The machine of the alarms runs in the thread of the messages, so it gets the past in small pieces. */
const CHUNK_MS: Readonly<Record<Resolution, number>> = { values: HOUR_MS / 4, minutes: 4 * HOUR_MS };

/** Puts the past through the alarm engine, as if it happened now; answers all events. Nothing is stored or sent. */
export async function replay(parts: ReplayParts): Promise<AlarmEvent[]> {
    const events: AlarmEvent[] = [];
    const fleet = new Fleet(
        parts.processing,
        {
            put: () => undefined,
            touch: () => undefined,
            remove: () => undefined,
            dirty: () => undefined,
            event: (event) => events.push(event),
            late: () => undefined
        },
        { devices: new Map(), trends: new Map(), alarms: new Map() }
    );
    const { range, resolution, devices, catalogue } = parts;
    const assets = new Map([...catalogue.assets].filter(([device]) => devices.includes(device)));
    fleet.define({ ...catalogue, assets, maintained: new Set() }, range.from);
    const series = await seriesOf(parts);
    let ticked = range.from;
    for (let from = range.from; from < range.to; from += CHUNK_MS[resolution]) {
        const messages = await messagesOf(parts, series, { from, to: Math.min(range.to, from + CHUNK_MS[resolution]) });
        for (const { device, at, readings } of messages) {
            if (at - ticked >= TICK_MS) {
                fleet.tick(at, range.from);
                ticked = at;
            }
            const state = fleet.get(device);
            if (state) fleet.apply(state, readings, at, at, '');
        }
    }
    fleet.tick(range.to, range.from);
    return events;
}

/** Series that any alarm of the device looks at; derived ones are derived again. */
async function seriesOf({ store, devices, catalogue }: ReplayParts): Promise<SeriesInfo[]> {
    const derived = new Set(catalogue.signals.flatMap(({ name, formula }) => (formula ? [name] : [])));
    const found: SeriesInfo[] = [];
    for (const device of devices) found.push(...(await store.series(device)));
    return found.filter(({ signal }) => !derived.has(signal));
}

async function messagesOf(parts: ReplayParts, series: readonly SeriesInfo[], range: TimeRange): Promise<Message[]> {
    const messages = new Map<string, Message>();
    for (const info of series) {
        if (info.firstAt >= range.to || info.lastAt < range.from) continue;
        const readings = parts.resolution === 'values' ? samplesOf : minutesOf;
        for await (const reading of readings(parts, info, range)) {
            const key = `${info.device} ${reading.at}`;
            const message = messages.get(key) ?? { device: info.device, at: reading.at, readings: [] };
            messages.set(key, message);
            message.readings.push(reading);
        }
    }
    return [...messages.values()].sort((left, right) => left.at - right.at);
}

async function* samplesOf({ store }: ReplayParts, info: SeriesInfo, range: TimeRange): AsyncGenerator<Reading> {
    for (let from: Instant | undefined = range.from; from !== undefined;) {
        const page: { samples: HistorySample[]; next: Instant | undefined } = await store.samples(
            info,
            { from, to: range.to },
            PAGE
        );
        for (const { at, value, quality } of page.samples) yield { signal: info.signal, value, at, quality };
        from = page.next;
    }
}

async function* minutesOf({ store, tried }: ReplayParts, info: SeriesInfo, range: TimeRange): AsyncGenerator<Reading> {
    for (const rollup of await store.rollups(info, 'minute', range)) {
        const value = info.signal === tried.signal ? worst(rollup, tried.kind) : rollup.last;
        if (value === null) continue;
        const quality = rollup.uncertain > 0 ? 'Uncertain' : 'Good';
        yield { signal: info.signal, value, at: rollup.start, quality };
    }
}

function worst(rollup: Rollup, kind: AlarmKind): number | string | null {
    if (kind === 'High' || kind === 'High High') return rollup.max ?? rollup.last;
    if (kind === 'Low' || kind === 'Low Low') return rollup.min ?? rollup.last;
    return rollup.last;
}
