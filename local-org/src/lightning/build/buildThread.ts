import { Worker } from 'node:worker_threads';
import type { AppRequest, BuildReply, VendorRequest } from './protocol.ts';

/** The build thread; started by the first request, and it never keeps the process alive on its own. */
export class BuildThread {
    #worker: Worker | undefined;
    #nextId = 1;
    readonly #waiting = new Map<number, { resolve(reply: BuildReply): void; reject(error: Error): void }>();

    /** @throws Error when the thread itself fails; problems of the sources are part of the reply. */
    run(request: VendorRequest | AppRequest): Promise<BuildReply> {
        const id = this.#nextId++;
        const worker = (this.#worker ??= this.#start());
        worker.ref();
        return new Promise((resolve, reject) => {
            this.#waiting.set(id, { resolve, reject });
            worker.postMessage({ id, request });
        });
    }

    async stop(): Promise<void> {
        const worker = this.#worker;
        this.#worker = undefined;
        await worker?.terminate();
    }

    #start(): Worker {
        const worker = new Worker(new URL('./worker/worker.ts', import.meta.url), {
            execArgv: ['--disable-warning=ExperimentalWarning']
        });
        worker.on('message', ({ id, reply }: { id: number; reply: BuildReply }) => this.#settle(id, reply));
        worker.on('error', (error) => this.#fail(worker, error));
        worker.on('exit', () => this.#fail(worker, new Error('The build thread has been stopped.')));
        return worker;
    }

    #settle(id: number, reply: BuildReply): void {
        this.#waiting.get(id)?.resolve(reply);
        this.#waiting.delete(id);
        if (this.#waiting.size === 0) this.#worker?.unref();
    }

    #fail(worker: Worker, error: unknown): void {
        if (this.#worker === worker) this.#worker = undefined;
        const cause = error instanceof Error ? error : new Error(String(error));
        for (const waiting of this.#waiting.values()) waiting.reject(cause);
        this.#waiting.clear();
    }
}
