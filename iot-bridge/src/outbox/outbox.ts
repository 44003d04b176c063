import type { AlarmEvent, CommandResultFields } from '../contract/index.ts';
import type { OutboxRecord } from '../pipeline/index.ts';
import type { PackedRow, Space } from '../store/index.ts';
import { SnapshotMarks } from './snapshotMarks.ts';
import type { StoredMarks } from './snapshotMarks.ts';

/** One thing to send: an event in its order, or a marker that a snapshot is due. */
export interface Entry {
    key: string;
    lane: 'alarm' | 'result' | 'snapshot';
    attempts: number;
    /** Not before this instant, after a failure. */
    notBefore: number;
    /** Raised whenever the entry changes, so that a change during sending is not lost. */
    version: number;
    /** It was settled or dropped; a change needs a new entry. */
    gone: boolean;
    event?: AlarmEvent;
    result?: CommandResultRow;
    /** The org refused it as a record, so it waits until events can be published again. */
    eventOnly?: boolean;
    /** It was handed out once: the org may have it. */
    taken?: boolean;
    device?: string;
    signal?: string | undefined;
}

/** What became of a machine command, merged from everything that is not sent yet. */
export interface CommandResultRow {
    device: string;
    fields: CommandResultFields;
}

/** How much waits, by lane. */
export interface OutboxDepth {
    alarms: number;
    results: number;
    snapshots: number;
}

/** Where entries are stored. */
export interface OutboxStore {
    put(space: Space, key: string, read: () => unknown): void;
    touch(row: PackedRow): void;
    remove(space: Space, key: string): void;
}

/** Stored entries of an earlier run. */
export interface StoredOutbox {
    events: ReadonlyMap<string, AlarmEvent>;
    results?: ReadonlyMap<string, CommandResultRow>;
    dirty: Iterable<StoredMarks>;
}

/**
 * What the org has not confirmed yet. Alarm events keep their order; results are merged by command; snapshots are markers, one per Asset and signal,
 * whose content is taken when they are sent, so a backlog is bounded by machines and not by messages.
 */
export class Outbox {
    private readonly store: OutboxStore;
    private readonly alarms = new Map<string, Entry>();
    /** By the key of the command. */
    private readonly results = new Map<string, Entry>();
    /** Keys of the waiting events that raise an episode, by the key of the episode. */
    private readonly raised = new Map<string, string>();
    private readonly snapshots = new Map<string, SnapshotMarks>();
    private snapshotCount = 0;
    private sequence = 0;

    constructor(store: OutboxStore, stored: StoredOutbox) {
        this.store = store;
        for (const [key, event] of [...stored.events].sort(([left], [right]) => (left < right ? -1 : 1))) {
            // A kill may have come after it was sent, so nothing is added to it any more.
            this.alarms.set(key, fresh(key, 'alarm', { event, taken: true }));
            this.sequence = Math.max(this.sequence, Number(key));
        }
        for (const [key, result] of stored.results ?? []) this.results.set(key, fresh(key, 'result', { result }));
        for (const { device, signals } of stored.dirty) {
            for (const signal of signals) this.addSnapshot(device, signal === '' ? undefined : signal);
        }
    }

    /**
     * Queues an alarm event behind all others. The root of an episode that nobody has been told of yet is told with it,
     * so that it never stands alone.
     * @param now on the clock of the dispatcher
     * @param holdMs how long it is not sent, to give its root time to be found
     */
    addEvent(event: AlarmEvent, now = 0, holdMs = 0): void {
        if (event.Transition__c === 'Linked' && this.amend(event)) return;
        const key = String(++this.sequence).padStart(15, '0');
        const notBefore = holdMs === 0 ? 0 : now + holdMs;
        this.alarms.set(key, fresh(key, 'alarm', { event, notBefore }));
        if (event.Transition__c === 'Raised') this.raised.set(event.Episode_Key__c, key);
        this.store.put('outbox', key, () => event);
    }

    /** Names the root in the event that raises the episode; false when the org may have that already. */
    private amend({ Episode_Key__c: episode, Root_Episode_Key__c: root }: AlarmEvent): boolean {
        const entry = this.alarms.get(this.raised.get(episode) ?? '');
        if (!entry?.event || entry.taken) return false;
        const event = { ...entry.event, Root_Episode_Key__c: root };
        Object.assign(entry, { event, notBefore: 0 });
        this.store.put('outbox', entry.key, () => event);
        return true;
    }

    /** Queues what became of a command; what is not sent yet of the same one is merged with it. */
    addResult(key: string, device: string, fields: CommandResultFields): void {
        const known = this.results.get(key);
        const result = { device, fields: { ...known?.result?.fields, ...fields } };
        if (known) Object.assign(known, { result, version: known.version + 1 });
        else this.results.set(key, fresh(key, 'result', { result }));
        this.store.put('result', key, () => result);
    }

    /** Marks an Asset, or one of its signals, as having something new, and returns the mark. */
    markDirty(device: string, signal?: string): Entry {
        const known = this.snapshots.get(device)?.get(signal);
        if (known) {
            known.version++;
            return known;
        }
        const { marks, entry } = this.addSnapshot(device, signal);
        this.store.touch(marks);
        return entry;
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

    /** Results of commands that may be sent now. */
    dueResults(now: number, limit: number): Entry[] {
        const due = [...this.results.values()].filter(({ notBefore }) => notBefore <= now);
        return due.slice(0, limit);
    }

    /** These are about to be sent: from now on the org may have them. */
    take(entries: readonly Entry[]): void {
        for (const entry of entries) {
            entry.taken = true;
            if (entry.event) this.raised.delete(entry.event.Episode_Key__c);
        }
    }

    /** Snapshots that may be sent now. */
    dueSnapshots(now: number, limit: number): Entry[] {
        const due: Entry[] = [];
        for (const entries of this.snapshots.values()) {
            for (const entry of entries) {
                if (due.length >= limit) return due;
                if (entry.notBefore <= now) due.push(entry);
            }
        }
        return due;
    }

    /** The org has it; an entry that changed since `version` stays. */
    settle(entry: Entry, version: number): void {
        if (entry.lane !== 'alarm' && entry.version !== version) {
            entry.attempts = 0;
            return;
        }
        this.drop(entry);
    }

    /** Removes an entry for good. */
    drop(entry: Entry): void {
        const { lane, key } = entry;
        if (lane === 'snapshot') return this.dropSnapshot(entry);
        if (this.ordered(lane).delete(key)) this.store.remove(spaces[lane], key);
    }

    private ordered(lane: 'alarm' | 'result'): Map<string, Entry> {
        return lane === 'alarm' ? this.alarms : this.results;
    }

    private addSnapshot(device: string, signal: string | undefined): { marks: SnapshotMarks; entry: Entry } {
        const marks = this.snapshots.get(device) ?? new SnapshotMarks(device);
        this.snapshots.set(device, marks);
        this.snapshotCount++;
        return { marks, entry: marks.add(signal) };
    }

    private dropSnapshot(entry: Entry): void {
        const marks = this.snapshots.get(entry.device ?? '');
        if (!marks?.remove(entry)) return;
        this.snapshotCount--;
        if (marks.size > 0) return this.store.touch(marks);
        this.snapshots.delete(marks.device);
        this.store.remove('dirty', marks.device);
    }

    /** Number of waiting alarm events, results of commands and snapshots. */
    depth(): OutboxDepth {
        return { alarms: this.alarms.size, results: this.results.size, snapshots: this.snapshotCount };
    }
}

const spaces = { alarm: 'outbox', result: 'result', snapshot: 'dirty' } as const satisfies Record<Entry['lane'], Space>;

/** The record of an alarm event or of the result of a command. */
export function recordOf({ key, lane, event, result }: Entry): OutboxRecord {
    if (event) return { kind: 'alarm-event', fields: event };
    if (result) return { kind: 'command-result', key, device: result.device, fields: result.fields };
    throw new TypeError(`The ${lane} entry ${key} has no content.`);
}

function fresh(key: string, lane: Entry['lane'], content: Partial<Entry>): Entry {
    return { key, lane, attempts: 0, notBefore: 0, version: 0, gone: false, ...content };
}
