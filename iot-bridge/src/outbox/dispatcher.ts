import type { Clock, OutboxRecord, Outcome, Sink } from '../pipeline/index.ts';
import type { GovernorConfig, RetryConfig } from '../config/index.ts';
import { reasonOf } from '../errors.ts';
import { AlarmPace } from './alarmPace.ts';
import { planSending } from './governor.ts';
import type { Limits, SendingPlan } from './governor.ts';
import { recordOf } from './outbox.ts';
import type { Entry, Outbox } from './outbox.ts';
import { retryDelay } from './retry.ts';

/** What the dispatcher works with. */
export interface DispatcherParts {
    outbox: Outbox;
    sink: Sink;
    retry: RetryConfig;
    governor: GovernorConfig;
    snapshotSeconds: number;
    parallelRequests: number;
    /** Time that passes evenly, also when a recording is replayed or the clock of the machine is set. */
    clock: Clock;
    random(): number;
    /** Content of a snapshot at the time of sending; undefined when nothing is left to say. */
    snapshot(entry: Entry): OutboxRecord | undefined;
    /** Resolves when everything queued so far is durable: the org never hears what a kill would forget. */
    committed(): Promise<void>;
    onAccepted(record: OutboxRecord): void;
    onRejected(entry: Entry, record: OutboxRecord, cause: string): void;
    onRetry(count: number, cause: string): void;
    onPlan(plan: SendingPlan): void;
}

const eventsPerRequest = 200;
const snapshotsPerRequest = 1000;

/**
 * Moves the outbox into the sink: alarm events at once and strictly first, then results of commands, snapshots at their
 * interval, repetition by one policy, dead letters after the last attempt.
 */
export class Dispatcher {
    private readonly parts: DispatcherParts;
    private timer: NodeJS.Timeout | undefined;
    private readonly pace = new AlarmPace();
    private alarmsBusy = false;
    private resultsBusy = false;
    private snapshotsBusy = 0;
    private nextSnapshotAt = 0;
    private stopped = true;
    private pausedUntil = 0;
    private unreachable = 0;
    private currentPlan: SendingPlan = { step: 'normal', slowdown: 1, deadbandFactor: 1, reason: undefined };
    private readonly running = new Set<Promise<void>>();

    constructor(parts: DispatcherParts) {
        this.parts = parts;
    }

    /** Starts sending. */
    start(): void {
        this.stopped = false;
        this.timer = setInterval(() => this.wake(), 100);
        this.wake();
    }

    /** Stops after the requests in flight. */
    async stop(): Promise<void> {
        this.stopped = true;
        clearInterval(this.timer);
        await Promise.allSettled(this.running);
    }

    /** Something new may be due. */
    wake(): void {
        if (this.stopped || this.isPaused()) return;
        this.sendEvents();
        this.sendResults();
        this.sendSnapshots();
    }

    /** How telemetry is sent at the moment. */
    plan(): SendingPlan {
        return this.currentPlan;
    }

    /** New limits of the org. */
    setLimits(limits: Limits): void {
        const plan = planSending(limits, this.parts.governor);
        const changed = plan.step !== this.currentPlan.step;
        this.currentPlan = plan;
        if (changed) this.parts.onPlan(plan);
    }

    private sendEvents(): void {
        if (this.alarmsBusy) return;
        const now = this.parts.clock.now();
        const due = this.parts.outbox.dueEvents(now, eventsPerRequest);
        const [first] = due;
        if (!first) return;
        if (!this.pace.mayGo(now, { since: first.queuedAt, full: due.length === eventsPerRequest })) return;
        this.alarmsBusy = true;
        this.track(
            this.deliver(due, due.map(recordOf)).finally(() => {
                this.alarmsBusy = false;
                queueMicrotask(() => this.wake());
            })
        );
    }

    /** People wait for the results of their commands, so they go at once, in a request of their own. */
    private sendResults(): void {
        if (this.resultsBusy) return;
        const due = this.parts.outbox.dueResults(this.parts.clock.now(), eventsPerRequest);
        if (due.length === 0) return;
        this.resultsBusy = true;
        this.track(
            this.deliver(due, due.map(recordOf)).finally(() => {
                this.resultsBusy = false;
                queueMicrotask(() => this.wake());
            })
        );
    }

    private sendSnapshots(): void {
        const now = this.parts.clock.now();
        if (now < this.nextSnapshotAt || this.snapshotsBusy > 0) return;
        const { slowdown } = this.currentPlan;
        if (!Number.isFinite(slowdown)) return;
        const due = this.parts.outbox.dueSnapshots(now, Number.POSITIVE_INFINITY);
        if (due.length === 0) return;
        this.nextSnapshotAt = now + this.parts.snapshotSeconds * 1000 * slowdown;
        const batches = this.snapshotBatches(due);
        const lanes = Math.min(this.parts.parallelRequests, batches.length);
        for (let lane = 0; lane < lanes; lane++) this.track(this.sendLane(batches));
    }

    /**
     * One of the parallel senders: takes the next batch until none is left, the bridge stops or the org is away. The
     * batches it leaves are still in the outbox.
     */
    private async sendLane(batches: [Entry, OutboxRecord][][]): Promise<void> {
        this.snapshotsBusy++;
        try {
            for (let batch = batches.shift(); batch && !this.stopped && !this.isPaused(); batch = batches.shift()) {
                await this.deliver(
                    batch.map(([entry]) => entry),
                    batch.map(([, record]) => record)
                );
            }
        } finally {
            this.snapshotsBusy--;
        }
    }

    /** Assets before signals, because a signal needs its Asset. */
    private snapshotBatches(due: readonly Entry[]): [Entry, OutboxRecord][][] {
        const batches: [Entry, OutboxRecord][][] = [];
        for (const entry of due) {
            const record = this.parts.snapshot(entry);
            if (!record) {
                this.parts.outbox.drop(entry);
                continue;
            }
            const last = batches.at(-1);
            if (last && last.length < snapshotsPerRequest) last.push([entry, record]);
            else batches.push([[entry, record]]);
        }
        return batches;
    }

    private async deliver(entries: readonly Entry[], records: readonly OutboxRecord[]): Promise<void> {
        const versions = entries.map((entry) => entry.version);
        try {
            await this.parts.committed();
            const outcomes = await this.parts.sink.write(records);
            this.unreachable = 0;
            this.settleAll(entries, records, versions, outcomes);
        } catch (error) {
            this.pause(entries.length, error);
        }
    }

    private isPaused(): boolean {
        return this.parts.clock.now() < this.pausedUntil;
    }

    /**
     * The whole request failed: nothing is known, so everything is repeated, for ever. A request that fails during a
     * pause was sent before it, so it is no further attempt that would double the wait.
     */
    private pause(count: number, error: unknown): void {
        if (!this.isPaused()) this.unreachable++;
        const asked = retryAfterOf(error);
        const delay = retryDelay(this.parts.retry, this.unreachable, this.parts.random(), asked);
        this.pausedUntil = Math.max(this.pausedUntil, this.parts.clock.now() + delay);
        this.parts.onRetry(count, reasonOf(error));
    }

    private settleAll(
        entries: readonly Entry[],
        records: readonly OutboxRecord[],
        versions: readonly number[],
        outcomes: readonly Outcome[]
    ): void {
        for (const [index, entry] of entries.entries()) {
            const record = records[index];
            const outcome = outcomes[index] ?? {
                kind: 'retry' as const,
                cause: 'the org gave no answer for this record'
            };
            if (record) this.settleOne(entry, record, versions[index] ?? 0, outcome);
        }
    }

    private settleOne(entry: Entry, record: OutboxRecord, version: number, outcome: Outcome): void {
        if (outcome.kind === 'accepted') {
            this.parts.outbox.settle(entry, version);
            this.parts.onAccepted(record);
            return;
        }
        entry.attempts++;
        if (outcome.kind === 'reject' || entry.attempts >= this.parts.retry.attempts) {
            this.parts.outbox.drop(entry);
            this.parts.onRejected(entry, record, outcome.cause);
            return;
        }
        const delay = retryDelay(this.parts.retry, entry.attempts, this.parts.random(), outcome.afterMs);
        entry.notBefore = this.parts.clock.now() + delay;
        this.parts.onRetry(1, outcome.cause);
    }

    private track(work: Promise<void>): void {
        this.running.add(work);
        void work.finally(() => this.running.delete(work));
    }
}

/** A wait the server asked for, carried by the error in milliseconds. */
function retryAfterOf(error: unknown): number | undefined {
    if (typeof error !== 'object' || error === null || !('retryAfterMs' in error)) return undefined;
    return typeof error.retryAfterMs === 'number' ? error.retryAfterMs : undefined;
}
