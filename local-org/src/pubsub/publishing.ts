import { randomUUID } from 'node:crypto';
import { messageOf } from '../errors.ts';
import type { RecordData } from '../platform.ts';
import { checkSession, topicOf, type Caller, type Topic } from './caller.ts';
import {
    replayBytes,
    type ProducerEvent,
    type PublishRequest,
    type PublishResponse,
    type PublishResult
} from './messages.ts';
import { rpcRefusal } from './rpcError.ts';

/**
 * Publishes the events of one request; an event that fails is told in its result and stops no other.
 * @throws RpcError for a request that does not hold as a whole.
 */
export function publish(caller: Caller, request: PublishRequest, knownTopic?: Topic): PublishResponse {
    checkSession(caller);
    const topic = knownTopic ?? topicOf(caller, request.topicName);
    if (request.topicName !== '' && request.topicName !== topic.name)
        throw rpcRefusal('publish.topic.mismatch', `This stream publishes to ${topic.name}.`);
    if (!caller.org.access.object(caller.userId, topic.object.name).create)
        throw rpcRefusal('publish.topic.cannot.publish', `You may not publish to ${topic.name}.`);
    if (request.events.length === 0)
        throw rpcRefusal('publish.event.count.invalid', 'A publish request needs at least one event.');
    return { results: publishAll(caller, topic, request.events), schemaId: topic.schema.id, rpcId: randomUUID() };
}

type Decoded = { readonly event: ProducerEvent } & ({ readonly row: RecordData } | { readonly problem: string });

function publishAll(caller: Caller, topic: Topic, events: readonly ProducerEvent[]): PublishResult[] {
    const decoded = events.map((event) => decode(caller, topic, event));
    const rows = decoded.flatMap((one) => ('row' in one ? [one.row] : []));
    const outcomes = insert(caller, topic, rows).values();
    return decoded.map((one) => {
        const outcome = 'problem' in one ? one.problem : (outcomes.next().value ?? 'The event was not published.');
        const correlationKey = one.event.id;
        return typeof outcome === 'number'
            ? { correlationKey, replayId: replayBytes(outcome) }
            : { correlationKey, error: { code: 'PUBLISH', msg: outcome } };
    });
}

function decode(caller: Caller, topic: Topic, event: ProducerEvent): Decoded {
    const schema = caller.schemas.byId(event.schemaId);
    if (schema?.objectName !== topic.object.name)
        return { event, problem: `The schema ${event.schemaId} does not belong to ${topic.name}.` };
    try {
        return { event, row: schema.decode(event.payload) };
    } catch (error) {
        return { event, problem: `The payload does not fit its schema: ${messageOf(error)}` };
    }
}

/** A replay id or a problem for each row; every check of a record holds for an event. */
function insert(caller: Caller, topic: Topic, rows: readonly RecordData[]): readonly (number | string)[] {
    const { org, userId } = caller;
    const published = new Map<string, number>();
    const end = org.events.subscribe(topic.object.name, (event) => published.set(event.eventUuid, event.replayId));
    try {
        const results = org.records.insert(org.userExecution(userId), topic.object.name, rows);
        return results.map((result) => {
            const message = result.errors[0]?.message ?? 'The event was not published.';
            return result.success ? (published.get(message) ?? message) : message;
        });
    } finally {
        end();
    }
}
