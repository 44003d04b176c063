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

/** What the worker writes in one transaction. Keys and values are parallel lists, which cross threads cheapest. */
export interface CommitRequest {
    keys: string[];
    /** JSON of a row; null deletes it. */
    values: (string | null)[];
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
