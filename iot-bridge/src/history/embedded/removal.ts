import type { DatabaseSync } from 'node:sqlite';
import { hashDeletion } from '../deletion.ts';
import type { DeletionRecord, DeletionRequest, Remains, RetentionReport } from '../model.ts';
import type { Instant } from '../../pipeline/index.ts';
import { classOf, floorsOf } from '../retention.ts';
import type { RetentionClass } from '../retention.ts';
import { tierCode } from '../rollup/tiers.ts';
import type { ArchiveTable } from './archiveTable.ts';
import type { Series, SeriesTable } from './seriesTable.ts';

/** Removing by age and on request. Callers run it in a transaction, with nothing waiting in the journal. */
export class Removal {
    private readonly database: DatabaseSync;
    private readonly archive: ArchiveTable;

    constructor(database: DatabaseSync, archive: ArchiveTable) {
        this.database = database;
        this.archive = archive;
    }

    /** Removes whole days that are older than the class of their signal allows. */
    applyRetention(table: SeriesTable, classes: readonly RetentionClass[], now: Instant): RetentionReport {
        const report: RetentionReport = { samples: 0, rollups: 0, events: 0 };
        for (const series of table.all()) {
            const floors = floorsOf(classOf(series.signal, classes), now);
            report.samples += this.removeSamples(series.id, floors.raw);
            report.samples += this.archive.removeRunsBefore(series.id, floors.raw);
            for (const tier of ['minute', 'hour', 'day'] as const) {
                const place = [series.id, tierCode[tier], floors[tier]];
                report.rollups += this.run('rollup WHERE series = ? AND tier = ? AND start < ?', place);
            }
            raiseFloors(series, floors.raw, floors.minute, floors.hour);
            table.save(series);
        }
        return report;
    }

    /** Removes events before an instant. */
    removeEvents(before: Instant): number {
        return this.run('event WHERE at < ?', [before]);
    }

    /** Removes everything about a device and writes that down. */
    deleteDevice(request: DeletionRequest, series: readonly Series[]): DeletionRecord {
        const counts = { series: series.length, samples: 0, rollups: 0, events: 0 };
        for (const { id } of series) {
            counts.samples += this.removeSamples(id, Infinity) + this.archive.eraseSeries(id);
            counts.rollups += this.run('rollup WHERE series = ?', [id]);
            this.run('state_text WHERE series = ?', [id]);
            this.run('series WHERE id = ?', [id]);
        }
        counts.events = this.run('event WHERE device = ?', [request.device]);
        const before = this.deletions().at(-1);
        const entry = { id: (before?.id ?? 0) + 1, ...request, ...counts };
        const record = { ...entry, hash: hashDeletion(entry, before?.hash ?? '') };
        this.log(record);
        return record;
    }

    /** What the database still has of a device, rows that belong to no series counted too: they could be of any device. */
    remainsOf(device: string): Omit<Remains, 'files' | 'filesSearched'> {
        const ids = 'SELECT id FROM series WHERE device = ?1';
        const owned = `series IN (${ids}) OR series NOT IN (SELECT id FROM series)`;
        const count = (query: string): number => Number(this.database.prepare(query).get(device)?.found ?? 0);
        return {
            series: count(`SELECT COUNT(*) AS found FROM (${ids})`),
            samples: [
                'SUM(count) AS found FROM chunk',
                'SUM(count) AS found FROM archive_run',
                'COUNT(*) AS found FROM set_aside'
            ]
                .map((found) => count(`SELECT ${found} WHERE ${owned}`))
                .reduce((sum, found) => sum + found, 0),
            rollups: count(`SELECT COUNT(*) AS found FROM rollup WHERE ${owned}`),
            events: count('SELECT COUNT(*) AS found FROM event WHERE device = ?1')
        };
    }

    /** All deletions, oldest first. */
    deletions(): DeletionRecord[] {
        return this.database
            .prepare('SELECT * FROM deletion ORDER BY id')
            .all()
            .map((row) => ({
                id: Number(row.id),
                device: String(row.device),
                requestedBy: String(row.requested_by),
                reason: String(row.reason),
                at: Number(row.at),
                series: Number(row.series),
                samples: Number(row.samples),
                rollups: Number(row.rollups),
                events: Number(row.events),
                hash: String(row.hash)
            }));
    }

    private log(record: DeletionRecord): void {
        const { id, device, requestedBy, reason, at, series, samples, rollups, events, hash } = record;
        this.database
            .prepare('INSERT INTO deletion VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
            .run(id, device, requestedBy, reason, at, series, samples, rollups, events, hash);
    }

    private removeSamples(series: number, before: Instant): number {
        const aside = this.run('set_aside WHERE series = ? AND at < ?', [series, before]);
        const place = 'FROM chunk WHERE series = ? AND last_at < ?';
        const row = this.database.prepare(`SELECT SUM(count) AS samples ${place}`).get(series, before);
        this.database.prepare(`DELETE ${place}`).run(series, before);
        return aside + Number(row?.samples ?? 0);
    }

    private run(place: string, values: (number | string)[]): number {
        return Number(this.database.prepare(`DELETE FROM ${place}`).run(...values).changes);
    }
}

function raiseFloors(series: Series, raw: Instant, minute: Instant, hour: Instant): void {
    series.rawFloor = Math.max(series.rawFloor, raw);
    series.minuteFloor = Math.max(series.minuteFloor, minute);
    series.hourFloor = Math.max(series.hourFloor, hour);
}
