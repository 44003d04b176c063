import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { FoldedRows } from './journal.ts';
import type { CommitReply, CommitRequest, CommitWorkerData } from './protocol.ts';
import { prepareDatabase } from './tables.ts';

/*
 * Entry point of the commit thread: one transaction per request. Writing here keeps the main thread receiving
 * while a commit waits for the disk.
 */
const { file, durability, deadLetterLimit } = workerData as CommitWorkerData;
const database = new DatabaseSync(file);
prepareDatabase(database, durability);
const append = database.prepare('INSERT INTO journal (entries, packed) VALUES (?, ?)');
const put = database.prepare('INSERT OR REPLACE INTO rows (key, value) VALUES (?, ?)');
const remove = database.prepare('DELETE FROM rows WHERE key = ?');
const truncate = database.prepare('DELETE FROM journal WHERE id <= ?');
/** Last record of the segment that is being folded. */
let segmentEnd = 0;
let own = new Uint8Array(65_536);
const bury = database.prepare(
    'INSERT INTO dead_letters (stage, subject, reason, attempts, at, payload) VALUES (?, ?, ?, ?, ?, ?)'
);
const forget = database.prepare('DELETE FROM dead_letters WHERE id = ?');
const trim = database.prepare(
    'DELETE FROM dead_letters WHERE id <= (SELECT MAX(id) FROM dead_letters) - ? AND status = ?'
);

parentPort?.on('message', (request: CommitRequest | 'close') => {
    if (request === 'close') {
        database.close();
        parentPort?.close();
        return;
    }
    parentPort?.postMessage(commit(request));
});

/** A copy in memory of this thread's own, which is used again for the next commit. */
function unshared(packed: Uint8Array): Uint8Array {
    if (packed.length > own.length) own = new Uint8Array(2 * packed.length);
    own.set(packed);
    return own.subarray(0, packed.length);
}

function commit({ record, fold, deadLetters, replayed }: CommitRequest): CommitReply {
    try {
        database.exec('BEGIN IMMEDIATE');
        if (record.json !== '' || record.packed)
            append.run(record.json, record.packed ? unshared(record.packed) : null);
        if (fold) foldRows(fold);
        for (const letter of deadLetters) {
            bury.run(letter.stage, letter.subject, letter.reason, letter.attempts, letter.at, letter.payload);
        }
        for (const id of replayed) forget.run(id);
        if (deadLetters.length > 0) trim.run(deadLetterLimit, 'dead');
        database.exec('COMMIT');
        return {};
    } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        return { error: error instanceof Error ? error.message : String(error) };
    }
}

function foldRows({ keys, values, closes, completes }: FoldedRows): void {
    for (const [index, key] of keys.entries()) {
        const value = values[index] ?? null;
        if (value === null) remove.run(key);
        else put.run(key, value);
    }
    if (closes) segmentEnd = Number(database.prepare('SELECT MAX(id) AS id FROM journal').get()?.id ?? 0);
    if (completes) truncate.run(segmentEnd);
}
