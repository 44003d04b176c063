import { parentPort, workerData } from 'node:worker_threads';
import { EmbeddedHistory } from './embeddedHistory.ts';
import type { EmbeddedOptions } from './embeddedHistory.ts';
import { failureOf, unpackBatch } from './protocol.ts';
import type { PackedBatch, StoreReply, StoreRequest } from './protocol.ts';

/*
 * Entry point of the thread of the embedded store. Requests are answered in their order; between them, values go from
 * the journal to their chunks in slices short enough that no request waits long.
 */
const SLICE_MS = 10;
const { flushMs, ...options } = workerData as EmbeddedOptions & { flushMs: number };
const port = parentPort;
if (!port) throw new Error('storeWorker.ts runs as a worker thread only');

const reply = (message: StoreReply): void => port.postMessage(message);
let history: EmbeddedHistory | undefined;
let scheduled = false;

const work = (): void => {
    scheduled = false;
    try {
        if (history?.step(SLICE_MS)) schedule();
    } catch (error) {
        reply({ id: undefined, failure: failureOf(error) });
    }
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

const answer = ({ method, args }: StoreRequest): unknown => {
    history ??= new EmbeddedHistory(options);
    if (method === 'append') return history.append(unpackBatch(args[0] as PackedBatch));
    const methods = history as unknown as Record<string, (...args: unknown[]) => unknown>;
    return methods[method]?.(...args);
};

port.on('message', (request: StoreRequest) => {
    try {
        reply({ id: request.id, result: answer(request) });
        if (request.method === 'append') schedule();
    } catch (error) {
        reply({ id: request.id, failure: failureOf(error) });
    }
    if (request.method !== 'close') return;
    clearInterval(timer);
    history = undefined;
    port.close();
});
