import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { machineCommand } from '../../contract/index.ts';
import { reasonOf } from '../../errors.ts';
import type { CommandPosition, DeliveredCommand, Subscription } from '../org.ts';
import type { Session } from './session.ts';

const channel = '/event/Machine_Command__e';

/** Replay positions of the Streaming API. */
const positions = { latest: -1, earliest: -2 } as const;

const delivered = z.object({ event: z.object({ replayId: z.number() }), payload: machineCommand });

/** The part of the CometD client that is used; the type of jsforce leaves `disconnect` out. */
interface StreamingClient {
    subscribe(channel: string, listener: (message: unknown) => void): PromiseLike<unknown>;
    disconnect(): unknown;
}

/** A Bayeux message as the extensions of the CometD client see it. */
interface BayeuxMessage {
    channel?: string;
    subscription?: string;
    successful?: boolean;
    error?: string;
    advice?: { reconnect?: string };
    ext?: Record<string, unknown>;
}

/** Pause before the subscription is built anew, growing up to the maximum. */
const pauseMs = { first: 1_000, maximum: 60_000 };

/**
 * The subscription to Machine_Command__e over CometD. It continues behind the last delivered event after an expired
 * session or a lost connection, and from the earliest kept event when its position is older than what the org keeps.
 */
export class CommandStream implements Subscription {
    private readonly session: Session;
    private readonly deliver: (command: DeliveredCommand) => void;
    private readonly trouble: (error: unknown) => void;
    private readonly stopping = new AbortController();
    private position: CommandPosition;
    private client: StreamingClient | undefined;
    private failures = 0;
    private rebuilding = false;

    constructor(
        session: Session,
        from: CommandPosition,
        deliver: (command: DeliveredCommand) => void,
        trouble: (error: unknown) => void
    ) {
        this.session = session;
        this.position = from;
        this.deliver = deliver;
        this.trouble = trouble;
    }

    /** Resolves when the org has confirmed the subscription. */
    async start(): Promise<void> {
        const { streaming } = this.session.connection;
        const client = streaming.createClient([this.extension()]) as unknown as StreamingClient;
        this.client = client;
        await client.subscribe(channel, (message: unknown) => this.receive(message));
        this.failures = 0;
    }

    async stop(): Promise<void> {
        this.stopping.abort();
        await this.client?.disconnect();
    }

    private receive(message: unknown): void {
        const checked = delivered.safeParse(message);
        if (!checked.success) {
            this.trouble(new Error(`a command without its required fields was ignored: ${checked.error.message}`));
            return;
        }
        this.position = checked.data.event.replayId;
        this.deliver({ position: this.position, command: checked.data.payload });
    }

    /** Adds the replay position to subscriptions and watches for the ends that CometD does not repair itself. */
    private extension() {
        return {
            outgoing: (message: BayeuxMessage, pass: (message: BayeuxMessage) => void): void => {
                if (message.channel === '/meta/subscribe') {
                    message.ext = { ...message.ext, replay: { [channel]: this.replayId() } };
                }
                pass(message);
            },
            incoming: (message: BayeuxMessage, pass: (message: BayeuxMessage) => void): void => {
                pass(message);
                if (message.successful === false && isFinal(message)) this.rebuild(message.error ?? 'unknown error');
            }
        };
    }

    private replayId(): number {
        return typeof this.position === 'number' ? this.position : positions[this.position];
    }

    private rebuild(error: string): void {
        if (this.rebuilding || this.stopping.signal.aborted) return;
        this.rebuilding = true;
        if (isExpiredPosition(error)) this.position = 'earliest';
        this.trouble(new Error(error));
        void this.repeat().finally(() => {
            this.rebuilding = false;
        });
    }

    private async repeat(): Promise<void> {
        const { signal } = this.stopping;
        await this.client?.disconnect();
        while (!signal.aborted) {
            const pause = Math.min(pauseMs.maximum, pauseMs.first * 2 ** this.failures++);
            await wait(pause, undefined, { signal }).catch(() => undefined);
            if (this.stopping.signal.aborted) return;
            try {
                await this.session.login();
                await this.start();
                return;
            } catch (error) {
                this.trouble(new Error(reasonOf(error), { cause: error }));
            }
        }
    }
}

/** Refused subscriptions, and sessions the org wants no reconnect of. */
function isFinal({ channel: name, advice }: BayeuxMessage): boolean {
    return name === '/meta/subscribe' || advice?.reconnect === 'none';
}

/** `400::The replayId {…} you provided was invalid` (Streaming API error codes). */
function isExpiredPosition(error: string): boolean {
    return /replay/i.test(error) && error.startsWith('400');
}
