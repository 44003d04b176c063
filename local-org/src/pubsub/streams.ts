import type { ServerDuplexStream } from '@grpc/grpc-js';
import { checkSession, topicOf, type Caller, type Topic } from './caller.ts';
import { EventFeed, startAfter, type FeedSink } from './eventFeed.ts';
import type { ManagedSubscription, ManagedSubscriptions } from './managedSubscriptions.ts';
import {
    replayNumber,
    type CommitReplayRequest,
    type FetchRequest,
    type FetchResponse,
    type ManagedFetchRequest,
    type ManagedFetchResponse,
    type PublishRequest,
    type PublishResponse
} from './messages.ts';
import { publish } from './publishing.ts';
import { asRpcError, rpcRefusal } from './rpcError.ts';

/** Calls `receive` for each request; a failure ends the stream with its status, `close` runs once in any case. */
function serve<Request, Response>(
    call: ServerDuplexStream<Request, Response>,
    receive: (request: Request) => void,
    close: () => void
): void {
    call.on('data', (request: Request) => {
        try {
            receive(request);
        } catch (error) {
            call.emit('error', asRpcError(error));
        }
    });
    call.on('error', close);
    call.on('cancelled', close);
    call.on('end', () => {
        close();
        call.end();
    });
}

/** Publishes request after request; ends the stream when none comes for `idleMs`. */
export function publishStream(
    caller: Caller,
    call: ServerDuplexStream<PublishRequest, PublishResponse>,
    idleMs: number
): void {
    let topic: Topic | undefined;
    const idle = setTimeout(() => call.end(), idleMs).unref();
    const receive = (request: PublishRequest): void => {
        topic ??= topicOf(caller, request.topicName);
        call.write(publish(caller, request, topic));
        idle.refresh();
    };
    serve(call, receive, () => clearTimeout(idle));
}

/** Events from a position on, as many as each request asks for. */
export function subscribe(caller: Caller, call: ServerDuplexStream<FetchRequest, FetchResponse>): void {
    let topic: Topic | undefined;
    let feed: EventFeed | undefined;
    const receive = (request: FetchRequest): void => {
        checkSession(caller);
        topic ??= readable(caller, topicOf(caller, request.topicName));
        if (request.topicName !== '' && request.topicName !== topic.name)
            throw rpcRefusal('subscription.fetch.topic.mismatch', `This stream is subscribed to ${topic.name}.`);
        if (request.numRequested <= 0)
            throw rpcRefusal('subscription.fetch.requested.events.invalid', 'Request more than 0 events.');
        const after = feed?.sentUpTo ?? startAfter(caller, topic, request.replayPreset, request.replayId);
        feed ??= new EventFeed(caller, topic, after, sinkOf(call));
        feed.request(request.numRequested);
    };
    serve(call, receive, () => feed?.close());
}

/** Like `subscribe`, but the org keeps the position that the client commits. */
export function managedSubscribe(
    caller: Caller,
    call: ServerDuplexStream<ManagedFetchRequest, ManagedFetchResponse>,
    managed: ManagedSubscriptions
): void {
    let open: { readonly subscription: ManagedSubscription; readonly feed: EventFeed } | undefined;
    const begin = (request: ManagedFetchRequest): NonNullable<typeof open> => {
        const subscription = managed.open(caller, request);
        readable(caller, subscription.topic);
        return { subscription, feed: new EventFeed(caller, subscription.topic, subscription.after, sinkOf(call)) };
    };
    const receive = (request: ManagedFetchRequest): void => {
        checkSession(caller);
        open ??= begin(request);
        const { subscription, feed } = open;
        if (request.numRequested < 0)
            throw rpcRefusal('managed.subscription.fetch.request.events.invalid', 'Request 0 or more events.');
        if (request.numRequested > 0) feed.request(request.numRequested);
        const commit = request.commitReplayIdRequest;
        if (commit)
            call.write({ ...feed.emptyResponse(), ...answerCommit(caller, managed, subscription, feed, commit) });
    };
    serve(call, receive, () => {
        open?.feed.close();
        if (open) managed.end(caller.org, open.subscription.name);
    });
}

/** A commit that does not hold is answered and ends nothing. */
function answerCommit(
    caller: Caller,
    managed: ManagedSubscriptions,
    subscription: ManagedSubscription,
    feed: EventFeed,
    commit: CommitReplayRequest
): Pick<ManagedFetchResponse, 'commitResponse'> {
    const problem = commitProblem(managed.committed(caller.org, subscription.name), feed, commit.replayId);
    const replayId = replayNumber(commit.replayId);
    if (problem === undefined && replayId !== undefined) managed.commit(caller.org, subscription.name, replayId);
    return {
        commitResponse: {
            commitRequestId: commit.commitRequestId,
            replayId: commit.replayId,
            processTime: String(caller.org.clock.now().getTime()),
            ...(problem === undefined ? {} : { error: { code: 'COMMIT', msg: problem } })
        }
    };
}

function commitProblem(committed: number | undefined, feed: EventFeed, bytes: Buffer): string | undefined {
    const replayId = replayNumber(bytes);
    if (bytes.length === 0) return 'The commit names no replay id.';
    if (replayId === undefined) return 'The replay id is invalid.';
    if (replayId > feed.sentUpTo) return 'The event with this replay id has not been delivered yet.';
    if (committed !== undefined && replayId < committed) return 'A later replay id has been committed.';
    return undefined;
}

function readable(caller: Caller, topic: Topic): Topic {
    if (caller.org.access.object(caller.userId, topic.object.name).read) return topic;
    throw rpcRefusal('subscription.topic.cannot.subscribe', `You may not subscribe to ${topic.name}.`);
}

function sinkOf<Request>(call: ServerDuplexStream<Request, FetchResponse>): FeedSink {
    return {
        write: (response) => call.write(response),
        onceDrained: (work) => void call.once('drain', work),
        fail: (error) => void call.emit('error', asRpcError(error))
    };
}
