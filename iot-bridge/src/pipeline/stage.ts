/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A value of a signal as the device meant it. */
export type SignalValue = number | string | boolean;

/** How far a value can be trusted (OPC UA status severities). */
export type Quality = 'Good' | 'Uncertain' | 'Bad';

/** One message as a source received it. */
export interface RawMessage {
    /** Name of the source in the configuration. */
    source: string;
    topic: string;
    /** Valid until the intake returns: the memory is used again for the next read, so whoever keeps it copies it. */
    payload: Uint8Array;
    /** W3C trace context the sender gave, where traces are recorded. */
    traceparent?: string | undefined;
    /** Time of reception; the recorded time when a file is replayed. */
    receivedAt: Instant;
    /** Called once, after everything this message changed is durable. */
    acknowledge?: () => void;
}

/** Why a message or one of its signals was not used. Every one is counted. */
export const rejectionReasons = {
    'unknown-topic': 'No route of the configuration matches the topic.',
    'malformed-payload': 'The payload is not valid in the format of its route.',
    'missing-identity': 'The message does not say which device it comes from.',
    'unknown-device': 'No Asset has this Device_Id__c.',
    'no-signals': 'No signal definition applies to this device and topic.',
    'missing-path': 'The message lacks the path of a signal definition.',
    'not-a-number': 'The value is not a finite number.',
    'wrong-type': 'The value has another type than its signal definition.',
    'time-missing': 'The message has no timestamp where the route demands one.',
    'time-invalid': 'The timestamp cannot be read.',
    'time-too-old': 'The timestamp is older than the clock policy allows.',
    'time-too-new': 'The timestamp lies further in the future than the clock policy allows.',
    'no-consent': 'The value is personal and its device has no consent.',
    'not-protected': 'The value could not be protected as its personal data class demands.',
    late: 'A newer value of this signal has already been used.',
    duplicate: 'The same message of this device was already used.',
    'unknown-command': 'An answer to a command that the device was not given.',
    'foreign-device': 'The payload speaks for another device than its topic.',
    'sequence-gap': 'A Sparkplug message was lost before this one; a rebirth is requested.',
    'unknown-alias': 'A Sparkplug alias was used before its birth certificate.',
    'internal-error': 'The bridge failed on this message; please report it with the dead letter.'
} as const;

/** A key of {@link rejectionReasons}. */
export type RejectionReason = keyof typeof rejectionReasons;

/** A rejected message or signal with what an operator needs to find it. */
export interface Rejection {
    reason: RejectionReason;
    topic: string;
    device?: string | undefined;
    signal?: string | undefined;
    detail?: string | undefined;
}

/** A decoded message: a document that signal definitions address by dotted paths. */
export interface DecodedMessage {
    document: Readonly<Record<string, unknown>>;
    /** Source time as the device wrote it, not yet judged. */
    timestamp?: unknown;
    /** Device identity if the payload or format carries one. */
    device?: string;
    /** Sequence number or message id given by the device, for duplicate removal. */
    sequence?: unknown;
    /** A device that announces its birth or death instead of, or besides, values. */
    presence?: 'online' | 'offline';
    /** Quality of single paths where the format carries it. */
    qualities?: Readonly<Record<string, Quality>>;
    /** Only the changed values are present, so an absent path is not an error. */
    partial?: boolean;
}

/** What a decoder made of one payload: the good part, and what could not be read. */
export interface DecodeResult {
    messages: DecodedMessage[];
    problems: { reason: RejectionReason; detail: string }[];
    /** Messages the format demands in answer, such as a rebirth request. */
    replies?: { topic: string; payload: Uint8Array }[];
}

/** One value of one signal of one device, in its unit, judged and typed. */
export interface Reading {
    signal: string;
    value: SignalValue;
    at: Instant;
    quality: Quality;
}

/** A row for the org. Each lane has its own order and urgency. */
export type OutboxRecord =
    | {
          kind: 'alarm-event';
          fields: AlarmEventFields;
          /** Written as a record of the alarm, because the org takes no more events for now. */
          via?: 'record';
      }
    | { kind: 'command-result'; device: string; key: string; fields: Readonly<Record<string, string | null>> }
    | { kind: 'asset'; device: string; fields: Readonly<Record<string, SignalValue | null>> }
    | { kind: 'signal'; device: string; signal: string; fields: Readonly<Record<string, SignalValue | null>> };

/** Fields of Alarm_Event__e by API name. */
export type AlarmEventFields = Readonly<Record<string, string | number | null>>;

/** The answer for one record of a batch; throwing means: nothing is known, repeat all. */
export type Outcome =
    | { kind: 'accepted' }
    | {
          kind: 'retry';
          afterMs?: number;
          cause: string;
          /** The limit that is used up, where there is another way for the record. */
          limit?: 'event-publishing';
      }
    | { kind: 'reject'; cause: string };

/** A destination: answers one outcome per record, by index. */
export interface Sink {
    write(records: readonly OutboxRecord[]): Promise<Outcome[]>;
}

/** Takes messages in; synchronous, because a promise per message costs more than decoding it. */
export interface Intake {
    accept(message: RawMessage): void;
    /** Runs `callback` once everything accepted so far is durable. */
    afterCommit(callback: () => void): void;
    /** Undefined while the source may go on; otherwise resolves when enough of what waits for the disk is written. */
    ready(): Promise<void> | undefined;
}

/** What an operator should know about a source besides whether it is connected. */
export interface SourceHealth {
    /** Why it is not connected, or what it could not renew. */
    trouble?: string | undefined;
    /** What stops working at a known time. */
    expiries: readonly {
        what: 'client certificate' | 'broker certificate' | 'token';
        /** Whose certificate or token it is. */
        subject: string;
        at: Instant;
    }[];
}

/** A source of messages. `start` resolves once it tries to run; `stop` is idempotent. */
export interface Source {
    readonly name: string;
    start(intake: Intake): Promise<void>;
    stop(): Promise<void>;
    /** Whether messages can arrive now, and since when: silence only counts while they can. */
    connection(): { connected: boolean; since: Instant };
    /** Where it can be reached, for a source that is pushed to. */
    address?(): string | undefined;
    /** Trouble and expiry dates, where the source has a connection of its own. */
    health?(): SourceHealth;
    /** Resolves when the source has delivered everything it has; a live source never ends. */
    readonly ended?: Promise<void>;
    /** Reads other topics from now on, where the source chooses them. */
    listenTo?(filters: readonly string[]): Promise<void>;
    /** Publishes to a device where the source can; not after `expiresAt`, where the protocol can say so. */
    publish?(topic: string, payload: string | Uint8Array, expiresAt?: Instant): Promise<void>;
}
