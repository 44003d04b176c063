import type { ClientDuplexStream } from '@grpc/grpc-js';
import type { PublishRequest, PublishResponse } from './protocol.ts';

/** A request that waits for its answer. */
interface Waiting {
    resolve(response: PublishResponse): void;
    reject(reason: Error): void;
}

/**
 * One PublishStream call, with one request under way at a time, so that an answer is always that of the last request.
 * A stream that failed, ended or did not answer in time is over: whether its last request was taken is unknown then.
 */
export class PublishStream {
    private readonly call: ClientDuplexStream<PublishRequest, PublishResponse>;
    private readonly timeoutMs: number;
    private waiting: Waiting | undefined;
    private over: Error | undefined;

    constructor(call: ClientDuplexStream<PublishRequest, PublishResponse>, timeoutMs: number) {
        this.call = call;
        this.timeoutMs = timeoutMs;
        call.on('data', (response: PublishResponse) => this.answer(response));
        call.on('error', (error: Error) => this.finish(error));
        call.on('end', () => this.finish(new Error('the org ended the stream')));
    }

    /** Whether another request may be sent. */
    get open(): boolean {
        return this.over === undefined;
    }

    /** Publishes and resolves with the results. Rejects with the error of gRPC, or when the stream ends or is silent. */
    publish(request: PublishRequest): Promise<PublishResponse> {
        if (this.over) return Promise.reject(this.over);
        if (this.waiting) return Promise.reject(new TypeError('A request is under way already.'));
        return new Promise((resolve, reject) => {
            const silence = new Error(`the org gave no answer within ${this.timeoutMs / 1000} s`);
            const timer = setTimeout(() => this.finish(silence), this.timeoutMs);
            const done = (): void => {
                clearTimeout(timer);
                this.waiting = undefined;
            };
            this.waiting = {
                resolve: (response) => {
                    done();
                    resolve(response);
                },
                reject: (reason) => {
                    done();
                    reject(reason);
                }
            };
            this.call.write(request);
        });
    }

    /** Ends the stream; idempotent. */
    close(): void {
        this.finish(new Error('the stream was closed'));
    }

    private answer(response: PublishResponse): void {
        this.waiting?.resolve(response);
    }

    private finish(reason: Error): void {
        if (this.over) return;
        this.over = reason;
        this.call.end();
        this.call.cancel();
        this.waiting?.reject(reason);
    }
}
