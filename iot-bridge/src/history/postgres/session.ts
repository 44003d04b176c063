import type { Pool, PoolClient, QueryResultRow } from 'pg';
import { HistoryError } from '../errors.ts';

/** Any number that all writers of a database agree on. */
const WRITER_LOCK = 7_414_501;

/** A row as PostgreSQL gives it; wide integers come as texts. */
export type Row = QueryResultRow & Record<string, unknown>;

/** One connection for a piece of work. */
export class Session {
    private readonly client: PoolClient;

    constructor(client: PoolClient) {
        this.client = client;
    }

    /** Runs a statement and returns its rows. */
    async rows(text: string, values: readonly unknown[] = []): Promise<Row[]> {
        return (await this.client.query<Row>(text, [...values])).rows;
    }

    /** Runs a statement and returns how many rows it changed. */
    async change(text: string, values: readonly unknown[] = []): Promise<number> {
        return (await this.client.query(text, [...values])).rowCount ?? 0;
    }

    /** Runs several statements without parameters. */
    async script(text: string): Promise<void> {
        await this.client.query(text);
    }
}

/** Runs work on a connection. @throws HistoryError HISTORY_STORE_UNUSABLE */
export async function withSession<T>(pool: Pool, work: (session: Session) => Promise<T>): Promise<T> {
    let client: PoolClient | undefined;
    try {
        client = await pool.connect();
        return await work(new Session(client));
    } catch (cause) {
        if (cause instanceof HistoryError) throw cause;
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw new HistoryError('HISTORY_STORE_UNUSABLE', { place: 'in PostgreSQL', reason }, cause);
    } finally {
        client?.release();
    }
}

/** Runs changing work as one transaction; writers wait for each other, so that rollups always see all values. */
export function writing<T>(pool: Pool, work: (session: Session) => Promise<T>): Promise<T> {
    return withSession(pool, async (session) => {
        await session.script('BEGIN');
        try {
            await session.rows('SELECT pg_advisory_xact_lock($1)', [WRITER_LOCK]);
            const result = await work(session);
            await session.script('COMMIT');
            return result;
        } catch (error) {
            await session.script('ROLLBACK');
            throw error;
        }
    });
}
