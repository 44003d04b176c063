import type { Instant } from '../../pipeline/index.ts';
import { hashDeletion } from '../deletion.ts';
import type { DeletionRecord, DeletionRequest, Remains, RetentionReport } from '../model.ts';
import { classOf, floorsOf } from '../retention.ts';
import type { RetentionClass } from '../retention.ts';
import { tierCode } from '../rollup/tiers.ts';
import type { Series } from './seriesRows.ts';
import type { Row, Session } from './session.ts';

/** Removes whole days that are older than the class of their signal allows. */
export async function removeByAge(
    session: Session,
    series: readonly Series[],
    classes: readonly RetentionClass[],
    now: Instant
): Promise<RetentionReport> {
    const report: RetentionReport = { samples: 0, rollups: 0, events: 0 };
    for (const { id, signal, ...known } of series) {
        const floors = floorsOf(classOf(signal, classes), now);
        if (Number.isFinite(floors.raw)) {
            report.samples += await remove(session, 'history_sample WHERE series = $1 AND at < $2', [id, floors.raw]);
        }
        for (const tier of ['minute', 'hour', 'day'] as const) {
            if (!Number.isFinite(floors[tier])) continue;
            const values = [id, tierCode[tier], floors[tier]];
            report.rollups += await remove(
                session,
                'history_rollup WHERE series = $1 AND tier = $2 AND start < $3',
                values
            );
        }
        await session.change(
            'UPDATE history_series SET raw_floor = $2, minute_floor = $3, hour_floor = $4 WHERE id = $1',
            [
                id,
                Math.max(known.rawFloor, floors.raw),
                Math.max(known.minuteFloor, floors.minute),
                Math.max(known.hourFloor, floors.hour)
            ]
        );
    }
    return report;
}

/** Removes everything about a device and writes that down. */
export async function removeDevice(
    session: Session,
    request: DeletionRequest,
    series: readonly Series[]
): Promise<DeletionRecord> {
    const ids = series.map(({ id }) => id);
    const counts = {
        series: series.length,
        samples: await remove(session, 'history_sample WHERE series = ANY ($1)', [ids]),
        rollups: await remove(session, 'history_rollup WHERE series = ANY ($1)', [ids]),
        events: await remove(session, 'history_event WHERE device = $1', [request.device])
    };
    for (const table of ['history_state_text', 'history_dirty'])
        await remove(session, `${table} WHERE series = ANY ($1)`, [ids]);
    await remove(session, 'history_series WHERE id = ANY ($1)', [ids]);
    const before = (await readDeletions(session)).at(-1);
    const entry = { id: (before?.id ?? 0) + 1, ...request, ...counts };
    const record = { ...entry, hash: hashDeletion(entry, before?.hash ?? '') };
    await logDeletion(session, record);
    return record;
}

/** What is left of a device, rows that belong to no series counted too: they could be of any device. */
export async function findRemains(session: Session, device: string): Promise<Remains> {
    const ids = 'SELECT id FROM history_series WHERE device = $1';
    const owned = `series IN (${ids}) OR series NOT IN (SELECT id FROM history_series)`;
    const count = async (place: string): Promise<number> =>
        Number((await session.rows(`SELECT COUNT(*) AS found FROM ${place}`, [device]))[0]?.found ?? 0);
    return {
        series: await count('history_series WHERE device = $1'),
        samples: await count(`history_sample WHERE ${owned}`),
        rollups: await count(`history_rollup WHERE ${owned}`),
        events: await count('history_event WHERE device = $1'),
        files: 0,
        filesSearched: 0
    };
}

/** All deletions, oldest first. */
export async function readDeletions(session: Session): Promise<DeletionRecord[]> {
    return (await session.rows('SELECT * FROM history_deletion ORDER BY id')).map(deletionOf);
}

/** Runs a DELETE and returns how many rows it removed. */
export function remove(session: Session, place: string, values: readonly unknown[]): Promise<number> {
    return session.change(`DELETE FROM ${place}`, values);
}

async function logDeletion(session: Session, record: DeletionRecord): Promise<void> {
    const { id, device, requestedBy, reason, at, series, samples, rollups, events, hash } = record;
    await session.change('INSERT INTO history_deletion VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)', [
        ...[id, device, requestedBy, reason, at],
        ...[series, samples, rollups, events, hash]
    ]);
}

function deletionOf(row: Row): DeletionRecord {
    return {
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
    };
}
