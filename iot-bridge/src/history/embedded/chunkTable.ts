import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Instant } from '../../pipeline/index.ts';
import type { TimeRange } from '../model.ts';
import { DAY, floorTo } from '../rollup/tiers.ts';
import { decodeChunk, encodeChunk } from '../samples/chunkCodec.ts';
import { element, lowerBound, mergeColumns, sliceColumns } from '../samples/columns.ts';
import type { SampleColumns } from '../samples/columns.ts';
import type { Segment } from '../samples/segments.ts';
import type { Row } from './tables.ts';

/** Most values of a chunk: an hour at one a second. */
const CHUNK_VALUES = 3600;
const CACHED_CHUNKS = 256;

/** A chunk without its content. */
interface ChunkHead {
    id: number;
    firstAt: Instant;
    lastAt: Instant;
    count: number;
}

/**
 * Values of all series in compressed chunks. A chunk lies within one UTC day, so that retention removes whole chunks,
 * and covers the time up to the next one; late values are merged into the chunk they belong to.
 */
export class ChunkTable {
    private readonly insert: StatementSync;
    private readonly remove: StatementSync;
    private readonly body: StatementSync;
    private readonly heads: StatementSync;
    private readonly before: StatementSync;
    private readonly after: StatementSync;
    private readonly past: StatementSync;
    private readonly cache = new Map<number, SampleColumns>();

    constructor(database: DatabaseSync) {
        const head = 'SELECT id, first_at, last_at, count FROM chunk WHERE series = ?';
        this.insert = database.prepare(
            'INSERT INTO chunk (series, first_at, last_at, count, body) VALUES (?, ?, ?, ?, ?)'
        );
        this.remove = database.prepare('DELETE FROM chunk WHERE id = ?');
        this.body = database.prepare('SELECT body FROM chunk WHERE id = ?');
        this.heads = database.prepare(`${head} AND first_at < ? AND first_at >= ? AND last_at >= ? ORDER BY first_at`);
        this.before = database.prepare(`${head} AND first_at <= ? AND first_at >= ? ORDER BY first_at DESC LIMIT 1`);
        this.past = database.prepare('SELECT first_at, count FROM chunk WHERE series = ? AND last_at < ?');
        this.after = database.prepare(`${head} AND first_at > ? AND first_at < ? ORDER BY first_at LIMIT 1`);
    }

    /** Stores values. @returns the instants that are new or have another value than before, ascending */
    merge(series: number, added: SampleColumns): number[] {
        const changed: number[][] = [];
        let position = 0;
        while (position < added.at.length) {
            const at = element(added.at, position);
            const day = floorTo(at, DAY);
            const chunk = this.one(this.before, series, at, day) ?? this.one(this.after, series, at, day + DAY);
            const next = chunk && this.one(this.after, series, Math.max(chunk.firstAt, at), day + DAY);
            const end = lowerBound(added.at, next?.firstAt ?? day + DAY);
            changed.push(this.mergeInto(series, chunk, sliceColumns(added, position, end)));
            position = end;
        }
        return changed.flat();
    }

    /** What is stored of a series in a range, in the order of time. */
    segments(series: number, range: TimeRange): Segment[] {
        return this.headsIn(series, range).map(({ id, firstAt }) => ({ firstAt, load: () => this.load(id) }));
    }

    /** Values by day of those days that end before an instant. */
    daysBefore(series: number, before: Instant): Map<Instant, number> {
        const days = new Map<Instant, number>();
        for (const row of this.past.all(series, before)) {
            const day = floorTo(Number(row.first_at), DAY);
            days.set(day, (days.get(day) ?? 0) + Number(row.count));
        }
        return days;
    }

    /** Removes the values of a day. */
    removeDay(series: number, day: Instant): void {
        for (const { id } of this.headsIn(series, { from: day, to: day + DAY })) {
            this.remove.run(id);
            this.cache.delete(id);
        }
    }

    /** Forgets decoded chunks, after rows were deleted or a transaction was rolled back. */
    forget(): void {
        this.cache.clear();
    }

    private headsIn(series: number, { from, to }: TimeRange): ChunkHead[] {
        // A chunk never spans two days, so none that starts before the day of `from` reaches it.
        return this.heads.all(series, to, floorTo(from, DAY), from).map(headOf);
    }

    private one(statement: StatementSync, series: number, at: Instant, bound: Instant): ChunkHead | undefined {
        const row = statement.get(series, at, bound);
        return row && headOf(row);
    }

    private mergeInto(series: number, chunk: ChunkHead | undefined, added: SampleColumns): number[] {
        const appends = chunk === undefined || element(added.at, 0) > chunk.lastAt;
        if (!chunk || (appends && chunk.count >= CHUNK_VALUES)) {
            this.write(series, added, CHUNK_VALUES);
            return Array.from(added.at);
        }
        const { merged, changed } = mergeColumns(this.load(chunk.id), added);
        if (changed.length === 0) return changed;
        this.remove.run(chunk.id);
        this.cache.delete(chunk.id);
        const pieces = Math.ceil(merged.at.length / CHUNK_VALUES);
        this.write(series, merged, appends ? CHUNK_VALUES : Math.ceil(merged.at.length / pieces));
        return changed;
    }

    private write(series: number, columns: SampleColumns, size: number): void {
        for (let from = 0; from < columns.at.length; from += size) {
            const piece = sliceColumns(columns, from, Math.min(from + size, columns.at.length));
            const { at } = piece;
            const first = element(at, 0);
            const last = element(at, at.length - 1);
            const { lastInsertRowid } = this.insert.run(series, first, last, at.length, encodeChunk(piece));
            this.keep(Number(lastInsertRowid), piece);
        }
    }

    private load(id: number): SampleColumns {
        const cached = this.cache.get(id);
        if (cached) return cached;
        const columns = decodeChunk(this.body.get(id)?.body as Uint8Array);
        this.keep(id, columns);
        return columns;
    }

    /** The oldest entry goes when there are too many. */
    private keep(id: number, columns: SampleColumns): void {
        this.cache.set(id, columns);
        const [oldest] = this.cache.keys();
        if (this.cache.size > CACHED_CHUNKS && oldest !== undefined) this.cache.delete(oldest);
    }
}

function headOf(row: Row): ChunkHead {
    return {
        id: Number(row.id),
        firstAt: Number(row.first_at),
        lastAt: Number(row.last_at),
        count: Number(row.count)
    };
}
