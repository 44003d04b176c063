import { Worker } from 'node:worker_threads';
import type { Instant } from '../../pipeline/index.ts';
import { HistoryError } from '../errors.ts';
import type {
    ArchiveReport,
    DeletionRecord,
    DeletionRequest,
    EventPage,
    HistoryEvent,
    HistoryStore,
    LatestValue,
    Refusal,
    Remains,
    RetentionReport,
    Rollup,
    SampleBatch,
    SamplePage,
    SeriesInfo,
    SeriesKey,
    Tier,
    TimeRange
} from '../model.ts';
import type { EmbeddedOptions } from './embeddedHistory.ts';
import { errorOf, packBatch } from './protocol.ts';
import type { StoreArguments, StoreMethod, StoreReply, StoreRequest, StoreResult } from './protocol.ts';

/** Settings of the store in its thread. */
export interface WorkerOptions extends EmbeddedOptions {
    /** How often values leave the journal for their chunks, in ms. */
    flushMs: number;
    /** Called when work in the background failed; nothing is lost, it is repeated. */
    onTrouble?: (error: HistoryError) => void;
}

interface Call {
    resolve(result: unknown): void;
    reject(error: HistoryError): void;
}

/** The embedded store in a thread of its own, so that neither commits nor questions delay alarms. */
export class WorkerHistory implements HistoryStore {
    private readonly options: WorkerOptions;
    private readonly calls = new Map<number, Call>();
    private worker: Worker | undefined;
    private ended: HistoryError | undefined;
    private lastId = 0;

    constructor(options: WorkerOptions) {
        this.options = options;
    }

    append(batch: SampleBatch): Promise<Refusal[]> {
        return this.call('append', packBatch(batch));
    }

    appendEvents(events: readonly HistoryEvent[]): Promise<void> {
        return this.call('appendEvents', events);
    }

    series(device?: string): Promise<SeriesInfo[]> {
        return this.call('seriesOf', device);
    }

    samples(key: SeriesKey, range: TimeRange, limit: number): Promise<SamplePage> {
        return this.call('samples', key, range, limit);
    }

    rollups(key: SeriesKey, tier: Tier, range: TimeRange): Promise<Rollup[]> {
        return this.call('rollupsOf', key, tier, range);
    }

    rollupCount(key: SeriesKey, tier: Tier, range: TimeRange): Promise<number> {
        return this.call('rollupCount', key, tier, range);
    }

    buckets(key: SeriesKey, widthMs: number, range: TimeRange): Promise<Rollup[]> {
        return this.call('buckets', key, widthMs, range);
    }

    latest(device: string): Promise<LatestValue[]> {
        return this.call('latest', device);
    }

    events(device: string, range: TimeRange, limit: number, offset: number): Promise<EventPage> {
        return this.call('eventsOf', device, range, limit, offset);
    }

    applyRetention(now: Instant): Promise<RetentionReport> {
        return this.call('applyRetention', now);
    }

    archive(now: Instant): Promise<ArchiveReport> {
        return this.call('archive', now);
    }

    deleteDevice(request: DeletionRequest): Promise<DeletionRecord> {
        return this.call('deleteDevice', request);
    }

    remainsOf(device: string): Promise<Remains> {
        return this.call('remainsOf', device);
    }

    deletions(): Promise<DeletionRecord[]> {
        return this.call('deletions');
    }

    async close(): Promise<void> {
        const { worker } = this;
        if (this.ended) return;
        if (worker) {
            const exited = new Promise((resolve) => worker.once('exit', resolve));
            await this.call('close');
            await exited;
        }
        this.end('it was closed');
    }

    /** The thread, started at the first call. */
    private thread(): Worker {
        if (this.worker) return this.worker;
        const { onTrouble: _, ...workerData } = this.options;
        const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
        const worker = new Worker(new URL(`./storeWorker.${extension}`, import.meta.url), { workerData });
        worker.on('message', (reply: StoreReply) => this.settle(reply));
        worker.on('error', (error: Error) => this.end(error.message));
        worker.on('exit', () => this.end('its thread has ended'));
        this.worker = worker;
        return worker;
    }

    private call<M extends StoreMethod>(method: M, ...args: StoreArguments<M>): Promise<StoreResult<M>> {
        return new Promise((resolve, reject) => {
            if (this.ended) {
                reject(this.ended);
                return;
            }
            const request: StoreRequest = { id: ++this.lastId, method, args };
            this.calls.set(request.id, { resolve, reject });
            this.thread().postMessage(request);
        });
    }

    private settle({ id, result, failure }: StoreReply): void {
        const error = failure && errorOf(failure, this.options.file);
        if (id === undefined) {
            if (error) this.options.onTrouble?.(error);
            return;
        }
        const call = this.calls.get(id);
        this.calls.delete(id);
        if (error) call?.reject(error);
        else call?.resolve(result);
    }

    private end(reason: string): void {
        this.ended ??= new HistoryError('HISTORY_CLOSED', { reason });
        for (const call of this.calls.values()) call.reject(this.ended);
        this.calls.clear();
    }
}
