import { randomUUID } from 'node:crypto';
import { SalesforceError } from '../errors.ts';
import type { PlatformEvent } from '../platform.ts';
import type { Caller, Topic } from './caller.ts';
import { replayBytes, replayNumber, type FetchResponse, type ReplayPreset } from './messages.ts';
import { rpcRefusal } from './rpcError.ts';

/** Most events in one response. */
const MAX_EVENTS = 100;
/** A subscriber that waits gets an empty response within this time, as the API promises. */
export const KEEP_ALIVE_MS = 270_000;

/** Where a feed writes to. */
export interface FeedSink {
    /** False when the client is slow; `onceDrained` tells when it has caught up. */
    write(response: FetchResponse): boolean;
    onceDrained(work: () => void): void;
    fail(error: unknown): void;
}

/**
 * Replay id after which a subscription begins.
 * @throws RpcError for an id that is not kept, was never given out, or is missing.
 */
export function startAfter(caller: Caller, topic: Topic, preset: ReplayPreset, replayId: Buffer): number {
    const { oldest, newest } = caller.org.events.range(topic.object.name);
    if (preset === 'LATEST') return newest;
    if (preset === 'EARLIEST') return 0;
    if (replayId.length === 0)
        throw rpcRefusal('subscription.fetch.replayid.validation.failed', 'CUSTOM needs a replay id.');
    const after = replayNumber(replayId);
    if (after === undefined || after > newest || after < oldest - 1)
        throw rpcRefusal(
            'subscription.fetch.replayid.corrupted',
            'The Replay ID validation failed. Ensure that it refers to an event within the retention window.'
        );
    return after;
}

/** Events of one topic for one subscriber, as many as it asks for. */
export class EventFeed {
    readonly #caller: Caller;
    readonly #topic: Topic;
    readonly #sink: FeedSink;
    readonly #end: () => void;
    #after: number;
    #wanted = 0;
    #scheduled = false;
    #blocked = false;
    #closed = false;
    #keepAlive: NodeJS.Timeout;

    constructor(caller: Caller, topic: Topic, after: number, sink: FeedSink) {
        this.#caller = caller;
        this.#topic = topic;
        this.#after = after;
        this.#sink = sink;
        this.#end = caller.org.events.subscribe(topic.object.name, () => this.#schedule());
        this.#keepAlive = setInterval(() => this.#write([]), KEEP_ALIVE_MS).unref();
    }

    /** Replay id of the last event that was sent; commits may not go beyond it. */
    get sentUpTo(): number {
        return this.#after;
    }

    request(events: number): void {
        this.#wanted += events;
        this.#schedule();
    }

    close(): void {
        this.#closed = true;
        this.#end();
        clearInterval(this.#keepAlive);
    }

    /** An answer without events, with what else the caller puts into it. */
    emptyResponse(): FetchResponse {
        return this.#response([]);
    }

    /** Events that are published together are sent together. */
    #schedule(): void {
        if (this.#scheduled || this.#blocked || this.#closed || this.#wanted === 0) return;
        this.#scheduled = true;
        setImmediate(() => {
            this.#scheduled = false;
            if (!this.#closed) this.#sendNext();
        });
    }

    #sendNext(): void {
        const { org } = this.#caller;
        const events = org.events.since(this.#topic.object.name, this.#after, Math.min(this.#wanted, MAX_EVENTS));
        const last = events.at(-1);
        if (!last) return;
        try {
            org.events.countDelivery(events.length);
            this.#after = last.replayId;
            this.#wanted -= events.length;
            this.#write(events);
        } catch (error) {
            this.close();
            this.#sink.fail(error instanceof SalesforceError ? deliveryRefused() : error);
        }
        this.#schedule();
    }

    #write(events: readonly PlatformEvent[]): void {
        if (this.#sink.write(this.#response(events))) return;
        this.#blocked = true;
        this.#sink.onceDrained(() => {
            this.#blocked = false;
            this.#schedule();
        });
    }

    #response(events: readonly PlatformEvent[]): FetchResponse {
        const { schema, object } = this.#topic;
        return {
            events: events.map((event) => ({
                event: { id: event.eventUuid, schemaId: schema.id, payload: schema.encode(event) },
                replayId: replayBytes(event.replayId)
            })),
            latestReplayId: replayBytes(this.#caller.org.events.range(object.name).newest),
            rpcId: randomUUID(),
            pendingNumRequested: this.#wanted
        };
    }
}

function deliveryRefused(): Error {
    return rpcRefusal('subscription.limit.exceeded', 'You have exceeded the event delivery limit for your org.');
}
