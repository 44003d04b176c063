import { randomUUID } from 'node:crypto';
import type { EventBus, OrgLimits } from '../org.ts';
import type { Clock, PlatformEvent, RecordData } from '../platform.ts';
import type { Database, SqlRow } from '../store/database.ts';

/** Most events that one run of automation receives. */
const MAX_BATCH = 2_000;
/** How long events can be replayed. */
export const RETENTION_MS = 72 * 60 * 60_000;

/** How often events past their retention are looked for. */
const FORGET_EVERY_MS = 60_000;

/** What the bus needs besides its store. */
export interface EventBusOptions {
    readonly database: Database;
    readonly clock: Clock;
    readonly limits: OrgLimits;
    /** Whether the object's events wait for the commit of the transaction that publishes them. */
    readonly publishesAfterCommit: (objectName: string) => boolean;
    /** Receives batches of events of one object; a failure is reported, it does not stop later batches. */
    readonly deliver: (objectName: string, events: readonly PlatformEvent[]) => void;
    readonly onDeliveryError: (objectName: string, error: unknown) => void;
}

/** Keeps events in the order of their replay ids and hands them to automation and subscribers. */
export class StoredEventBus implements EventBus {
    readonly #options: EventBusOptions;
    readonly #subscribers = new Map<string, Set<(event: PlatformEvent) => void>>();
    readonly #waiting: PlatformEvent[] = [];
    #idle: (() => void)[] = [];
    #scheduled = false;
    #running = false;
    #forgottenAt = 0;

    constructor(options: EventBusOptions) {
        this.#options = options;
        options.database.define(
            'CREATE TABLE IF NOT EXISTS "_event" (replayId INTEGER PRIMARY KEY AUTOINCREMENT, object TEXT NOT NULL, uuid TEXT NOT NULL, createdDate TEXT NOT NULL, createdById TEXT NOT NULL, payload TEXT NOT NULL, delivered INTEGER NOT NULL DEFAULT 0)'
        );
        options.database.define('CREATE INDEX IF NOT EXISTS "_eventByObject" ON "_event" (object, replayId)');
        options.database.define(
            'CREATE INDEX IF NOT EXISTS "_eventWaiting" ON "_event" (replayId) WHERE delivered = 0'
        );
    }

    /** Begins to deliver, first what an earlier process left undelivered. */
    start(): void {
        this.#running = true;
        this.#forgetOld();
        const rows = this.#options.database.all('SELECT * FROM "_event" WHERE delivered = 0 ORDER BY replayId');
        this.#waiting.splice(0, this.#waiting.length, ...rows.map(eventOf));
        this.#schedule();
    }

    stop(): void {
        this.#running = false;
        this.#settle();
    }

    /** Publishes within a transaction, or after its commit, as the object says; answers the event's uuid. */
    enqueue(objectName: string, payload: RecordData, userId: string): string {
        const { database, limits, publishesAfterCommit } = this.#options;
        limits.use('HourlyPublishedPlatformEvents');
        const uuid = randomUUID();
        const store = (): void => void this.#store(objectName, payload, userId, uuid);
        if (publishesAfterCommit(objectName)) database.afterCommit(store);
        else database.afterEnd(store);
        return uuid;
    }

    publish(objectName: string, payload: RecordData, userId: string): PlatformEvent {
        this.#options.limits.use('HourlyPublishedPlatformEvents');
        return this.#store(objectName, payload, userId, randomUUID());
    }

    since(objectName: string, replayId: number, limit: number): PlatformEvent[] {
        const sql = 'SELECT * FROM "_event" WHERE object = ? AND replayId > ? ORDER BY replayId LIMIT ?';
        return this.#options.database.all(sql, objectName, replayId, limit).map(eventOf);
    }

    range(objectName: string): { readonly oldest: number; readonly newest: number } {
        const sql = 'SELECT MIN(replayId) AS oldest, MAX(replayId) AS newest FROM "_event" WHERE object = ?';
        const row = this.#options.database.get(sql, objectName);
        return { oldest: Number(row?.['oldest'] ?? 0), newest: Number(row?.['newest'] ?? 0) };
    }

    subscribe(objectName: string, listener: (event: PlatformEvent) => void): () => void {
        const listeners = this.#subscribers.get(objectName) ?? new Set();
        this.#subscribers.set(objectName, listeners.add(listener));
        return () => void listeners.delete(listener);
    }

    countDelivery(events: number): void {
        this.#options.limits.use('DailyDeliveredPlatformEvents', events);
    }

    idle(): Promise<void> {
        if (!this.#running || (this.#waiting.length === 0 && !this.#scheduled)) return Promise.resolve();
        return new Promise((resolve) => this.#idle.push(resolve));
    }

    #store(objectName: string, payload: RecordData, userId: string, uuid: string): PlatformEvent {
        this.#forgetOld();
        const createdDate = this.#options.clock.now().toISOString();
        const sql =
            'INSERT INTO "_event" (object, uuid, createdDate, createdById, payload) VALUES (?, ?, ?, ?, ?) RETURNING *';
        const row = this.#options.database.get(sql, objectName, uuid, createdDate, userId, JSON.stringify(payload));
        if (!row) throw new Error(`The event ${uuid} of ${objectName} could not be stored.`);
        const event = eventOf(row);
        this.#waiting.push(event);
        this.#schedule();
        for (const listener of this.#subscribers.get(objectName) ?? []) listener(event);
        return event;
    }

    #schedule(): void {
        if (this.#scheduled || !this.#running || this.#waiting.length === 0) return;
        this.#scheduled = true;
        setImmediate(() => this.#deliverNext());
    }

    /** One batch of events of one object, in order; then lets other work of the process run. */
    #deliverNext(): void {
        this.#scheduled = false;
        if (!this.#running) return;
        const objectName = this.#waiting[0]?.objectName;
        const other = this.#waiting.findIndex((event) => event.objectName !== objectName);
        const batch = this.#waiting.splice(0, Math.min(MAX_BATCH, other < 0 ? this.#waiting.length : other));
        if (objectName !== undefined) this.#deliver(objectName, batch);
        this.#schedule();
        if (this.#waiting.length === 0) this.#settle();
    }

    #deliver(objectName: string, batch: readonly PlatformEvent[]): void {
        try {
            this.#options.deliver(objectName, batch);
        } catch (error) {
            this.#options.onDeliveryError(objectName, error);
        }
        const last = batch.at(-1)?.replayId ?? 0;
        this.#options.database.run('UPDATE "_event" SET delivered = 1 WHERE replayId <= ? AND delivered = 0', last);
    }

    #settle(): void {
        const waiting = this.#idle;
        this.#idle = [];
        for (const resolve of waiting) resolve();
    }

    #forgetOld(): void {
        const now = this.#options.clock.now().getTime();
        if (now - this.#forgottenAt < FORGET_EVERY_MS) return;
        this.#forgottenAt = now;
        this.#options.database.run(
            'DELETE FROM "_event" WHERE createdDate < ?',
            new Date(now - RETENTION_MS).toISOString()
        );
    }
}

function eventOf(row: SqlRow): PlatformEvent {
    return {
        objectName: String(row['object']),
        replayId: Number(row['replayId']),
        eventUuid: String(row['uuid']),
        createdDate: String(row['createdDate']),
        createdById: String(row['createdById']),
        payload: JSON.parse(String(row['payload'])) as RecordData
    };
}

/** An event as flows see it. */
export function eventRecord(event: PlatformEvent): RecordData {
    return {
        ...event.payload,
        ReplayId: String(event.replayId),
        EventUuid: event.eventUuid,
        CreatedDate: event.createdDate,
        CreatedById: event.createdById
    };
}
