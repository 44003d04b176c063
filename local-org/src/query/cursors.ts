import type { SQLInputValue } from 'node:sqlite';
import { SalesforceError } from '../errors.ts';
import type { Clock } from '../platform.ts';
import { makeId } from '../schema/recordId.ts';
import type { CompiledQuery } from './compile.ts';
import type { RowStyle } from './render.ts';

/** The rows of a query that wait to be fetched. */
export interface Cursor {
    readonly soql: string;
    readonly userId: string;
    readonly uncounted: boolean;
    readonly compiled: CompiledQuery;
    readonly rows: readonly SQLInputValue[][];
    readonly pageSize: number;
    readonly style: RowStyle;
}

/** Open cursors per org; the one unused for longest makes room. */
const MAX_CURSORS = 50;
/** A cursor lives 15 minutes after its last use, as the REST guide says. */
const LIFETIME_MS = 15 * 60_000;

/** Keeps the rows of unfinished queries. */
export class Cursors {
    readonly #clock: Clock;
    readonly #open = new Map<string, { readonly cursor: Cursor; readonly usedAt: number }>();
    #count = 0;

    constructor(clock: Clock) {
        this.#clock = clock;
    }

    /** Keeps a cursor and answers the name of its page at `offset`. */
    keep(cursor: Cursor, key: string | undefined, offset: number): string {
        const name = key ?? makeId('01g', ++this.#count);
        this.#open.delete(name);
        this.#open.set(name, { cursor, usedAt: this.#clock.now().getTime() });
        const [oldest] = this.#open.keys();
        if (this.#open.size > MAX_CURSORS && oldest !== undefined) this.#open.delete(oldest);
        return `${name}-${offset}`;
    }

    /** @throws SalesforceError `INVALID_QUERY_LOCATOR`. */
    find(page: string, userId: string): { readonly cursor: Cursor; readonly key: string; readonly offset: number } {
        const match = /^(\w+)-(\d+)$/.exec(page);
        const key = match?.[1] ?? '';
        const entry = this.#open.get(key);
        const alive = entry && this.#clock.now().getTime() - entry.usedAt <= LIFETIME_MS;
        if (!match || !alive || entry.cursor.userId !== userId)
            throw new SalesforceError('INVALID_QUERY_LOCATOR', 'invalid query locator');
        return { cursor: entry.cursor, key, offset: Number(match[2]) };
    }
}
