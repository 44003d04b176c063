import { status } from '@grpc/grpc-js';
import type { PubSubConfig } from '../../../config/index.ts';
import { reasonOf } from '../../../errors.ts';
import type { AlarmEventFields, Outcome } from '../../../pipeline/index.ts';
import { isEventLimit, RequestFailure } from '../classify.ts';
import type { Session } from '../session.ts';
import { EventEncoder } from './eventEncoder.ts';
import type { PublishRequest, PublishResult } from './protocol.ts';
import type { PublishStream } from './publishStream.ts';
import { PubSubClient } from './pubSubClient.ts';

const topicName = '/event/Alarm_Event__e';
/** The org ends a stream after 70 s without a request (Pub/Sub API guide, PublishStream); the bridge is faster. */
const idleMs = 50_000;
const unavailableMs = 2_000;

/** An event as bytes, or why it cannot be one. */
type Encoded = { payload: Buffer } | { problem: string };

/**
 * Publishes alarm events through the Pub/Sub API. Every result is checked; a request without a result is uncertain and
 * fails as a whole, so that it is repeated: the keys of the events keep a repetition the same episode.
 */
export class EventPublisher {
    private readonly session: Session;
    private readonly client: PubSubClient;
    private readonly encoders = new Map<string, EventEncoder>();
    private current: EventEncoder | undefined;
    private stream: PublishStream | undefined;
    private idle: NodeJS.Timeout | undefined;

    constructor(session: Session, config: PubSubConfig, timeoutSeconds: number) {
        this.session = session;
        this.client = new PubSubClient(session, config, timeoutSeconds * 1000);
    }

    /** Publishes one batch; not to be called again before it is answered. @throws RequestFailure: repeat all */
    async write(events: readonly AlarmEventFields[]): Promise<Outcome[]> {
        try {
            return await this.publishLoggedIn(events);
        } catch (error) {
            const cause = reasonOf(error);
            if (!isEventLimit(cause)) throw new RequestFailure(error);
            return events.map(() => ({ kind: 'retry', cause, limit: 'event-publishing' }));
        }
    }

    /** A session that has ended is renewed once; a stream lives with the session it was opened with. */
    private async publishLoggedIn(events: readonly AlarmEventFields[]): Promise<Outcome[]> {
        try {
            return await this.publish(events);
        } catch (error) {
            if (!isUnauthenticated(error)) throw error;
        }
        await this.session.login();
        return this.publish(events);
    }

    /** Ends the stream and the connection. */
    close(): void {
        clearTimeout(this.idle);
        this.stream?.close();
        this.client.close();
    }

    private async publish(events: readonly AlarmEventFields[]): Promise<Outcome[]> {
        const encoder = await this.encoder();
        const encoded = events.map((event) => this.encode(encoder, event));
        const request: PublishRequest = { topicName, events: [] };
        for (const [index, one] of encoded.entries()) {
            if (!('payload' in one)) continue;
            request.events.push({ id: String(index), schemaId: encoder.schemaId, payload: one.payload });
        }
        const results = request.events.length > 0 ? await this.send(request) : [];
        const byKey = new Map(results.map((result) => [result.correlationKey, result]));
        return encoded.map((one, index) =>
            'problem' in one ? { kind: 'reject', cause: one.problem } : outcomeOf(byKey.get(String(index)))
        );
    }

    private async send(request: PublishRequest): Promise<PublishResult[]> {
        clearTimeout(this.idle);
        if (!this.stream?.open) this.stream = this.client.openStream();
        const { stream } = this;
        const { results, schemaId } = await stream.publish(request);
        this.idle = setTimeout(() => stream.close(), idleMs).unref();
        // Somebody changed the event in Setup: the next request asks for its schema.
        if (schemaId !== '' && schemaId !== this.current?.schemaId) this.current = undefined;
        return results;
    }

    private encode(encoder: EventEncoder, event: AlarmEventFields): Encoded {
        try {
            const CreatedById = this.session.userId ?? '';
            return { payload: encoder.encode(event, { CreatedDate: Date.now(), CreatedById }) };
        } catch (error) {
            return { problem: reasonOf(error) };
        }
    }

    private async encoder(): Promise<EventEncoder> {
        if (this.current) return this.current;
        const { schemaId, canPublish } = await this.client.topic(topicName);
        if (!canPublish) throw new Error(`the user of the bridge may not publish to ${topicName}`);
        const known = this.encoders.get(schemaId);
        const encoder = known ?? new EventEncoder(schemaId, (await this.client.schema(schemaId)).schemaJson);
        this.encoders.set(schemaId, encoder);
        this.current = encoder;
        return encoder;
    }
}

/** A result has a replay id or an error; one with neither was not confirmed. Attempts are bounded, so all may pass. */
function outcomeOf(result: PublishResult | undefined): Outcome {
    if (result && !result.error && result.replayId.length > 0) return { kind: 'accepted' };
    const { code, msg } = result?.error ?? { code: 'UNKNOWN', msg: 'the org gave no result for this event' };
    const cause = `${code}: ${msg}`;
    return isEventLimit(msg)
        ? { kind: 'retry', cause, limit: 'event-publishing' }
        : { kind: 'retry', cause, afterMs: unavailableMs };
}

function isUnauthenticated(error: unknown): boolean {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === status.UNAUTHENTICATED;
}
