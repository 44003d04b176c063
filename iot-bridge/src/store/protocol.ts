import type { FoldedRows, JournalRecord } from './journal.ts';

/** A message or record that was given up, with everything needed to look at it and to repeat it. */
export interface DeadLetter {
    stage: 'intake' | 'sink';
    /** Topic of a message, or kind of an outbox record. */
    subject: string;
    reason: string;
    attempts: number;
    /** Instant it was given up. */
    at: number;
    payload: Uint8Array;
}

/** What the worker writes in one transaction. */
export interface CommitRequest {
    /** The changed rows. */
    record: JournalRecord;
    fold: FoldedRows | undefined;
    deadLetters: DeadLetter[];
    /** Dead letters that were taken back for a replay. */
    replayed: number[];
}

/** The answer of the worker: nothing on success, the reason otherwise. */
export interface CommitReply {
    error?: string;
}

/** What the worker is started with. */
export interface CommitWorkerData {
    file: string;
    durability: 'process' | 'power';
    deadLetterLimit: number;
}
