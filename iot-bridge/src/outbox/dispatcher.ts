import { within } from '../pipeline/index.ts';
import type { Clock, OutboxRecord, Outcome, Sink } from '../pipeline/index.ts';
import type { GovernorConfig, RetryConfig } from '../config/index.ts';
import { reasonOf } from '../errors.ts';
import { AlarmPace } from './alarmPace.ts';
import { AlarmRoute } from './alarmRoute.ts';
import { normalPlan, planSending } from './governor.ts';
import type { Limits, SendingPlan } from './governor.ts';
import { recordOf } from './outbox.ts';
import type { Entry, Outbox } from './outbox.ts';
import { Pause } from './pause.ts';
import { retryDelay } from './retry.ts';
import { snapshotBatches, snapshotsPerRequest } from './snapshotBatches.ts';

/** What the dispatcher works with. */
export interface DispatcherParts {
    outbox: Outbox;
    sink: Sink;
    retry: RetryConfig;
    governor: GovernorConfig;
    snapshotSeconds: number;
    parallelRequests: number;
    /** Whether alarm events are published without API requests of the day; their records always take some. */
    freeEvents: boolean;
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
    /** A whole request failed, or with undefined: one was answered. */
    onReach?(error: unknown): void;
}

const eventsPerRequest = 200;
/** Wait after the org refused an alarm as a record: hourly limits come back by themselves. */
const recordRefusedMs = 60_000;

/**
 * Moves the outbox into the sink: alarm events at once and strictly first, then results of commands, snapshots at their
 * interval, repetition by one policy, dead letters after the last attempt.
 */
export class Dispatcher {
    private readonly parts: DispatcherParts;
    private timer: NodeJS.Timeout | undefined;
    private readonly pace = new AlarmPace();
    private readonly route = new AlarmRoute();
    /** The lanes wait apart, so that a failure of telemetry never holds an alarm up. */
    private readonly pauses: Readonly<Record<Entry['lane'], Pause>>;
    private alarmsBusy = false;
    private resultsBusy = false;
    private snapshotsBusy = 0;
    private nextSnapshotAt = 0;
    private stopped = true;
    private limitPlan: SendingPlan = normalPlan;
    private currentPlan: SendingPlan = normalPlan;
    private waking = false;
    private readonly running = new Set<Promise<void>>();

    constructor(parts: DispatcherParts) {
        this.parts = parts;
        const pause = (): Pause => new Pause(parts.retry);
        this.pauses = { alarm: pause(), result: pause(), snapshot: pause() };
    }

    /** Starts sending; idempotent. */
    start(): void {
        this.stopped = false;
        this.timer ??= setInterval(() => this.wake(), 100);
        this.wake();
    }

    /**
     * Stops after the requests in flight, at the latest after `graceMs`. What was under way then is uncertain; it is
     * still in the outbox, and its repetition stays the same episode.
     */
    async stop(graceMs: number): Promise<void> {
        this.stopped = true;
        clearInterval(this.timer);
        this.timer = undefined;
        await within(graceMs, Promise.allSettled(this.running));
    }

    /** Something new may be due. */
    wake(): void {
        if (this.stopped) return;
        if (!this.isPaused('alarm')) this.sendEvents();
        if (!this.isPaused('result')) this.sendResults();
        if (!this.isPaused('snapshot')) this.sendSnapshots();
    }

    /** The same once the work at hand is done, so that what it queues together goes together. */
    wakeSoon(): void {
        if (this.waking) return;
        this.waking = true;
        queueMicrotask(() => {
            this.waking = false;
            this.wake();
        });
    }

    /** How telemetry is sent at the moment. */
    plan(): SendingPlan {
        return this.currentPlan;
    }

    /** New limits of the org. */
    setLimits(limits: Limits): void {
        this.limitPlan = planSending(limits, this.parts.governor);
        this.pace.setDay(limits.DailyApiRequests);
        this.changePlan();
    }

    private changePlan(): void {
        const before = this.currentPlan;
        const now = this.parts.clock.now();
        const plan = this.route.correct(this.limitPlan, now);
        const alarmWindowMs = this.alarmsAreFree(plan) ? 0 : this.pace.windowMs(now);
        this.currentPlan = { ...plan, alarmWindowMs };
        const keys = ['step', 'alarms', 'alarmWindowMs'] as const;
        if (keys.some((key) => this.currentPlan[key] !== before[key])) this.parts.onPlan(this.currentPlan);
    }

    private alarmsAreFree({ alarms }: SendingPlan): boolean {
        return this.parts.freeEvents && alarms === 'events';
    }

    /** One request at a time, so that a root is told before what it caused; what comes meanwhile shares the next one. */
    private sendEvents(): void {
        if (this.alarmsBusy) return;
        this.changePlan();
        const now = this.parts.clock.now();
        const due = this.parts.outbox.dueEvents(now, eventsPerRequest);
        if (due.length === 0) return;
        if (!this.alarmsAreFree(this.currentPlan) && !this.pace.mayGo(now, due.length === eventsPerRequest)) return;
        this.parts.outbox.take(due);
        this.alarmsBusy = true;
        const records = due.map((entry) => this.route.recordOf(entry, this.currentPlan));
        this.track(
            this.deliver('alarm', due, records).finally(() => {
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
            this.deliver('result', due, due.map(recordOf)).finally(() => {
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
        const batches = snapshotBatches(due, this.parts);
        const lanes = Math.min(this.parts.parallelRequests, Math.ceil(due.length / snapshotsPerRequest));
        for (let lane = 0; lane < lanes; lane++) this.track(this.sendLane(batches));
    }

    /**
     * One of the parallel senders: takes the next batch until none is left, the bridge stops or the org is away. The
     * batches it leaves are still in the outbox.
     */
    private async sendLane(batches: Iterator<[Entry, OutboxRecord][], undefined>): Promise<void> {
        this.snapshotsBusy++;
        try {
            while (this.mayGoOn()) {
                const { value: batch, done } = batches.next();
                if (done) return;
                await this.deliver(
                    'snapshot',
                    batch.map(([entry]) => entry),
                    batch.map(([, record]) => record)
                );
            }
        } finally {
            this.snapshotsBusy--;
        }
    }

    private mayGoOn(): boolean {
        return !this.stopped && !this.isPaused('snapshot');
    }

    private async deliver(
        lane: Entry['lane'],
        entries: readonly Entry[],
        records: readonly OutboxRecord[]
    ): Promise<void> {
        const versions = entries.map((entry) => entry.version);
        try {
            await this.parts.committed();
            const outcomes = await this.parts.sink.write(records);
            this.pauses[lane].succeed();
            this.parts.onReach?.(undefined);
            this.settleAll(entries, records, versions, outcomes);
        } catch (error) {
            this.pauses[lane].fail(this.parts.clock.now(), this.parts.random(), retryAfterOf(error));
            this.parts.onRetry(entries.length, reasonOf(error));
            this.parts.onReach?.(error);
        }
    }

    private isPaused(lane: Entry['lane']): boolean {
        return this.pauses[lane].lasts(this.parts.clock.now());
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
        if (record.kind === 'alarm-event' && this.goesAnotherWay(entry, record.via, outcome)) return;
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

    /** An alarm never becomes a dead letter, nor waits an hour, because one of its two ways is closed. */
    private goesAnotherWay(
        entry: Entry,
        via: 'record' | undefined,
        outcome: Exclude<Outcome, { kind: 'accepted' }>
    ): boolean {
        const now = this.parts.clock.now();
        if (via === 'record' && outcome.kind === 'reject') {
            entry.eventOnly = true;
            entry.notBefore = now + recordRefusedMs;
        } else if (outcome.kind === 'retry' && outcome.limit === 'event-publishing') {
            this.route.refuse(outcome.cause, now);
            this.changePlan();
            if (entry.eventOnly) entry.notBefore = now + recordRefusedMs;
        } else {
            return false;
        }
        this.parts.onRetry(1, outcome.cause);
        return true;
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
