import { randomBytes } from 'node:crypto';
import type { LocalOrg } from '../createOrg.ts';
import { SalesforceError } from '../errors.ts';
import type { PlatformEvent } from '../platform.ts';

type Delivery = Record<string, unknown>;

/** A client that has not connected for so long is forgotten. */
const IDLE_MS = 150_000;
/** Events that wait for one client; a slower client must subscribe again with a replay id. */
const MAX_WAITING = 10_000;
const MAX_REPLAYED = 100_000;

/** One subscriber with what waits for its next connect. */
export class CometdClient {
    readonly id = randomBytes(16).toString('hex');
    readonly userId: string;
    readonly #org: LocalOrg;
    readonly #ends = new Map<string, () => void>();
    #waiting: Delivery[] = [];
    #wake: (() => void) | undefined;
    seenAt: number;

    constructor(org: LocalOrg, userId: string) {
        this.#org = org;
        this.userId = userId;
        this.seenAt = org.clock.now().getTime();
    }

    /** Events after `replay`: -1 for new ones only, -2 for all that are kept. */
    subscribe(channel: string, objectName: string, replay: number): void {
        this.unsubscribe(channel);
        if (replay !== -1)
            for (const event of this.#org.events.since(objectName, Math.max(0, replay), MAX_REPLAYED))
                this.#push(channel, event);
        this.#ends.set(
            channel,
            this.#org.events.subscribe(objectName, (event) => this.#push(channel, event))
        );
    }

    unsubscribe(channel: string): void {
        this.#ends.get(channel)?.();
        this.#ends.delete(channel);
    }

    /** What waits; holds for up to `holdMs` while nothing does. */
    async take(holdMs: number): Promise<Delivery[]> {
        this.seenAt = this.#org.clock.now().getTime();
        if (this.#waiting.length === 0 && holdMs > 0) await this.#hold(holdMs);
        this.seenAt = this.#org.clock.now().getTime();
        const taken = this.#waiting;
        this.#waiting = [];
        return this.#counted(taken);
    }

    /** Ends subscriptions and a held connect. */
    close(): void {
        for (const end of this.#ends.values()) end();
        this.#ends.clear();
        this.#wake?.();
    }

    #hold(holdMs: number): Promise<void> {
        this.#wake?.();
        return new Promise((resolve) => {
            const timer = setTimeout(() => this.#wake?.(), holdMs);
            this.#wake = () => {
                clearTimeout(timer);
                this.#wake = undefined;
                resolve();
            };
        });
    }

    #push(channel: string, event: PlatformEvent): void {
        if (this.#waiting.length >= MAX_WAITING) return this.close();
        this.#waiting.push({ channel, data: this.#dataOf(event) });
        this.#wake?.();
    }

    #counted(deliveries: Delivery[]): Delivery[] {
        if (deliveries.length === 0) return deliveries;
        try {
            this.#org.events.countDelivery(deliveries.length);
            return deliveries;
        } catch (error) {
            if (!(error instanceof SalesforceError)) throw error;
            this.close();
            return [
                { channel: '/meta/connect', successful: false, error: error.message, advice: { reconnect: 'none' } }
            ];
        }
    }

    #dataOf(event: PlatformEvent): Delivery {
        return {
            schema: `local-${event.objectName}`,
            payload: { ...event.payload, CreatedDate: event.createdDate, CreatedById: event.createdById },
            event: { replayId: event.replayId, EventUuid: event.eventUuid, EventApiName: event.objectName }
        };
    }
}

/** The connected subscribers. */
export class CometdClients {
    readonly #org: LocalOrg;
    readonly #clients = new Map<string, CometdClient>();

    constructor(org: LocalOrg) {
        this.#org = org;
    }

    open(userId: string): CometdClient {
        this.#forgetIdle();
        const client = new CometdClient(this.#org, userId);
        this.#clients.set(client.id, client);
        return client;
    }

    find(id: string, userId: string): CometdClient | undefined {
        const client = this.#clients.get(id);
        return client?.userId === userId ? client : undefined;
    }

    remove(client: CometdClient): void {
        client.close();
        this.#clients.delete(client.id);
    }

    closeAll(): void {
        for (const client of this.#clients.values()) client.close();
        this.#clients.clear();
    }

    #forgetIdle(): void {
        const now = this.#org.clock.now().getTime();
        for (const client of this.#clients.values()) if (now - client.seenAt > IDLE_MS) this.remove(client);
    }
}
