import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Instant } from '../../pipeline/index.ts';
import type { Place } from '../archive/archiveFolder.ts';
import type { TimeRange } from '../model.ts';
import { DAY, floorTo } from '../rollup/tiers.ts';
import type { Row } from './tables.ts';

/** A file of values of one day and group of signals. */
export interface ArchivedFile {
    id: number;
    day: Instant;
    group: string;
    place: Place;
    name: string;
    /** Values in the file, those counted that are not true any more. */
    samples: number;
}

/** Where the values of a series of a day lie: in this file, and nowhere else. */
export interface ArchivedRun {
    series: number;
    day: Instant;
    file: number;
    firstRow: number;
    count: number;
    firstAt: Instant;
    lastAt: Instant;
}

const fileColumns = 'id, day, signal_group, place, name, samples';
const live = '(SELECT COALESCE(SUM(count), 0) FROM archive_run WHERE file = archive_file.id)';

/**
 * Which values are in files. The table is the truth: a file it does not name is not read, and a value in a file that no
 * run covers has moved elsewhere or is erased.
 */
export class ArchiveTable {
    private readonly database: DatabaseSync;
    private readonly runs: StatementSync;
    private readonly run: StatementSync;
    private readonly insertRun: StatementSync;
    private readonly deleteRun: StatementSync;

    constructor(database: DatabaseSync) {
        this.database = database;
        this.runs = database.prepare(
            'SELECT * FROM archive_run WHERE series = ? AND day >= ? AND day < ? AND last_at >= ? AND first_at < ? ORDER BY day'
        );
        this.run = database.prepare('SELECT * FROM archive_run WHERE series = ? AND day = ?');
        this.insertRun = database.prepare('INSERT OR REPLACE INTO archive_run VALUES (?, ?, ?, ?, ?, ?, ?)');
        this.deleteRun = database.prepare('DELETE FROM archive_run WHERE series = ? AND day = ?');
    }

    /** Runs of a series with values in a range, in the order of time. */
    runsIn(series: number, { from, to }: TimeRange): ArchivedRun[] {
        return this.runs.all(series, floorTo(from, DAY), to, from, to).map(runOf);
    }

    /** The run of a series of a day. */
    runAt(series: number, day: Instant): ArchivedRun | undefined {
        const row = this.run.get(series, day);
        return row && runOf(row);
    }

    /** Runs of a file. */
    runsOf(file: number): ArchivedRun[] {
        return this.database
            .prepare('SELECT * FROM archive_run WHERE file = ? ORDER BY first_row')
            .all(file)
            .map(runOf);
    }

    /** Puts a run in place of the one of the same series and day. */
    putRun({ series, day, file, firstRow, count, firstAt, lastAt }: ArchivedRun): void {
        this.insertRun.run(series, day, file, firstRow, count, firstAt, lastAt);
    }

    /** Says that the values of a series of a day are in no file any more. */
    removeRun(series: number, day: Instant): void {
        this.deleteRun.run(series, day);
    }

    /** Removes runs of days before an instant. @returns their values */
    removeRunsBefore(series: number, before: Instant): number {
        const place = 'FROM archive_run WHERE series = ? AND day < ?';
        const row = this.database.prepare(`SELECT SUM(count) AS samples ${place}`).get(series, before);
        this.database.prepare(`DELETE ${place}`).run(series, before);
        return Number(row?.samples ?? 0);
    }

    /** Files that hold a series are to be written again without it. @returns the values of its runs */
    eraseSeries(series: number): number {
        this.database
            .prepare('UPDATE archive_file SET erase = 1 WHERE id IN (SELECT file FROM archive_run WHERE series = ?)')
            .run(series);
        return this.removeRunsBefore(series, Number.MAX_SAFE_INTEGER);
    }

    /** The number the next file gets; no number is used twice. */
    nextId(): number {
        const row = this.database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'archive_file'").get();
        return Number(row?.seq ?? 0) + 1;
    }

    /** A file by its number. */
    file(id: number): ArchivedFile | undefined {
        const row = this.database.prepare(`SELECT ${fileColumns} FROM archive_file WHERE id = ?`).get(id);
        return row && fileOf(row);
    }

    /** Adds a file. */
    addFile({ id, day, group, place, name, samples }: ArchivedFile): void {
        this.database
            .prepare(`INSERT INTO archive_file (${fileColumns}) VALUES (?, ?, ?, ?, ?, ?)`)
            .run(id, day, group, place, name, samples);
    }

    /** Says that a file lies in another place now. */
    moveFile(id: number, place: Place): void {
        this.database.prepare('UPDATE archive_file SET place = ? WHERE id = ?').run(place, id);
    }

    /** Forgets files without a run; they become garbage. */
    dropEmptyFiles(): void {
        const empty = `FROM archive_file WHERE ${live} = 0`;
        this.database.exec(`INSERT OR IGNORE INTO archive_garbage SELECT place, name ${empty}`);
        this.database.exec(`DELETE ${empty}`);
    }

    /** All files of a day and group. */
    filesOf(day: Instant, group: string): (ArchivedFile & { live: number })[] {
        return this.select('day = ? AND signal_group = ?', day, group);
    }

    /** Files in which some values are not true any more. */
    staleFiles(): (ArchivedFile & { live: number })[] {
        return this.select(`samples > ${live}`);
    }

    /** Files that hold values of an erased series. */
    filesToErase(): (ArchivedFile & { live: number })[] {
        return this.select('erase = 1');
    }

    /** Files in the warm place. */
    warmFiles(): (ArchivedFile & { live: number })[] {
        return this.select("place = 'warm'");
    }

    /** Files that must not be there once no job runs: unfinished ones and those that were replaced. */
    garbage(): { place: Place; name: string }[] {
        return this.database
            .prepare('SELECT place, name FROM archive_garbage')
            .all()
            .map((row) => ({ place: placeOf(row), name: String(row.name) }));
    }

    /** Notes a file as garbage, before it is written or after it was replaced. */
    addGarbage(place: Place, name: string): void {
        this.database.prepare('INSERT OR IGNORE INTO archive_garbage VALUES (?, ?)').run(place, name);
    }

    /** Says that a file is in use, or gone. */
    removeGarbage(place: Place, name: string): void {
        this.database.prepare('DELETE FROM archive_garbage WHERE place = ? AND name = ?').run(place, name);
    }

    private select(condition: string, ...values: (number | string)[]): (ArchivedFile & { live: number })[] {
        return this.database
            .prepare(`SELECT ${fileColumns}, ${live} AS live FROM archive_file WHERE ${condition} ORDER BY day, id`)
            .all(...values)
            .map((row) => ({ ...fileOf(row), live: Number(row.live) }));
    }
}

function fileOf(row: Row): ArchivedFile {
    return {
        id: Number(row.id),
        day: Number(row.day),
        group: String(row.signal_group),
        place: placeOf(row),
        name: String(row.name),
        samples: Number(row.samples)
    };
}

function placeOf(row: Row): Place {
    return row.place === 'cold' ? 'cold' : 'warm';
}

function runOf(row: Row): ArchivedRun {
    return {
        series: Number(row.series),
        day: Number(row.day),
        file: Number(row.file),
        firstRow: Number(row.first_row),
        count: Number(row.count),
        firstAt: Number(row.first_at),
        lastAt: Number(row.last_at)
    };
}
