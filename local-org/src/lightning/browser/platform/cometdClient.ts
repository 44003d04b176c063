import { callOrg } from './http.ts';

/** A message of the Bayeux protocol, as far as it is used here. */
interface BayeuxMessage {
    readonly channel: string;
    readonly successful?: boolean;
    readonly clientId?: string;
    readonly subscription?: string;
    readonly error?: string;
    readonly data?: unknown;
    readonly advice?: { readonly reconnect?: string };
}

/** One delivered event. */
export interface StreamMessage {
    readonly channel: string;
    readonly data: unknown;
}

type Listener = (message: StreamMessage) => void;

/** A long-polling client of the streaming API: one connection, shared by all subscriptions of the page. */
export class CometdClient {
    readonly #url: string;
    readonly #onError: (error: unknown) => void;
    readonly #listeners = new Map<string, Set<Listener>>();
    #clientId: Promise<string> | undefined;
    #nextId = 1;

    constructor(url: string, onError: (error: unknown) => void) {
        this.#url = url;
        this.#onError = onError;
    }

    /** @param replayId -1 for new events, -2 for all that are kept, else those after this event */
    async subscribe(channel: string, replayId: number, listener: Listener): Promise<void> {
        const clientId = await (this.#clientId ??= this.#handshake());
        const ext = { replay: { [channel]: replayId } };
        const [reply] = await this.#send({ channel: '/meta/subscribe', clientId, subscription: channel, ext });
        if (!reply?.successful) throw new Error(reply?.error ?? `The subscription to ${channel} was refused.`);
        const listeners = this.#listeners.get(channel) ?? new Set();
        this.#listeners.set(channel, listeners.add(listener));
    }

    async unsubscribe(channel: string, listener: Listener): Promise<void> {
        const listeners = this.#listeners.get(channel);
        listeners?.delete(listener);
        if (!listeners || listeners.size > 0) return;
        this.#listeners.delete(channel);
        const clientId = await this.#clientId;
        await this.#send({ channel: '/meta/unsubscribe', clientId, subscription: channel });
    }

    async #handshake(): Promise<string> {
        const [reply] = await this.#send({
            channel: '/meta/handshake',
            version: '1.0',
            supportedConnectionTypes: ['long-polling']
        }).catch((error: unknown) => {
            this.#clientId = undefined;
            throw error;
        });
        if (!reply?.clientId) throw new Error(reply?.error ?? 'The streaming API refused the connection.');
        void this.#poll(reply.clientId);
        return reply.clientId;
    }

    async #poll(clientId: string): Promise<void> {
        try {
            let isConnected = true;
            while (isConnected) {
                const replies = await this.#send({
                    channel: '/meta/connect',
                    clientId,
                    connectionType: 'long-polling'
                });
                const connect = replies.find((message) => message.channel === '/meta/connect');
                isConnected = connect?.successful === true;
                if (!isConnected) throw new Error(connect?.error ?? 'The streaming connection has ended.');
            }
        } catch (error) {
            this.#clientId = undefined;
            this.#onError(error);
        }
    }

    async #send(message: object): Promise<readonly BayeuxMessage[]> {
        const body = JSON.stringify([{ id: String(this.#nextId++), ...message }]);
        const replies = await callOrg<readonly BayeuxMessage[]>(this.#url, { method: 'POST', body });
        for (const { channel, data } of replies) {
            if (data !== undefined)
                for (const listener of this.#listeners.get(channel) ?? []) listener({ channel, data });
        }
        return replies;
    }
}
