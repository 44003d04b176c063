import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';
import { BridgeError, reasonOf } from '../errors.ts';
import { foldJournal, Journal } from './journal.ts';
import type { JournalPace, RowContent } from './journal.ts';
import { RowReader } from './packedRows.ts';
import type { PackedRow } from './packedRows.ts';
import type { CommitReply, CommitRequest, DeadLetter } from './protocol.ts';
import { prepareDatabase } from './tables.ts';

/** Kinds of rows the bridge keeps. */
export type Space =
    'device' | 'trend' | 'window' | 'alarm' | 'dirty' | 'outbox' | 'quarantine' | 'cursor' | 'command' | 'result';

/** Settings of the store. */
export interface StoreOptions {
    directory: string;
    durability: 'process' | 'power';
    /** Called when a commit fails, and with undefined when commits work again. */
    onTrouble(error: BridgeError | undefined): void;
    /** Called with the duration of each commit in milliseconds and its number of rows. */
    onCommit?(milliseconds: number, rows: number): void;
    /** Changes that may wait before sources are asked to pause. */
    highWater?: number;
    /** When and how fast the journal is folded into rows; by default after 24 million bytes, 250 rows a commit. */
    journal?: JournalPace;
}

const deadLetterLimit = 10_000;
const retryDelayMs = 500;
/** A group waits for more as long as more comes, each time as long as it has waited already, far below any keep-alive. */
const lingerMs = 2;
/** While messages keep coming it looks less often, because a source may hand them over in gulps. */
const steadyLingerMs = 5;
const lingerLimitMs = 16;

/**
 * Durable rows with group commit. Memory is ahead of the disk: callers change their own state, say which row it is,
 * and the row is written as it is when the group is sent. Whatever arrived while the previous group was written forms
 * the next one, so that the group size follows the load. Callbacks run after the group is durable.
 */
export class Store {
    private readonly options: StoreOptions;
    private worker: Worker | undefined;
    private lock: DatabaseSync | undefined;
    private readonly journal: Journal;
    private changes = new Map<string, RowContent>();
    private deadLetters: DeadLetter[] = [];
    private replayed: number[] = [];
    private callbacks: (() => void)[] = [];
    private inFlight:
        { request: CommitRequest; rows: number; callbacks: (() => void)[]; startedAt: number } | undefined;
    private scheduled = false;
    private urgent = false;
    /** More came until the end of the last wait. */
    private flowing = false;
    private timer: NodeJS.Timeout | undefined;
    private troubled = false;
    private waiting: (() => void)[] = [];

    constructor(options: StoreOptions) {
        this.options = options;
        this.journal = new Journal(options.journal);
    }

    /** Path of the database inside a data directory. */
    static fileIn(directory: string): string {
        return path.join(directory, 'bridge.sqlite');
    }

    /** Opens the database and starts the commit thread. @throws BridgeError STORE_UNUSABLE, STORE_IN_USE */
    open(): void {
        const { directory, durability } = this.options;
        const file = Store.fileIn(directory);
        try {
            mkdirSync(directory, { recursive: true });
            this.lock = takeLock(directory);
            prepareFile(file, durability);
        } catch (cause) {
            this.lock?.close();
            if (cause instanceof BridgeError) throw cause;
            throw new BridgeError('STORE_UNUSABLE', { directory, reason: reasonOf(cause) }, cause);
        }
        this.worker = this.startWorker();
    }

    /**
     * All rows of a kind, as they were when the bridge stopped: parsed JSON, or a reader of a row that packed itself.
     * Call before the first change.
     */
    load(space: Space): Map<string, unknown> {
        // The commit thread may just be opening the file; while it reads the log of a killed bridge, it locks it.
        const database = new DatabaseSync(Store.fileIn(this.options.directory), { readOnly: true, timeout: 5000 });
        try {
            const rows = database.prepare('SELECT key, value FROM rows WHERE key > ? AND key < ?');
            // The character behind a blank is "!": everything that begins with the space and a blank.
            const found = rows.all(`${space} `, `${space}!`);
            const start = space.length + 1;
            return new Map(found.map((row) => [String(row.key).slice(start), contentOf(row.value)]));
        } finally {
            database.close();
        }
    }

    /** Marks a row as changed; `read` gives its value when the group is sent. */
    put(space: Space, key: string, read: () => unknown): void {
        this.changes.set(`${space} ${key}`, read);
        if (space === 'outbox') this.hurry();
        else this.schedule();
    }

    /** Marks a row that packs itself as changed; its space must not be one of the urgent ones. */
    touch(row: PackedRow): void {
        this.changes.set(row.rowKey, row);
        this.schedule();
    }

    /** Deletes a row. */
    remove(space: Space, key: string): void {
        this.put(space, key, () => undefined);
    }

    /** Keeps a message or record that was given up. */
    bury(letter: DeadLetter): void {
        // A copy: the payload may be a part of a large buffer, which would be sent to the thread as a whole.
        this.deadLetters.push({ ...letter, payload: Uint8Array.from(letter.payload) });
        this.schedule();
    }

    /** Removes a dead letter because it was taken back. */
    unbury(id: number): void {
        this.replayed.push(id);
        this.schedule();
    }

    /** Runs `callback` once everything changed so far is durable. */
    afterCommit(callback: () => void): void {
        this.callbacks.push(callback);
        this.schedule();
    }

    /** Resolves once everything changed so far is durable. */
    committed(): Promise<void> {
        return new Promise((resolve) => this.afterCommit(resolve));
    }

    /** Undefined while fewer changes wait than the high-water mark; otherwise resolves when they are written. */
    ready(): Promise<void> | undefined {
        if (this.pending() < (this.options.highWater ?? 20_000)) return undefined;
        return new Promise((resolve) => this.waiting.push(resolve));
    }

    /** Number of changes and callbacks that wait for the disk. */
    pending(): number {
        return this.changes.size + this.callbacks.length + (this.inFlight?.callbacks.length ?? 0);
    }

    /** Writes what is left and ends the commit thread. */
    async close(): Promise<void> {
        if (!this.worker) return;
        await this.committed();
        // The thread that answered: an earlier one may have been replaced meanwhile.
        const worker = this.worker;
        this.worker = undefined;
        const ended = new Promise((resolve) => worker.once('exit', resolve));
        worker.postMessage('close');
        await ended;
        this.lock?.close();
    }

    /**
     * The first change waits a moment for others, and longer while others come; what comes during a commit waits for
     * it as well. A broker that hands out few messages at once stops sending, and so ends the waiting.
     */
    private schedule(): void {
        if (this.scheduled || this.inFlight) return;
        this.scheduled = true;
        this.linger(0, 0);
    }

    private linger(seen: number, waitedMs: number): void {
        const firstMs = this.flowing ? steadyLingerMs : lingerMs;
        const stepMs = Math.min(Math.max(firstMs, waitedMs), lingerLimitMs - waitedMs);
        this.timer = setTimeout(() => {
            this.flowing = this.callbacks.length > seen;
            if (this.flowing && waitedMs + stepMs < lingerLimitMs)
                this.linger(this.callbacks.length, waitedMs + stepMs);
            else this.send();
        }, stepMs);
    }

    /** Alarms do not wait for others: the group goes as soon as the messages at hand are processed. */
    private hurry(): void {
        if (this.urgent) return;
        this.urgent = true;
        if (!this.inFlight) setImmediate(() => this.send());
    }

    private send(): void {
        if (this.inFlight || !this.worker) return;
        clearTimeout(this.timer);
        this.scheduled = false;
        this.urgent = false;
        const { changes, callbacks, deadLetters, replayed } = this;
        const request = { record: this.journal.record(changes), fold: this.journal.fold(), deadLetters, replayed };
        this.inFlight = { request, rows: changes.size, callbacks, startedAt: performance.now() };
        this.changes = new Map();
        this.deadLetters = [];
        this.replayed = [];
        this.callbacks = [];
        this.worker.postMessage(request);
    }

    private settle(reply: CommitReply): void {
        const done = this.inFlight;
        if (!done) return;
        if (reply.error !== undefined) return this.repeat(done.request, reply.error);
        this.inFlight = undefined;
        if (this.troubled) this.options.onTrouble(undefined);
        this.troubled = false;
        this.options.onCommit?.(performance.now() - done.startedAt, done.rows);
        for (const callback of done.callbacks) callback();
        const more = this.changes.size + this.callbacks.length + this.deadLetters.length + this.replayed.length;
        if (this.urgent) this.send();
        else if (more > 0) this.schedule();
        for (const resolve of this.waiting.splice(0)) resolve();
    }

    private repeat(request: CommitRequest, reason: string): void {
        this.tellTrouble(reason);
        const { worker } = this;
        setTimeout(() => {
            if (worker === this.worker) worker?.postMessage(request);
        }, retryDelayMs);
    }

    private startWorker(): Worker {
        const { directory, durability } = this.options;
        const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
        const entry = new URL(`./commitWorker.${extension}`, import.meta.url);
        const worker = new Worker(entry, {
            workerData: { file: Store.fileIn(directory), durability, deadLetterLimit },
            // It makes hardly any objects, and would keep 128 MB for them.
            resourceLimits: { maxYoungGenerationSizeMb: 4 }
        });
        worker.on('message', (reply: CommitReply) => this.settle(reply));
        worker.on('error', (error: unknown) => this.replace(worker, reasonOf(error)));
        return worker;
    }

    /** A thread that failed outside a commit, such as on opening the file, is gone: another one takes its commit over. */
    private replace(dead: Worker, reason: string): void {
        this.tellTrouble(reason);
        setTimeout(() => {
            if (this.worker !== dead) return;
            this.worker = this.startWorker();
            if (this.inFlight) this.worker.postMessage(this.inFlight.request);
        }, retryDelayMs);
    }

    private tellTrouble(reason: string): void {
        const { directory } = this.options;
        if (!this.troubled) this.options.onTrouble(new BridgeError('COMMIT_FAILED', { directory, reason }));
        this.troubled = true;
    }
}

export function contentOf(value: unknown): unknown {
    return value instanceof Uint8Array ? new RowReader(value) : (JSON.parse(String(value)) as unknown);
}

/**
 * Holds the directory for this process. The operating system lets go of the lock when the process ends, however it does.
 * @throws BridgeError STORE_IN_USE
 */
function takeLock(directory: string): DatabaseSync {
    const lock = new DatabaseSync(path.join(directory, 'bridge.lock'));
    try {
        lock.exec('PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE');
        return lock;
    } catch (cause) {
        lock.close();
        if (reasonOf(cause).includes('locked')) throw new BridgeError('STORE_IN_USE', { directory }, cause);
        throw cause;
    }
}

/** Creates the file where it is missing, and folds what an earlier run left in its journal. */
function prepareFile(file: string, durability: StoreOptions['durability']): void {
    const database = new DatabaseSync(file);
    try {
        prepareDatabase(database, durability);
        foldJournal(database);
    } finally {
        database.close();
    }
}
