import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../../pipeline/index.ts';
import type { TimeRange } from '../model.ts';
import { DAY, floorTo } from '../rollup/tiers.ts';
import { element, lowerBound, mergeColumns, sliceColumns } from '../samples/columns.ts';
import type { SampleColumns } from '../samples/columns.ts';
import { readSegments } from '../samples/segments.ts';
import type { Segment } from '../samples/segments.ts';
import type { ArchiveReader } from './archiveReader.ts';
import type { ArchiveTable } from './archiveTable.ts';
import { ChunkTable } from './chunkTable.ts';
import type { Series } from './seriesTable.ts';

/**
 * Values of all series, wherever they lie. The values of a series of a day are either in chunks or in one file, never
 * in both, so that nothing has to be decided when they are read. A late value brings its day back into chunks; the next
 * archiving writes the file of that day again.
 */
export class ValueStore {
    /** Values in the database itself. */
    readonly chunks: ChunkTable;
    private readonly archive: ArchiveTable;
    private readonly reader: ArchiveReader;
    private changedDays: Set<string> | undefined;

    constructor(database: DatabaseSync, archive: ArchiveTable, reader: ArchiveReader) {
        this.chunks = new ChunkTable(database);
        this.archive = archive;
        this.reader = reader;
    }

    /** Stores values. @returns the instants that are new or have another value than before, ascending */
    merge(series: Series, added: SampleColumns): number[] {
        const changed: number[][] = [];
        for (let position = 0; position < added.at.length;) {
            const day = floorTo(element(added.at, position), DAY);
            const end = lowerBound(added.at, day + DAY);
            changed.push(this.mergeDay(series, day, sliceColumns(added, position, end)));
            position = end;
        }
        return changed.flat();
    }

    /** Values with `from <= at < to`; with a limit, ending soon after that many. */
    read(series: Series, range: TimeRange, limit?: number): SampleColumns {
        const archived = this.archive
            .runsIn(series.id, range)
            .map((run): Segment => ({ firstAt: run.firstAt, load: () => this.reader.read(run, series) }));
        const hot = this.chunks.segments(series.id, range);
        const all = archived.length === 0 ? hot : [...archived, ...hot].sort((a, b) => a.firstAt - b.firstAt);
        return readSegments(all, range, limit);
    }

    /** Starts to note what changes. @returns whether values of a series of a day changed since; ends with the next call */
    watch(): (series: number, day: Instant) => boolean {
        const changed = new Set<string>();
        this.changedDays = changed;
        return (series, day) => changed.has(`${series}:${day}`);
    }

    /** Ends {@link watch}. */
    stopWatching(): void {
        this.changedDays = undefined;
    }

    /** Forgets what was read, after rows or files were removed or a transaction was rolled back. */
    forget(): void {
        this.chunks.forget();
        this.reader.forget();
    }

    private mergeDay(series: Series, day: Instant, added: SampleColumns): number[] {
        const run = this.archive.runAt(series.id, day);
        if (run) {
            const archived = this.reader.read(run, series);
            if (mergeColumns(archived, added).changed.length === 0) return [];
            this.archive.removeRun(series.id, day);
            this.chunks.merge(series.id, archived);
        }
        this.changedDays?.add(`${series.id}:${day}`);
        return this.chunks.merge(series.id, added);
    }
}
