import pg from 'pg';
import type { Instant } from '../../pipeline/index.ts';
import { takeIn } from '../intake.ts';
import { qualityOfCode } from '../model.ts';
import type {
    ArchiveReport,
    DeletionRecord,
    DeletionRequest,
    EventPage,
    HistoryEvent,
    HistorySample,
    HistoryStore,
    LatestValue,
    Refusal,
    Remains,
    RetentionReport,
    Rollup,
    SampleBatch,
    SamplePage,
    SeriesInfo,
    SeriesKey,
    Tier,
    TimeRange
} from '../model.ts';
import type { RetentionClass } from '../retention.ts';
import { regroup, rollUp } from '../rollup/rollup.ts';
import { alignOut, DAY, tierOf } from '../rollup/tiers.ts';
import { findRemains, readDeletions, remove, removeByAge, removeDevice } from './removalRows.ts';
import { countRollups, readGrouped, readRollups, settleRollups } from './rollupRows.ts';
import { insertSamples, readSamples } from './sampleRows.ts';
import { schema } from './schema.ts';
import { readable, SeriesRows } from './seriesRows.ts';
import type { Series } from './seriesRows.ts';
import { withSession, writing } from './session.ts';
import type { Session } from './session.ts';

/** Settings of the store on PostgreSQL. */
export interface PostgresOptions {
    /** `postgresql://user:password@host:port/database`. */
    url: string;
    /** Longest pause between two values over which the earlier one holds, in ms. Fixed for a series once it exists. */
    gapMs: number;
    classes: readonly RetentionClass[];
    /** How long events are kept; undefined for ever. */
    eventDays?: number | undefined;
}

/**
 * The store on PostgreSQL 13 or newer, for more than one machine can hold: values as rows, partitioned by month, which
 * any other tool may read too. A batch is durable when its transaction is; the rollups of the days it touched are
 * computed again before they are asked for.
 */
export class PostgresHistory implements HistoryStore {
    private readonly options: PostgresOptions;
    private readonly pool: pg.Pool;
    private prepared: Promise<void> | undefined;

    constructor(options: PostgresOptions) {
        this.options = options;
        this.pool = new pg.Pool({ connectionString: options.url, max: 4 });
        // A lost idle connection is replaced at the next use, which reports what is wrong if anything still is.
        this.pool.on('error', () => undefined);
    }

    append(batch: SampleBatch): Promise<Refusal[]> {
        return this.write(async (session) => {
            const rows = await SeriesRows.forBatch(session, batch, this.options.gapMs);
            const { entry, refusals } = takeIn(batch, rows);
            await insertSamples(session, entry);
            return refusals;
        });
    }

    appendEvents(events: readonly HistoryEvent[]): Promise<void> {
        return this.write(async (session) => {
            for (const { key, device, at, kind, details } of events) {
                await session.change(
                    `INSERT INTO history_event (key, device, at, kind, details) VALUES ($1, $2, $3, $4, $5)
                     ON CONFLICT (key) DO NOTHING`,
                    [key, device, at, kind, JSON.stringify(details)]
                );
            }
        });
    }

    series(device?: string): Promise<SeriesInfo[]> {
        return this.read(async (session) => {
            const rows = await (device === undefined ? SeriesRows.all(session) : SeriesRows.ofDevice(session, device));
            return rows
                .list()
                .filter(({ lastAt }) => Number.isFinite(lastAt))
                .map(infoOf);
        });
    }

    async samples(key: SeriesKey, range: TimeRange, limit: number): Promise<SamplePage> {
        const page = await this.ofSeries(key, async (session, series) => {
            const columns = await readSamples(session, series.id, range, limit + 1);
            const length = Math.min(limit, columns.at.length);
            const samples = Array.from({ length }, (_, index) => {
                return sampleOf(series, columns.at[index], columns.value[index], columns.quality[index]);
            });
            return { samples, next: columns.at[limit] };
        });
        return page ?? { samples: [], next: undefined };
    }

    async rollups(key: SeriesKey, tier: Tier, range: TimeRange): Promise<Rollup[]> {
        const rollups = await this.settled(key, async (session, series) =>
            (await readRollups(session, series.id, tier, range)).map((rollup) => withTexts(series, rollup))
        );
        return rollups ?? [];
    }

    async rollupCount(key: SeriesKey, tier: Tier, range: TimeRange): Promise<number> {
        const found = await this.settled(key, (session, series) => countRollups(session, series.id, tier, range));
        return found ?? 0;
    }

    async buckets(key: SeriesKey, widthMs: number, range: TimeRange): Promise<Rollup[]> {
        const aligned = alignOut(range, widthMs);
        const tier = tierOf(widthMs);
        const rollups = await this.settled(key, async (session, series) => {
            if (tier === undefined) return fromValues(session, series, aligned, widthMs);
            if (series.kind === 'number') return readGrouped(session, series.id, tier, aligned, widthMs);
            const parts = await readRollups(session, series.id, tier, aligned);
            return regroup(parts, widthMs).map((rollup) => withTexts(series, rollup));
        });
        return rollups ?? [];
    }

    latest(device: string): Promise<LatestValue[]> {
        return this.read(async (session) => {
            const known = (await SeriesRows.ofDevice(session, device)).list();
            const rows = await session.rows(
                `SELECT id, newest.* FROM unnest($1::int[]) AS wanted (id), LATERAL (SELECT at, value, quality
                 FROM history_sample WHERE series = id ORDER BY at DESC LIMIT 1) AS newest`,
                [known.map(({ id }) => id)]
            );
            const byId = new Map(rows.map((row) => [Number(row.id), row]));
            return known.flatMap((series) => {
                const row = byId.get(series.id);
                if (!row) return [];
                return { device, signal: series.signal, ...sampleOf(series, row.at, row.value, row.quality) };
            });
        });
    }

    events(device: string, { from, to }: TimeRange, limit: number, offset: number): Promise<EventPage> {
        return this.read(async (session) => {
            const rows = await session.rows(
                'SELECT * FROM history_event WHERE device = $1 AND at >= $2 AND at < $3 ORDER BY at, id LIMIT $4 OFFSET $5',
                [device, from, to, limit + 1, offset]
            );
            const events = rows.slice(0, limit).map((row): HistoryEvent => ({
                ...{ key: String(row.key), device: String(row.device), at: Number(row.at), kind: String(row.kind) },
                details: row.details as HistoryEvent['details']
            }));
            return { events, next: rows.length > limit ? offset + limit : undefined };
        });
    }

    async applyRetention(now: Instant): Promise<RetentionReport> {
        const rows = await this.read((session) => SeriesRows.all(session));
        // One transaction each, so that values can come in between.
        for (const series of rows.list()) await this.write((session) => settleRollups(session, series));
        return this.write((session) => this.removeOld(session, now));
    }

    /** PostgreSQL has tablespaces for that; there are no files. */
    archive(): Promise<ArchiveReport> {
        return Promise.resolve({ files: 0, samples: 0, movedToCold: 0 });
    }

    deleteDevice(request: DeletionRequest): Promise<DeletionRecord> {
        return this.write(async (session) => {
            const series = (await SeriesRows.ofDevice(session, request.device)).list();
            for (const one of series) await settleRollups(session, one);
            return removeDevice(session, request, series);
        });
    }

    remainsOf(device: string): Promise<Remains> {
        return this.read((session) => findRemains(session, device));
    }

    deletions(): Promise<DeletionRecord[]> {
        return this.read(readDeletions);
    }

    async close(): Promise<void> {
        if (!this.pool.ending) await this.pool.end();
    }

    private async removeOld(session: Session, now: Instant): Promise<RetentionReport> {
        const { classes, eventDays } = this.options;
        const series = (await SeriesRows.all(session)).list();
        // What came in since the rollups were made true above.
        for (const one of series) await settleRollups(session, one);
        const report = await removeByAge(session, series, classes, now);
        if (eventDays === undefined) return report;
        return { ...report, events: await remove(session, 'history_event WHERE at < $1', [now - eventDays * DAY]) };
    }

    private ofSeries<T>(
        key: SeriesKey,
        work: (session: Session, series: Series) => Promise<T>
    ): Promise<T | undefined> {
        return this.read(async (session) => {
            const series = (await SeriesRows.ofDevice(session, key.device)).find(key);
            return series && work(session, series);
        });
    }

    /** As {@link ofSeries}, after the rollups of the series are true again. */
    private async settled<T>(
        key: SeriesKey,
        work: (session: Session, series: Series) => Promise<T>
    ): Promise<T | undefined> {
        const isDirty = await this.ofSeries(key, async (session, { id }) => {
            return (await session.rows('SELECT 1 FROM history_dirty WHERE series = $1 LIMIT 1', [id])).length > 0;
        });
        if (!isDirty) return this.ofSeries(key, work);
        return this.write(async (session) => {
            const series = (await SeriesRows.ofDevice(session, key.device)).find(key);
            if (!series) return undefined;
            await settleRollups(session, series);
            return work(session, series);
        });
    }

    private async read<T>(work: (session: Session) => Promise<T>): Promise<T> {
        await this.prepare();
        return withSession(this.pool, work);
    }

    private async write<T>(work: (session: Session) => Promise<T>): Promise<T> {
        await this.prepare();
        return writing(this.pool, work);
    }

    /** Makes the tables at the first use; tried again after a failure, so that the server may come later. */
    private prepare(): Promise<void> {
        this.prepared ??= writing(this.pool, (session) => session.script(schema)).catch((error: unknown) => {
            this.prepared = undefined;
            throw error;
        });
        return this.prepared;
    }
}

async function fromValues(session: Session, series: Series, range: TimeRange, widthMs: number): Promise<Rollup[]> {
    const reach = { from: range.from - series.gapMs, to: range.to + series.gapMs + 1 };
    const rollups = rollUp(await readSamples(session, series.id, reach), range, widthMs, series);
    return rollups.map((rollup) => withTexts(series, rollup));
}

function infoOf({ device, signal, kind, firstAt, lastAt, rawFloor, minuteFloor, hourFloor }: Series): SeriesInfo {
    return { device, signal, kind, firstAt, lastAt, rawFloor, minuteFloor, hourFloor };
}

function sampleOf(series: Series, at: unknown, value: unknown, quality: unknown): HistorySample {
    return { at: Number(at), value: readable(series, Number(value)), quality: qualityOfCode(Number(quality)) };
}

/** Rollups of states with the texts instead of their codes. */
function withTexts(series: Series, rollup: Rollup): Rollup {
    if (series.kind === 'number') return rollup;
    const states = Object.entries(rollup.states).map(([code, ms]) => [readable(series, Number(code)), ms] as const);
    const last = rollup.last === null ? null : readable(series, Number(rollup.last));
    return { ...rollup, last, states: Object.fromEntries(states) };
}
