import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../../pipeline/index.ts';
import { ArchiveFolder } from '../archive/archiveFolder.ts';
import type { ArchiveFolders } from '../archive/archiveFolder.ts';
import { takeIn } from '../intake.ts';
import type {
    ArchiveReport,
    DeletionRecord,
    DeletionRequest,
    EventPage,
    HistoryEvent,
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
import { DAY } from '../rollup/tiers.ts';
import { element } from '../samples/columns.ts';
import { ArchiveReader } from './archiveReader.ts';
import { Archiver } from './archiver.ts';
import { ArchiveTable } from './archiveTable.ts';
import { EventTable } from './eventTable.ts';
import type { Job } from './job.ts';
import { Journal } from './journal.ts';
import { Pending } from './pending.ts';
import { Removal } from './removal.ts';
import { RollupKeeper } from './rollupKeeper.ts';
import { infoOf, latestOf, sampleOf, SeriesTable } from './seriesTable.ts';
import type { Series } from './seriesTable.ts';
import { Settler } from './settler.ts';
import { openDatabase, transaction } from './tables.ts';
import { ValueStore } from './valueStore.ts';

/** How long values go to chunks between two slices of an archiving, in ms. */
const FLUSH_SLICE_MS = 10;

/** Settings of the embedded store. */
export interface EmbeddedOptions {
    /** Path of the database file. */
    file: string;
    durability: 'process' | 'power';
    /** Longest pause between two values over which the earlier one holds, in ms. Fixed for a series once it exists. */
    gapMs: number;
    classes: readonly RetentionClass[];
    /** How long events are kept; undefined for ever. */
    eventDays?: number | undefined;
    /** Values that may wait for their chunk. */
    pendingValues: number;
    /** Values that may wait for files that cannot be read; 500,000 when left out. */
    mostSetAside?: number | undefined;
    /** Where files of values lie; the folder `history` beside the database when left out. */
    folders?: ArchiveFolders | undefined;
}

/**
 * The store on SQLite, synchronous, for one thread of its own. A batch is durable once its entry is in the journal;
 * chunks and rollups follow in larger steps ({@link step}), and a question first brings those of its series up to date.
 */
export class EmbeddedHistory {
    private readonly options: EmbeddedOptions;
    private readonly database: DatabaseSync;
    private readonly series: SeriesTable;
    private readonly values: ValueStore;
    private readonly rollups: RollupKeeper;
    private readonly settler: Settler;
    private readonly archiver: Archiver;
    private readonly journal: Journal;
    private readonly events: EventTable;
    private readonly removal: Removal;
    private pending = new Pending();

    /** @throws HistoryError HISTORY_STORE_UNUSABLE */
    constructor(options: EmbeddedOptions) {
        this.options = options;
        this.database = openDatabase(options.file, options.durability);
        this.series = new SeriesTable(this.database, options.gapMs);
        const table = new ArchiveTable(this.database);
        const folder = new ArchiveFolder(options.folders ?? { warm: path.join(path.dirname(options.file), 'history') });
        this.values = new ValueStore(this.database, table, new ArchiveReader(table, folder));
        this.rollups = new RollupKeeper(this.database, this.values);
        const { database, series, values, rollups } = this;
        this.settler = new Settler({ database, series, values, rollups, archive: table, most: options.mostSetAside });
        this.archiver = this.archiverOf(table, folder);
        this.journal = new Journal(this.database);
        this.events = new EventTable(this.database);
        this.removal = new Removal(this.database, table);
        this.replayJournal();
    }

    /** Adds values; durable on return. */
    append(batch: SampleBatch): Refusal[] {
        const { refusals, entry, id } = this.write(() => {
            const intake = takeIn(batch, this.series);
            return { ...intake, id: intake.entry.at.length > 0 ? this.journal.append(intake.entry) : 0 };
        });
        if (id > 0) this.pending.add(id, entry);
        if (this.pending.size >= this.options.pendingValues) {
            this.finishLeaving();
            this.pending.rotate();
        }
        return refusals;
    }

    /** Adds events; durable on return. */
    appendEvents(events: readonly HistoryEvent[]): void {
        this.write(() => {
            for (const event of events) this.events.add(event);
        });
    }

    /** Lets everything that waits now go to its chunks, step by step. */
    startFlush(): void {
        this.pending.rotate();
    }

    /** Brings waiting series to their chunks for about `budgetMs`. @returns whether some are left */
    step(budgetMs: number): boolean {
        if (!this.pending.isLeaving) return false;
        const end = performance.now() + budgetMs;
        return this.write(() => {
            for (let id = this.pending.nextLeaving(); id !== undefined; id = this.pending.nextLeaving()) {
                this.settle(id);
                if (performance.now() > end) return true;
            }
            this.journal.removeThrough(this.pending.leaveDone());
            return false;
        });
    }

    /** Brings everything to its chunks and empties the journal. */
    flush(): void {
        this.finishLeaving();
        this.pending.rotate();
        this.finishLeaving();
    }

    /** Series of a device, up to date; all series as they were at their last step. */
    seriesOf(device?: string): SeriesInfo[] {
        if (device !== undefined) this.settleDevice(device);
        return this.series
            .all(device)
            .filter(({ last }) => last)
            .map(infoOf);
    }

    /** Values of a series. */
    samples(key: SeriesKey, range: TimeRange, limit: number): SamplePage {
        const series = this.settled(key);
        if (!series) return { samples: [], next: undefined };
        const { at, value, quality } = this.values.read(series, range, limit + 1);
        const length = Math.min(limit, at.length);
        const samples = Array.from({ length }, (_, index) =>
            sampleOf(series, element(at, index), element(value, index), element(quality, index))
        );
        return { samples, next: at[limit] };
    }

    /** Stored rollups of a series. */
    rollupsOf(key: SeriesKey, tier: Tier, range: TimeRange): Rollup[] {
        const series = this.settled(key);
        return series ? this.rollups.read(series, tier, range) : [];
    }

    /** Number of those rollups. */
    rollupCount(key: SeriesKey, tier: Tier, range: TimeRange): number {
        const series = this.settled(key);
        return series ? this.rollups.count(series, tier, range) : 0;
    }

    /** Rollups of a series over buckets of any width. */
    buckets(key: SeriesKey, widthMs: number, range: TimeRange): Rollup[] {
        const series = this.settled(key);
        return series ? this.rollups.buckets(series, widthMs, range) : [];
    }

    /** Newest values of a device. */
    latest(device: string): LatestValue[] {
        this.settleDevice(device);
        return this.series.all(device).flatMap((series) => latestOf(series) ?? []);
    }

    /** Events of a device. */
    eventsOf(device: string, range: TimeRange, limit: number, offset: number): EventPage {
        return this.events.page(device, range, limit, offset);
    }

    /** Removes what is older than its class allows. */
    *applyRetention(now: Instant): Job<RetentionReport> {
        this.flush();
        const { classes, eventDays } = this.options;
        const report = this.write(() => this.removal.applyRetention(this.series, classes, now));
        if (eventDays !== undefined) report.events = this.removal.removeEvents(now - eventDays * DAY);
        this.values.forget();
        yield;
        this.archiver.dropReplaced();
        return report;
    }

    /** What was set aside since it was last asked, because a file cannot be read. */
    takeSetback(): unknown {
        return this.settler.takeSetback();
    }

    /** Moves days into files that are old enough for their class, and tries again what was set aside. */
    *archive(now: Instant): Job<ArchiveReport> {
        this.startFlush();
        while (this.step(FLUSH_SLICE_MS)) yield;
        this.write(() => this.settler.retry());
        return { ...(yield* this.archiver.archive(now)), ...this.settler.report() };
    }

    /** Finishes what a kill left undone. */
    resume(): Job<void> {
        return this.archiver.finishErasures();
    }

    /** Removes everything about a device, also from the files, and writes that down. */
    *deleteDevice(request: DeletionRequest): Job<DeletionRecord> {
        this.flush();
        const record = this.write(() => this.removal.deleteDevice(request, this.series.all(request.device)));
        this.series.reload();
        this.values.forget();
        yield* this.archiver.finishErasures();
        // The write-ahead log still holds the old pages.
        this.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
        return record;
    }

    /** Searches all tiers for a device. */
    remainsOf(device: string): Remains {
        this.flush();
        return { ...this.removal.remainsOf(device), ...this.archiver.searchFiles(device) };
    }

    /** All deletions, oldest first. */
    deletions(): DeletionRecord[] {
        return this.removal.deletions();
    }

    /** Writes what waits and closes the file. */
    close(): void {
        this.flush();
        this.database.close();
    }

    private archiverOf(table: ArchiveTable, folder: ArchiveFolder): Archiver {
        return new Archiver({
            ...{ series: this.series, values: this.values, table, folder, classes: this.options.classes },
            write: (work) => this.write(work),
            // A checkpoint brings the write-ahead log to disk first (SQLite, "PRAGMA synchronous").
            sync: () => this.database.exec('PRAGMA wal_checkpoint(PASSIVE)')
        });
    }

    private finishLeaving(): void {
        while (this.step(Infinity));
    }

    private settleDevice(device: string): void {
        for (const { signal } of this.series.all(device)) this.settled({ device, signal });
    }

    /** The series with everything that waited for it stored. */
    private settled({ device, signal }: SeriesKey): Series | undefined {
        const series = this.series.find(device, signal);
        if (series && this.pending.has(series.id)) this.write(() => this.settle(series.id));
        return series;
    }

    private settle(id: number): void {
        const [series, columns] = [this.series.get(id), this.pending.take(id)];
        if (series && columns) this.settler.settle(series, columns);
    }

    /** A failed transaction leaves memory ahead of the file; the file and its journal are the truth. */
    private write<T>(work: () => T): T {
        try {
            return transaction(this.database, work);
        } catch (error) {
            this.series.reload();
            this.values.forget();
            this.replayJournal();
            throw error;
        }
    }

    private replayJournal(): void {
        this.pending = new Pending();
        for (const { id, entry } of this.journal.entries()) this.pending.add(id, entry);
    }
}
