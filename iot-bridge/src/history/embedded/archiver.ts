import type { Instant } from '../../pipeline/index.ts';
import type { ArchiveFolder, Place } from '../archive/archiveFolder.ts';
import { nameOf } from '../archive/archiveFolder.ts';
import { ValueFile } from '../archive/valueFile.ts';
import { ValueFileWriter } from '../archive/valueFileWriter.ts';
import type { HistoryError } from '../errors.ts';
import type { ArchiveReport, Remains } from '../model.ts';
import { classOf, floorsOf, groupOf } from '../retention.ts';
import type { RetentionClass } from '../retention.ts';
import { DAY } from '../rollup/tiers.ts';
import { element } from '../samples/columns.ts';
import type { ArchivedFile, ArchivedRun, ArchiveTable } from './archiveTable.ts';
import type { Job } from './job.ts';
import type { Series, SeriesTable } from './seriesTable.ts';
import { isUnreadable } from './settler.ts';
import type { ValueStore } from './valueStore.ts';

/** Most values of a file, unless one series alone has more in a day. */
const FILE_VALUES = 20_000_000;

/** What the archiver works with. */
export interface ArchiverParts {
    series: SeriesTable;
    values: ValueStore;
    table: ArchiveTable;
    folder: ArchiveFolder;
    classes: readonly RetentionClass[];
    /** Runs its argument as one transaction. */
    write: <T>(work: () => T) => T;
    /** Brings what was committed to disk, so that files it replaces may be removed. */
    sync: () => void;
}

/** Values of a series of a day on their way into a file. */
interface Source {
    series: Series;
    count: number;
}

interface DayOfGroup {
    day: Instant;
    group: string;
    sources: Map<number, Source>;
}

/**
 * Moves days into files. Every step leaves a state from which the next run goes on: a file is noted as garbage before
 * it is written, becomes the place of its values in the same transaction that takes them out of the database, and files
 * it replaces are removed last. A series whose day gets late values while it is being written stays where it is.
 */
export class Archiver {
    private readonly parts: ArchiverParts;

    constructor(parts: ArchiverParts) {
        this.parts = parts;
    }

    /**
     * Moves what is old enough, and writes files again in which not all values are true any more.
     * @throws HistoryError HISTORY_FILE_UNREADABLE after everything that does not need the file is done
     */
    *archive(now: Instant): Job<ArchiveReport> {
        const report: ArchiveReport = { files: 0, samples: 0, movedToCold: 0 };
        yield* this.finishErasures();
        let unreadable: HistoryError | undefined;
        for (const day of this.daysToWrite(now)) {
            try {
                yield* this.writeDay(day, this.placeFor(day, now), report);
            } catch (error) {
                // A file that cannot be read concerns its own day only.
                if (!isUnreadable(error)) throw error;
                unreadable ??= error;
            }
        }
        yield* this.moveToCold(now, report);
        if (unreadable) throw unreadable;
        return report;
    }

    /** Writes files again that hold values of erased series, and removes what no one needs any more. */
    *finishErasures(): Job<void> {
        this.dropReplaced();
        const report: ArchiveReport = { files: 0, samples: 0, movedToCold: 0 };
        for (const file of this.parts.table.filesToErase()) {
            yield* this.writeFile(file, file.place, this.sourcesIn(file), report);
            this.dropReplaced();
        }
    }

    /** Removes files that hold no value any more. */
    dropReplaced(): void {
        this.parts.write(() => this.parts.table.dropEmptyFiles());
        this.removeGarbage();
    }

    /** Looks into every file, also those the store does not know, for a device. */
    searchFiles(device: string): Pick<Remains, 'files' | 'filesSearched'> {
        const files = this.parts.folder.allFiles();
        return {
            files: files.filter((file) => new ValueFile(file).hasDevice(device)).length,
            filesSearched: files.length
        };
    }

    private *writeDay({ day, group, sources }: DayOfGroup, place: Place, report: ArchiveReport): Job<void> {
        const { table } = this.parts;
        const old = table.filesOf(day, group);
        for (const file of old.filter(({ samples, live }) => samples > live || samples < FILE_VALUES / 2)) {
            for (const source of this.sourcesIn(file)) sources.set(source.series.id, source);
        }
        const ordered = [...sources.values()].sort((left, right) => bySeries(left.series, right.series));
        for (const batch of batchesOf(ordered)) yield* this.writeFile({ day, group }, place, batch, report);
        this.dropReplaced();
    }

    private *writeFile(
        { day, group }: Pick<ArchivedFile, 'day' | 'group'>,
        place: Place,
        sources: readonly Source[],
        report: ArchiveReport
    ): Job<void> {
        if (sources.length === 0) return;
        const { table, folder, values, write, sync } = this.parts;
        const id = table.nextId();
        const name = nameOf(day, group, id);
        write(() => table.addGarbage(place, name));
        const hasChanged = values.watch();
        const runs = yield* folder.create(place, name, (file) => this.writeRuns(file, { id, day }, sources));
        const samples = runs.reduce((sum, { count }) => sum + count, 0);
        write(() => {
            table.addFile({ id, day, group, place, name, samples });
            table.removeGarbage(place, name);
            // Values that changed while they were written stay where they are.
            for (const run of runs) if (!hasChanged(run.series, run.day)) this.takeOver(run);
        });
        values.stopWatching();
        sync();
        report.files++;
        report.samples += samples;
        yield;
    }

    private *writeRuns(
        file: string,
        target: { id: number; day: Instant },
        sources: readonly Source[]
    ): Job<ArchivedRun[]> {
        const writer = new ValueFileWriter(file);
        const runs: ArchivedRun[] = [];
        const { id, day } = target;
        for (const { series } of sources) {
            const columns = this.parts.values.read(series, { from: day, to: day + DAY });
            const { length } = columns.at;
            if (length === 0) continue;
            const firstRow = writer.add({ ...series, columns });
            const range = { firstAt: element(columns.at, 0), lastAt: element(columns.at, length - 1) };
            runs.push({ series: series.id, day, file: id, firstRow, count: length, ...range });
            yield;
        }
        writer.finish();
        return runs;
    }

    /** From now on the file is where the values are. */
    private takeOver(run: ArchivedRun): void {
        const { values, table } = this.parts;
        table.putRun(run);
        values.chunks.removeDay(run.series, run.day);
    }

    private daysToWrite(now: Instant): DayOfGroup[] {
        const { series, values, table, classes } = this.parts;
        const days = new Map<string, DayOfGroup>();
        const dayOf = (day: Instant, group: string): DayOfGroup => {
            const key = `${day}:${group}`;
            const known = days.get(key) ?? { day, group, sources: new Map<number, Source>() };
            days.set(key, known);
            return known;
        };
        for (const one of series.all()) {
            const rule = classOf(one.signal, classes);
            const { hot } = floorsOf(rule, now);
            if (!Number.isFinite(hot)) continue;
            for (const [day, count] of values.chunks.daysBefore(one.id, hot)) {
                dayOf(day, groupOf(rule)).sources.set(one.id, { series: one, count });
            }
        }
        for (const { day, group } of table.staleFiles()) dayOf(day, group);
        return [...days.values()].sort((left, right) => left.day - right.day);
    }

    private sourcesIn({ id }: ArchivedFile): Source[] {
        return this.parts.table.runsOf(id).flatMap(({ series, count }) => {
            const known = this.parts.series.get(series);
            return known ? [{ series: known, count }] : [];
        });
    }

    private placeFor({ day, group }: Pick<ArchivedFile, 'day' | 'group'>, now: Instant): Place {
        const rule = this.parts.classes.find((one) => groupOf(one) === group);
        return this.parts.folder.hasCold && rule && day < floorsOf(rule, now).warm ? 'cold' : 'warm';
    }

    private *moveToCold(now: Instant, report: ArchiveReport): Job<void> {
        const { table, folder, write, sync } = this.parts;
        for (const file of table.warmFiles()) {
            if (this.placeFor(file, now) === 'warm') continue;
            write(() => table.addGarbage('cold', file.name));
            folder.copyToCold(file.name);
            write(() => {
                table.moveFile(file.id, 'cold');
                table.removeGarbage('cold', file.name);
                table.addGarbage('warm', file.name);
            });
            sync();
            this.removeGarbage();
            report.movedToCold++;
            yield;
        }
    }

    private removeGarbage(): void {
        const { table, folder, values, write } = this.parts;
        const garbage = table.garbage();
        if (garbage.length === 0) return;
        values.forget();
        for (const { place, name } of garbage) folder.remove(place, name);
        write(() => {
            for (const { place, name } of garbage) table.removeGarbage(place, name);
        });
    }
}

function bySeries(left: Series, right: Series): number {
    return compare(left.device, right.device) || compare(left.signal, right.signal);
}

function compare(left: string, right: string): number {
    if (left === right) return 0;
    return left < right ? -1 : 1;
}

function* batchesOf(sources: readonly Source[]): Generator<Source[]> {
    let batch: Source[] = [];
    let values = 0;
    for (const source of sources) {
        if (values + source.count > FILE_VALUES && batch.length > 0) {
            yield batch;
            batch = [];
            values = 0;
        }
        batch.push(source);
        values += source.count;
    }
    if (batch.length > 0) yield batch;
}
