import type { AlarmEvent } from '../../contract/index.ts';
import type { Reading } from '../../pipeline/index.ts';
import type { HistoryEvent, HistoryStore, Refusal } from '../model.ts';
import { eventOfAlarm } from './alarmHistory.ts';
import { BatchBuilder } from './batchBuilder.ts';

/** Settings of the recorder. */
export interface RecorderOptions {
    /** Longest time a value waits for others before it is handed to the store, in ms. */
    lingerMs: number;
    /** Values that are handed over at once when they have come together. */
    batchValues: number;
    /** Waiting values from which sources are asked to pause. */
    highWater: number;
    /** Time until a failed batch is tried again, in ms. */
    retryMs: number;
    /** Called when the store refuses a batch, and with undefined when it works again. Nothing is lost meanwhile. */
    onTrouble(error: unknown): void;
    /** Called with values that cannot be stored, such as those older than what is kept. */
    onRefused(refusals: readonly Refusal[]): void;
}

/** What `HistoryRecorder` uses when nothing else is said. */
export const recorderDefaults = { lingerMs: 100, batchValues: 8192, highWater: 200_000, retryMs: 500 } as const;

interface Group {
    values: BatchBuilder;
    events: HistoryEvent[];
    callbacks: (() => void)[];
}

/**
 * Takes readings and alarms from the pipeline and hands them to a store in groups, one at a time and in their order.
 * Taking one costs two look-ups and four pushes; everything else happens in the thread of the store. A group that
 * fails is repeated until it succeeds: keys make that harmless.
 */
export class HistoryRecorder {
    private readonly store: HistoryStore;
    private readonly options: RecorderOptions;
    private group: Group = emptyGroup();
    private sending: Promise<void> | undefined;
    private timer: NodeJS.Timeout | undefined;
    private immediate = false;
    private inFlight = 0;
    private troubled = false;
    private stopped = false;
    private waiting: (() => void)[] = [];

    constructor(
        store: HistoryStore,
        options: Partial<RecorderOptions> & Pick<RecorderOptions, 'onTrouble' | 'onRefused'>
    ) {
        this.store = store;
        this.options = { ...recorderDefaults, ...options };
    }

    /** Takes a reading of a device. */
    record(device: string, { signal, value, at, quality }: Reading): void {
        this.group.values.add(device, signal, value, at, quality);
        if (this.group.values.size >= this.options.batchValues) this.sendSoon();
        else this.timer ??= setTimeout(() => this.send(), this.options.lingerMs);
    }

    /** Takes a transition of an alarm. */
    alarm(event: AlarmEvent): void {
        this.event(eventOfAlarm(event));
    }

    /** Takes any other event, such as a work order or a part that was replaced. */
    event(event: HistoryEvent): void {
        this.group.events.push(event);
        this.timer ??= setTimeout(() => this.send(), this.options.lingerMs);
    }

    /** Runs `callback` once everything taken so far survives a kill. */
    afterCommit(callback: () => void): void {
        this.group.callbacks.push(callback);
        this.sendSoon();
    }

    /** Resolves once everything taken so far survives a kill. */
    committed(): Promise<void> {
        return new Promise((resolve) => this.afterCommit(resolve));
    }

    /** Values that wait for the store. */
    pending(): number {
        return this.group.values.size + this.inFlight;
    }

    /** Undefined while sources may go on; otherwise resolves when fewer values wait. */
    ready(): Promise<void> | undefined {
        if (this.pending() < this.options.highWater) return undefined;
        return new Promise((resolve) => this.waiting.push(resolve));
    }

    /**
     * Hands over what is left and waits for it, but not longer than `limitMs`: what is lost then was not acknowledged
     * to its source, and comes again.
     */
    async stop(limitMs = 10_000): Promise<void> {
        clearTimeout(this.timer);
        let limit: NodeJS.Timeout | undefined;
        const expired = new Promise((resolve) => (limit = setTimeout(resolve, limitMs)));
        await Promise.race([this.committed(), expired]);
        clearTimeout(limit);
        this.stopped = true;
    }

    private sendSoon(): void {
        if (this.immediate || this.sending) return;
        this.immediate = true;
        setImmediate(() => {
            this.immediate = false;
            this.send();
        });
    }

    private send(): void {
        clearTimeout(this.timer);
        this.timer = undefined;
        if (this.sending || isEmpty(this.group)) return;
        const group = this.group;
        this.group = emptyGroup();
        this.inFlight = group.values.size;
        this.sending = this.deliver(group).then((stored) => {
            if (stored) this.done(group);
        });
    }

    private done(group: Group): void {
        this.sending = undefined;
        this.inFlight = 0;
        for (const callback of group.callbacks) callback();
        for (const resolve of this.waiting.splice(0)) resolve();
        if (this.group.callbacks.length > 0 || this.group.values.size >= this.options.batchValues) this.sendSoon();
        else if (!isEmpty(this.group)) this.timer ??= setTimeout(() => this.send(), this.options.lingerMs);
    }

    /** Whether the group was stored; only a recorder that was stopped gives up. */
    private async deliver({ values, events }: Group): Promise<boolean> {
        const batch = values.build();
        for (;;) {
            try {
                const refusals = batch.at.length > 0 ? await this.store.append(batch) : [];
                if (events.length > 0) await this.store.appendEvents(events);
                if (refusals.length > 0) this.options.onRefused(refusals);
                if (this.troubled) this.options.onTrouble(undefined);
                this.troubled = false;
                return true;
            } catch (error) {
                if (!this.troubled) this.options.onTrouble(error);
                this.troubled = true;
                if (this.stopped) return false;
                await new Promise((resolve) => setTimeout(resolve, this.options.retryMs));
            }
        }
    }
}

function emptyGroup(): Group {
    return { values: new BatchBuilder(), events: [], callbacks: [] };
}

function isEmpty({ values, events, callbacks }: Group): boolean {
    return values.size === 0 && events.length === 0 && callbacks.length === 0;
}
