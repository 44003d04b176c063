import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { StorableValues } from '../intake.ts';

const BYTES_PER_VALUE = 21;

/**
 * What arrived and is not in chunks yet, one row a batch: a commit costs one blob, however many series it touches.
 * After a kill the entries are taken in again, in their order; those already in chunks change nothing.
 */
export class Journal {
    private readonly insert: StatementSync;
    private readonly remove: StatementSync;
    private readonly select: StatementSync;

    constructor(database: DatabaseSync) {
        this.insert = database.prepare('INSERT INTO journal (body) VALUES (?)');
        this.remove = database.prepare('DELETE FROM journal WHERE id <= ?');
        this.select = database.prepare('SELECT id, body FROM journal ORDER BY id');
    }

    /** Keeps an entry and returns its number. */
    append(entry: StorableValues): number {
        return Number(this.insert.run(encode(entry)).lastInsertRowid);
    }

    /** Entries of an earlier run, oldest first. */
    *entries(): Generator<{ id: number; entry: StorableValues }> {
        for (const row of this.select.iterate()) yield { id: Number(row.id), entry: decode(row.body as Uint8Array) };
    }

    /** Removes all entries up to a number. */
    removeThrough(id: number): void {
        this.remove.run(id);
    }
}

/** Eight-byte columns come first, so that every column is aligned. */
function encode({ series, at, value, quality }: StorableValues): Uint8Array {
    const { length } = at;
    const body = new Uint8Array(length * BYTES_PER_VALUE);
    body.set(bytesOf(at), 0);
    body.set(bytesOf(value), length * 8);
    body.set(bytesOf(series), length * 16);
    body.set(quality, length * 20);
    return body;
}

function decode(stored: Uint8Array): StorableValues {
    const body = Uint8Array.from(stored).buffer;
    const length = body.byteLength / BYTES_PER_VALUE;
    return {
        at: new Float64Array(body, 0, length),
        value: new Float64Array(body, length * 8, length),
        series: new Uint32Array(body, length * 16, length),
        quality: new Uint8Array(body, length * 20, length)
    };
}

function bytesOf(column: Float64Array | Uint32Array): Uint8Array {
    return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}
