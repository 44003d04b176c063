import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { Context, Span } from '@opentelemetry/api';
import type { AlarmEvent } from '../../contract/index.ts';
import type { Intake, OutboxRecord, RawMessage } from '../../pipeline/index.ts';
import { episodeAttribute } from './tracer.ts';
import type { TraceRecorder } from './tracer.ts';

/** Events whose fate is awaited; more of them wait only while the org is away, and are then not traced. */
const openLimit = 10_000;

/**
 * Traces from a message to the events it caused. A message is a span from its reception to its commit; an event is a span
 * below it until the org has it, and carries the key of its episode, which Alarm__c and its Case carry too. Messages are
 * recorded by share, alarms always.
 */
export class Tracing {
    private readonly recorder: TraceRecorder;
    private readonly open = new Map<string, Span>();
    /** The message that is being processed; processing is synchronous. */
    private message: RawMessage | undefined;
    private span: Span | undefined;

    constructor(recorder: TraceRecorder) {
        this.recorder = recorder;
    }

    /** An intake that records what goes through another. */
    traced(intake: Intake): Intake {
        return {
            accept: (message) => this.record(intake, message),
            afterCommit: (callback) => intake.afterCommit(callback),
            ready: () => intake.ready()
        };
    }

    /** An alarm event was queued, by the message at hand or by time. */
    queued(event: AlarmEvent): void {
        if (this.open.size >= openLimit) return;
        const attributes = {
            [episodeAttribute]: event.Episode_Key__c,
            'iot.transition': event.Transition__c,
            'iot.alarm_key': event.Alarm_Key__c,
            'iot.device': event.Asset_Key__c,
            'messaging.system': 'salesforce',
            'messaging.destination.name': 'Alarm_Event__e'
        };
        const options = { kind: SpanKind.PRODUCER, attributes };
        const parent = this.span ? this.recorder.under(this.span) : this.parentOf(this.message);
        this.open.set(keyOf(event), this.recorder.tracer.startSpan('publish Alarm_Event__e', options, parent));
    }

    /** The org has a record, or refuses it for good. */
    settled({ kind, fields }: OutboxRecord, refusal?: string): void {
        if (kind !== 'alarm-event') return;
        const key = keyOf(fields as Pick<AlarmEvent, 'Episode_Key__c' | 'Transition__c'>);
        const span = this.open.get(key);
        if (!span) return;
        this.open.delete(key);
        if (refusal !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: refusal });
        span.end();
    }

    /** Ends what is open and sends it. */
    async stop(): Promise<void> {
        for (const span of this.open.values()) span.end();
        this.open.clear();
        await this.recorder.stop();
    }

    private record(intake: Intake, message: RawMessage): void {
        const span = this.recorder.tracer.startSpan(
            `receive ${message.source}`,
            {
                kind: SpanKind.CONSUMER,
                startTime: message.receivedAt,
                attributes: {
                    'messaging.system': 'mqtt',
                    'messaging.destination.name': message.topic,
                    'messaging.message.body.size': message.payload.length
                }
            },
            this.parentOf(message)
        );
        this.message = message;
        this.span = span.isRecording() ? span : undefined;
        try {
            intake.accept(message);
        } finally {
            this.message = undefined;
            this.span = undefined;
        }
        if (!span.isRecording()) return;
        span.addEvent('processed');
        intake.afterCommit(() => span.end());
    }

    private parentOf(message: RawMessage | undefined): Context {
        return message?.traceparent === undefined ? this.recorder.root : this.recorder.from(message.traceparent);
    }
}

function keyOf({
    Episode_Key__c: episode,
    Transition__c: transition
}: Pick<AlarmEvent, 'Episode_Key__c' | 'Transition__c'>): string {
    return `${episode} ${transition}`;
}
