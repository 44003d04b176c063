import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { BridgeError } from '../errors.ts';
import type { DeadLetter } from './protocol.ts';
import { Store } from './store.ts';

/** A stored dead letter. `replay` means that the running bridge will take it back. */
export interface StoredDeadLetter extends DeadLetter {
    id: number;
    status: 'dead' | 'replay';
}

/**
 * The dead letters of a data directory, also while the bridge runs: a replay only marks them, and the bridge takes
 * marked ones back within seconds or at its next start.
 */
export class DeadLetterFile {
    private readonly database: DatabaseSync;

    /** @throws BridgeError STORE_UNUSABLE when no bridge has written there yet */
    constructor(directory: string) {
        const file = Store.fileIn(directory);
        if (!existsSync(file))
            throw new BridgeError('STORE_UNUSABLE', { directory, reason: 'no bridge has used it yet' });
        this.database = new DatabaseSync(file);
        this.database.exec('PRAGMA busy_timeout = 5000');
    }

    /** Newest first, at most `limit`. */
    list(limit: number, status?: 'dead' | 'replay'): StoredDeadLetter[] {
        const where = status ? `WHERE status = '${status}'` : '';
        return this.database
            .prepare(`SELECT * FROM dead_letters ${where} ORDER BY id DESC LIMIT ?`)
            .all(limit)
            .map(toLetter);
    }

    /** One dead letter. @throws BridgeError DEAD_LETTER_UNKNOWN */
    get(id: number): StoredDeadLetter {
        const row = this.database.prepare('SELECT * FROM dead_letters WHERE id = ?').get(id);
        if (!row) throw new BridgeError('DEAD_LETTER_UNKNOWN', { id });
        return toLetter(row);
    }

    /** Marks one or all for replay and returns how many. */
    replay(id: number | 'all'): number {
        return this.change("UPDATE dead_letters SET status = 'replay'", id);
    }

    /** Gives a dead letter another payload, for a message or record that can be mended. @throws BridgeError DEAD_LETTER_UNKNOWN */
    edit(id: number, payload: Uint8Array): void {
        const { changes } = this.database.prepare('UPDATE dead_letters SET payload = ? WHERE id = ?').run(payload, id);
        if (changes === 0) throw new BridgeError('DEAD_LETTER_UNKNOWN', { id });
    }

    /** Deletes one or all and returns how many. */
    drop(id: number | 'all'): number {
        return this.change('DELETE FROM dead_letters', id);
    }

    /** Ends the use of the file. */
    close(): void {
        this.database.close();
    }

    private change(statement: string, id: number | 'all'): number {
        if (id === 'all') return Number(this.database.prepare(statement).run().changes);
        const { changes } = this.database.prepare(`${statement} WHERE id = ?`).run(id);
        if (changes === 0) throw new BridgeError('DEAD_LETTER_UNKNOWN', { id });
        return Number(changes);
    }
}

function toLetter(row: Record<string, unknown>): StoredDeadLetter {
    return {
        id: Number(row.id),
        stage: row.stage === 'sink' ? 'sink' : 'intake',
        subject: String(row.subject),
        reason: String(row.reason),
        attempts: Number(row.attempts),
        at: Number(row.at),
        payload: row.payload instanceof Uint8Array ? row.payload : new Uint8Array(),
        status: row.status === 'replay' ? 'replay' : 'dead'
    };
}
