import { parentPort, workerData } from 'node:worker_threads';
import { EmbeddedHistory } from './embeddedHistory.ts';
import type { EmbeddedOptions } from './embeddedHistory.ts';
import type { Job } from './job.ts';
import { failureOf, unpackBatch } from './protocol.ts';
import type { PackedBatch, StoreReply, StoreRequest } from './protocol.ts';

/*
 * Entry point of the thread of the embedded store. Requests are answered in their order; between them, values go from
 * the journal to their chunks, and jobs go on, in slices short enough that no request waits long. A job is answered
 * when it is done.
 */
const SLICE_MS = 10;
const { flushMs, ...options } = workerData as EmbeddedOptions & { flushMs: number };
const port = parentPort;
if (!port) throw new Error('storeWorker.ts runs as a worker thread only');

/** A job with the request it is answered to; without one it was started here. */
interface QueuedJob {
    id: number | undefined;
    job: Job<unknown>;
}

const reply = (message: StoreReply): void => port.postMessage(message);
const jobs: QueuedJob[] = [];
let history: EmbeddedHistory | undefined;
let scheduled = false;

const work = (): void => {
    scheduled = false;
    try {
        if (history?.step(SLICE_MS)) schedule();
    } catch (error) {
        reply({ id: undefined, failure: failureOf(error) });
    }
    if (history && jobs[0]) runSlice(jobs[0]);
    tellSetback();
};

/** Says that values were set aside, in a step or before an answer. */
const tellSetback = (): void => {
    const setback = history?.takeSetback();
    if (setback) reply({ id: undefined, failure: failureOf(setback) });
};

/** Goes on with a job for one slice. */
const runSlice = ({ id, job }: QueuedJob): void => {
    const end = performance.now() + SLICE_MS;
    try {
        for (;;) {
            const { done, value } = job.next();
            if (done) {
                jobs.shift();
                if (id !== undefined) reply({ id, result: value });
                break;
            }
            if (performance.now() > end) break;
        }
    } catch (error) {
        jobs.shift();
        reply({ id, failure: failureOf(error) });
    }
    if (jobs.length > 0) schedule();
};

const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(work);
};

const timer = setInterval(() => {
    history?.startFlush();
    schedule();
}, flushMs);

const open = (): EmbeddedHistory => {
    const opened = new EmbeddedHistory(options);
    jobs.push({ id: undefined, job: opened.resume() });
    return opened;
};

const answer = ({ method, args }: StoreRequest): unknown => {
    history ??= open();
    if (method === 'append') return history.append(unpackBatch(args[0] as PackedBatch));
    const methods = history as unknown as Record<string, (...args: unknown[]) => unknown>;
    return methods[method]?.(...args);
};

const isJob = (result: unknown): result is Job<unknown> =>
    typeof result === 'object' && result !== null && Symbol.iterator in result && 'next' in result;

port.on('message', (request: StoreRequest) => {
    try {
        const result = answer(request);
        if (isJob(result)) jobs.push({ id: request.id, job: result });
        else reply({ id: request.id, result });
        tellSetback();
        if (request.method === 'append' || jobs.length > 0) schedule();
    } catch (error) {
        reply({ id: request.id, failure: failureOf(error) });
    }
    if (request.method !== 'close') return;
    clearInterval(timer);
    history = undefined;
    port.close();
});
