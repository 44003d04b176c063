import type { AlarmEvent } from '../contract/index.ts';
import type { OutboxRecord } from '../pipeline/index.ts';
import type { Space } from '../store/index.ts';

/** One thing to send: an event in its order, or a marker that a snapshot is due. */
export interface Entry {
    key: string;
    lane: 'alarm' | 'snapshot';
    attempts: number;
    /** Not before this instant, after a failure. */
    notBefore: number;
    /** When it was queued, on the clock of the dispatcher; 0 for entries of an earlier run. */
    queuedAt: number;
    /** Raised whenever the entry changes, so that a change during sending is not lost. */
    version: number;
    event?: AlarmEvent;
    device?: string;
    signal?: string | undefined;
}

/** Where entries are stored. */
export interface OutboxStore {
    put(space: Space, key: string, read: () => unknown): void;
    remove(space: Space, key: string): void;
}

/** Stored entries of an earlier run. */
export interface StoredOutbox {
    events: ReadonlyMap<string, AlarmEvent>;
    dirty: ReadonlyMap<string, { device: string; signal?: string }>;
}

/**
 * What the org has not confirmed yet. Alarm events keep their order; snapshots are markers, one per Asset and signal,
 * whose content is taken when they are sent, so a backlog is bounded by machines and not by messages.
 */
export class Outbox {
    private readonly store: OutboxStore;
    private readonly alarms = new Map<string, Entry>();
    /** By device and signal; the entry of the Asset itself has the empty signal. */
    private readonly snapshots = new Map<string, Map<string, Entry>>();
    private snapshotCount = 0;
    private sequence = 0;

    constructor(store: OutboxStore, stored: StoredOutbox) {
        this.store = store;
        for (const [key, event] of [...stored.events].sort(([left], [right]) => (left < right ? -1 : 1))) {
            this.alarms.set(key, fresh(key, 'alarm', { event }));
            this.sequence = Math.max(this.sequence, Number(key));
        }
        for (const [key, { device, signal }] of stored.dirty) {
            this.addSnapshot(key, device, signal);
        }
    }

    /** Queues an alarm event behind all others. @param now on the clock of the dispatcher */
    addEvent(event: AlarmEvent, now = 0): void {
        const key = String(++this.sequence).padStart(15, '0');
        this.alarms.set(key, fresh(key, 'alarm', { event, queuedAt: now }));
        this.store.put('outbox', key, () => event);
    }

    /** Marks an Asset, or one of its signals, as having something new. */
    markDirty(device: string, signal?: string): void {
        const known = this.snapshots.get(device)?.get(signal ?? '');
        if (known) {
            known.version++;
            return;
        }
        const key = signal === undefined ? `A ${device}` : `S ${device}:${signal}`;
        this.addSnapshot(key, device, signal);
        this.store.put('dirty', key, () => (signal === undefined ? { device } : { device, signal }));
    }

    /**
     * Alarm events that may be sent now, in order: of each alarm only its earliest transition. The next one goes when
     * that is settled, because a request may take one record and refuse the other.
     */
    dueEvents(now: number, limit: number): Entry[] {
        const due: Entry[] = [];
        const seen = new Set<string>();
        for (const entry of this.alarms.values()) {
            const alarm = entry.event?.Alarm_Key__c ?? entry.key;
            if (seen.has(alarm)) continue;
            seen.add(alarm);
            if (entry.notBefore <= now) due.push(entry);
            if (due.length >= limit) break;
        }
        return due;
    }

    /** Snapshots that may be sent now. */
    dueSnapshots(now: number, limit: number): Entry[] {
        const due: Entry[] = [];
        for (const entries of this.snapshots.values()) {
            for (const entry of entries.values()) {
                if (due.length >= limit) return due;
                if (entry.notBefore <= now) due.push(entry);
            }
        }
        return due;
    }

    /** The org has it; an entry that changed since `version` stays. */
    settle(entry: Entry, version: number): void {
        if (entry.lane === 'snapshot' && entry.version !== version) {
            entry.attempts = 0;
            return;
        }
        this.drop(entry);
    }

    /** Removes an entry for good. */
    drop(entry: Entry): void {
        if (entry.lane === 'alarm' ? !this.alarms.delete(entry.key) : !this.dropSnapshot(entry)) return;
        this.store.remove(entry.lane === 'alarm' ? 'outbox' : 'dirty', entry.key);
    }

    private addSnapshot(key: string, device: string, signal: string | undefined): void {
        const entries = this.snapshots.get(device) ?? new Map<string, Entry>();
        this.snapshots.set(device, entries);
        entries.set(signal ?? '', fresh(key, 'snapshot', { device, signal }));
        this.snapshotCount++;
    }

    private dropSnapshot(entry: Entry): boolean {
        const entries = this.snapshots.get(entry.device ?? '');
        if (entries?.get(entry.signal ?? '') !== entry) return false;
        entries.delete(entry.signal ?? '');
        if (entries.size === 0) this.snapshots.delete(entry.device ?? '');
        this.snapshotCount--;
        return true;
    }

    /** Number of waiting alarm events and snapshots. */
    depth(): { alarms: number; snapshots: number } {
        return { alarms: this.alarms.size, snapshots: this.snapshotCount };
    }
}

/** The record of an alarm event. */
export function eventRecord(event: AlarmEvent): OutboxRecord {
    return { kind: 'alarm-event', fields: event };
}

function fresh(key: string, lane: Entry['lane'], content: Partial<Entry>): Entry {
    return { key, lane, attempts: 0, notBefore: 0, queuedAt: 0, version: 0, ...content };
}
