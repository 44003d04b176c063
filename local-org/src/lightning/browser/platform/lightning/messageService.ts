interface Channel {
    readonly channelName: string;
}

interface Context {
    readonly isMessageContext: true;
}

interface Subscription {
    readonly channelName: string;
    readonly context: Context;
    readonly listener: (message: unknown) => void;
}

const subscriptions = new Set<Subscription>();
const pageContext: Context = Object.freeze({ isMessageContext: true });

/** Receives messages wherever the component is; the page of the local org has one active area only. */
export const APPLICATION_SCOPE = Symbol('APPLICATION_SCOPE');

/** Wire adapter: the context that publishing and subscribing need. */
export class MessageContext {
    readonly #callback: (context: Context) => void;

    constructor(callback: (context: Context) => void) {
        this.#callback = callback;
        callback(pageContext);
    }

    connect(): void {
        this.#callback(pageContext);
    }

    disconnect(): void {
        // The page's context outlives its components.
    }

    update(): void {
        // The adapter has no configuration.
    }
}

/** A context for code that cannot use `@wire`. */
export const createMessageContext = (): Context => Object.freeze({ isMessageContext: true });

/** Ends all subscriptions of a context. */
export function releaseMessageContext(context: Context): void {
    for (const subscription of subscriptions) if (subscription.context === context) subscriptions.delete(subscription);
}

/** Sends a message to all subscribers of the channel. */
export function publish(_context: Context, channel: Channel, message?: unknown): void {
    for (const { channelName, listener } of [...subscriptions]) {
        if (channelName === channel.channelName) listener(message);
    }
}

/** Calls `listener` with every message of the channel. */
export function subscribe(context: Context, channel: Channel, listener: (message: unknown) => void): Subscription {
    if (!channel?.channelName) throw new Error('A message channel is needed to subscribe.');
    const subscription = { channelName: channel.channelName, context, listener };
    subscriptions.add(subscription);
    return subscription;
}

/** Ends a subscription. */
export const unsubscribe = (subscription: Subscription | null | undefined): void => {
    if (subscription) subscriptions.delete(subscription);
};
