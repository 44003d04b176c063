import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { reasonOf } from '../../errors.ts';
import type { Assessment, HealthFacts, HealthSettings, MachineSample } from '../model.ts';
import { Packer } from './packing.ts';
import type { HealthReply, HealthRequest, HealthWorkerData } from './protocol.ts';

/** Settings of the thread. */
export interface HealthThreadOptions {
    readonly dataDirectory: string;
    readonly settings: HealthSettings;
    readonly saveMs: number;
    readonly onAssessed: (assessments: readonly Assessment[]) => void;
    /** Called when the thread fails or cannot write; it goes on, or is replaced by another one. */
    readonly onTrouble: (reason: string) => void;
}

/** How the thread is doing. */
export interface ThreadStatus {
    readonly machines: number;
    /** Samples that were left out because the thread was behind. */
    readonly skipped: number;
}

/** Batches that are under way; further samples wait here, as in the replay of a recording. */
const MOST_UNDER_WAY = 50;

/** Samples that may wait; further ones are left out, because health must not hold up anything. */
const MOST_WAITING = 100_000;
const RESTART_MS = 1000;

/** The thread that learns and judges, seen from the thread of the messages. */
export class HealthThread {
    private readonly options: HealthThreadOptions;
    private worker: Worker | undefined;
    private packer = new Packer();
    private facts: HealthFacts | undefined;
    private underWay = 0;
    private backlog: MachineSample[] = [];
    private idle: (() => void)[] = [];
    private stopped = false;
    private counts = { machines: 0, skipped: 0 };

    constructor(options: HealthThreadOptions) {
        this.options = options;
    }

    /** Starts the thread. */
    start(): void {
        this.worker = this.startWorker();
    }

    /** Tells what the org says. */
    define(facts: HealthFacts): void {
        this.facts = facts;
        this.send({ kind: 'define', facts });
    }

    /** Hands samples over; returns at once. */
    take(samples: readonly MachineSample[]): void {
        if (this.backlog.length >= MOST_WAITING) this.counts.skipped += samples.length;
        else this.backlog.push(...samples);
        if (this.underWay < MOST_UNDER_WAY) this.sendBacklog();
    }

    /** Resolves when everything that was handed over is judged. */
    async settled(): Promise<void> {
        if (this.underWay > 0) await new Promise<void>((resolve) => this.idle.push(resolve));
    }

    /** How it is doing. */
    status(): ThreadStatus {
        return { ...this.counts };
    }

    /** Writes what was learned and ends the thread. */
    async stop(): Promise<void> {
        this.stopped = true;
        const { worker } = this;
        if (!worker) return;
        const ended = new Promise((resolve) => worker.once('exit', resolve));
        this.send({ kind: 'close' });
        await ended;
        this.worker = undefined;
    }

    private sendBacklog(): void {
        if (this.backlog.length === 0) return;
        const packed = this.packer.pack(this.backlog);
        this.backlog = [];
        this.underWay += 1;
        this.send({ kind: 'samples', samples: packed }, [packed.machines.buffer, packed.signals.buffer]);
    }

    private send(request: HealthRequest, transfer: ArrayBuffer[] = []): void {
        this.worker?.postMessage(request, transfer);
    }

    private startWorker(): Worker {
        const { dataDirectory, settings, saveMs } = this.options;
        const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
        const data: HealthWorkerData = { file: path.join(dataDirectory, 'health.sqlite'), settings, saveMs };
        const worker = new Worker(new URL(`./healthWorker.${extension}`, import.meta.url), { workerData: data });
        worker.on('message', (reply: HealthReply) => this.receive(reply));
        worker.on('error', (error: unknown) => this.replace(worker, reasonOf(error)));
        return worker;
    }

    private receive(reply: HealthReply): void {
        if (reply.kind === 'trouble') {
            this.options.onTrouble(reply.reason);
            return;
        }
        this.underWay -= 1;
        this.counts = { ...this.counts, machines: reply.machines };
        if (reply.assessments.length > 0) this.options.onAssessed(reply.assessments);
        this.sendBacklog();
        if (this.underWay === 0) for (const resolve of this.idle.splice(0)) resolve();
    }

    /** Goes on with another thread from what was written last; what the dead one held is not judged. */
    private replace(dead: Worker, reason: string): void {
        this.options.onTrouble(reason);
        this.underWay = 0;
        for (const resolve of this.idle.splice(0)) resolve();
        if (this.stopped || this.worker !== dead) return;
        this.worker = undefined;
        setTimeout(() => {
            if (this.stopped) return;
            this.packer = new Packer();
            this.worker = this.startWorker();
            if (this.facts) this.define(this.facts);
        }, RESTART_MS);
    }
}
