import type { DatabaseSync } from 'node:sqlite';
import { rowsOf, RowWriter } from './packedRows.ts';
import type { PackedRow } from './packedRows.ts';

/** Gives the value of a row as it is now; undefined or null where the row is gone. */
export type ReadRow = () => unknown;

/** The content of a changed row: a value that is written as JSON, or a row that packs itself. */
export type RowContent = ReadRow | PackedRow;

/** The changed rows of one commit as one record of the journal. */
export interface JournalRecord {
    /** JSON object of rows, null for one that is gone; empty for none. */
    json: string;
    /** Rows that pack themselves; undefined for none. */
    packed: Uint8Array | undefined;
}

/** Rows that a commit writes to their place, out of the journal. */
export interface FoldedRows {
    keys: string[];
    /** JSON of a row, or its packed form; null deletes it. */
    values: (string | Uint8Array | null)[];
    /** This commit ends a segment of the journal. */
    closes: boolean;
    /** These are the last rows of the closed segment, which is not needed any more. */
    completes: boolean;
}

/** When and how fast the journal is folded. */
export interface JournalPace {
    /** Characters and bytes of journal after which its rows are folded. */
    segmentLength: number;
    /** Rows folded with one commit, so that no commit waits long for them; more when the folding falls behind. */
    rowsPerCommit: number;
}

const usualPace: JournalPace = { segmentLength: 24_000_000, rowsPerCommit: 250 };

/**
 * The journal of row changes. A commit appends all its changes as one record, which costs a fraction of writing each
 * row in its place; the row of a machine that sends ten times a second is written once per segment. Rows of a segment
 * are folded a few at a time, as they are then: what is newer than the segment is in later records anyway. What is not
 * folded when the bridge ends is folded at its next start.
 */
export class Journal {
    private readonly pace: JournalPace;
    private readonly writer = new RowWriter();
    private open = new Map<string, RowContent>();
    private length = 0;
    private recorded = 0;
    private folding: Iterator<[string, RowContent]> | undefined;

    constructor(pace: JournalPace = usualPace) {
        this.pace = pace;
    }

    /** The record of one commit. */
    record(changes: ReadonlyMap<string, RowContent>): JournalRecord {
        this.recorded = changes.size;
        let text = '';
        for (const [key, content] of changes) {
            this.open.set(key, content);
            if (typeof content !== 'function') this.writer.row(content);
            else text += `${text === '' ? '{' : ','}${JSON.stringify(key)}:${jsonOf(content()) ?? 'null'}`;
        }
        const record = { json: text === '' ? '' : `${text}}`, packed: this.writer.pack() };
        this.length += record.json.length + (record.packed?.length ?? 0);
        return record;
    }

    /** The rows to fold with this commit, when there are any. Call after {@link record}. */
    fold(): FoldedRows | undefined {
        if (this.folding) return this.foldNext(this.folding);
        if (this.length < this.pace.segmentLength) return undefined;
        this.folding = this.open.entries();
        this.open = new Map();
        this.length = 0;
        return { keys: [], values: [], closes: true, completes: false };
    }

    private foldNext(rows: Iterator<[string, RowContent]>): FoldedRows {
        const folded: FoldedRows = { keys: [], values: [], closes: false, completes: false };
        const limit = this.rowsToFold();
        while (folded.keys.length < limit && !folded.completes) {
            const next = rows.next();
            if (next.done) {
                folded.completes = true;
                this.folding = undefined;
            } else {
                const [key, content] = next.value;
                folded.keys.push(key);
                folded.values.push(typeof content === 'function' ? jsonOf(content()) : this.writer.packAlone(content));
            }
        }
        return folded;
    }

    /**
     * When the next segment is full before the last one is folded, folding takes two rows for each one that comes.
     * Otherwise commits with many new rows would let the journal grow without end.
     */
    private rowsToFold(): number {
        const behind = this.length >= this.pace.segmentLength;
        return behind ? Math.max(this.pace.rowsPerCommit, 2 * this.recorded) : this.pace.rowsPerCommit;
    }
}

/** Folds everything an earlier run left in the journal into the rows. */
export function foldJournal(database: DatabaseSync): void {
    const put = database.prepare('INSERT OR REPLACE INTO rows (key, value) VALUES (?, ?)');
    const remove = database.prepare('DELETE FROM rows WHERE key = ?');
    database.exec('BEGIN IMMEDIATE');
    for (const { entries, packed } of database.prepare('SELECT entries, packed FROM journal ORDER BY id').iterate()) {
        const changes = entries === '' ? {} : (JSON.parse(String(entries)) as Record<string, unknown>);
        for (const [key, value] of Object.entries(changes)) {
            if (value === null) remove.run(key);
            else put.run(key, JSON.stringify(value));
        }
        if (!(packed instanceof Uint8Array)) continue;
        for (const row of rowsOf(packed)) put.run(row.key, row.packed);
    }
    database.exec('DELETE FROM journal');
    database.exec('COMMIT');
}

function jsonOf(value: unknown): string | null {
    return value === undefined || value === null ? null : JSON.stringify(value);
}
