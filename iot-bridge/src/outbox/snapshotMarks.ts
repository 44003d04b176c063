import type { PackedRow, RowReader, RowWriter } from '../store/index.ts';
import type { Entry } from './outbox.ts';

/** What waits of one device, as it is stored; the Asset itself is the empty signal. */
export interface StoredMarks {
    device: string;
    signals: readonly string[];
}

/** Reads a row of {@link SnapshotMarks}. */
export function readMarks(device: string, row: RowReader): StoredMarks {
    return { device, signals: Array.from({ length: row.number() }, () => row.text()) };
}

/** The snapshots of one device that wait: of its Asset, and of signals. One row holds them all. */
export class SnapshotMarks implements PackedRow {
    readonly device: string;
    private entries: SnapshotEntry[] = [];

    constructor(device: string) {
        this.device = device;
    }

    get rowKey(): string {
        return `dirty ${this.device}`;
    }

    /** Number of waiting snapshots. */
    get size(): number {
        return this.entries.length;
    }

    /** The entry of a signal, or of the Asset. A device has few, so a list is quicker than a map and far smaller. */
    get(signal: string | undefined): Entry | undefined {
        return this.entries.find((entry) => entry.signal === signal);
    }

    /** Adds an entry; not twice for one signal. */
    add(signal: string | undefined): Entry {
        const entry = new SnapshotEntry(this, signal);
        // Not pushed: that would reserve room for many more, and there is one such list for each device.
        this.entries = [...this.entries, entry];
        return entry;
    }

    /** Removes an entry; false when it is not one of these any more. */
    remove(entry: Entry): boolean {
        const place = this.entries.findIndex((own) => own === entry);
        if (place < 0) return false;
        entry.gone = true;
        this.entries.splice(place, 1);
        return true;
    }

    [Symbol.iterator](): Iterator<Entry> {
        return this.entries.values();
    }

    write(out: RowWriter): void {
        out.number(this.entries.length);
        for (const { signal } of this.entries) out.text(signal ?? '');
    }
}

/** There is one for each signal of each device, so it holds nothing that can be told otherwise. */
class SnapshotEntry implements Entry {
    readonly lane = 'snapshot' as const;
    readonly signal: string | undefined;
    attempts = 0;
    notBefore = 0;
    version = 0;
    gone = false;
    private readonly marks: SnapshotMarks;

    constructor(marks: SnapshotMarks, signal: string | undefined) {
        this.marks = marks;
        this.signal = signal;
    }

    get device(): string {
        return this.marks.device;
    }

    get key(): string {
        return this.signal === undefined ? `A ${this.device}` : `S ${this.device}:${this.signal}`;
    }
}
