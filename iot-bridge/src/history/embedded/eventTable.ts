import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EventPage, HistoryEvent, TimeRange } from '../model.ts';

/** Events of devices. */
export class EventTable {
    private readonly insert: StatementSync;
    private readonly select: StatementSync;

    constructor(database: DatabaseSync) {
        this.insert = database.prepare(
            'INSERT INTO event (key, device, at, kind, details) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING'
        );
        this.select = database.prepare(
            'SELECT * FROM event WHERE device = ? AND at >= ? AND at < ? ORDER BY at, id LIMIT ? OFFSET ?'
        );
    }

    /** Keeps an event; one with a known key changes nothing. */
    add({ key, device, at, kind, details }: HistoryEvent): void {
        this.insert.run(key, device, at, kind, JSON.stringify(details));
    }

    /** Events of a device in the order of time. */
    page(device: string, { from, to }: TimeRange, limit: number, offset: number): EventPage {
        const rows = this.select.all(device, from, to, limit + 1, offset);
        const events = rows.slice(0, limit).map((row) => ({
            key: String(row.key),
            device: String(row.device),
            at: Number(row.at),
            kind: String(row.kind),
            details: JSON.parse(String(row.details)) as HistoryEvent['details']
        }));
        return { events, next: rows.length > limit ? offset + limit : undefined };
    }
}
