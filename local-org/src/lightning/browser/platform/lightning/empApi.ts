import { CometdClient, type StreamMessage } from '../cometdClient.ts';

/** A running subscription. */
export interface EmpSubscription {
    readonly id: string;
    readonly channel: string;
}

interface Running {
    readonly channel: string;
    readonly listener: (message: StreamMessage) => void;
}

const errorListeners = new Set<(error: unknown) => void>();
const running = new Map<string, Running>();
let client: CometdClient | undefined;

function connection(): CometdClient {
    const url = `/cometd/${globalThis.lightningSession.apiVersion}`;
    return (client ??= new CometdClient(url, (error) => errorListeners.forEach((listener) => listener(error))));
}

/** Listens to a channel such as `/event/Alarm_Event__e`; `replayId` -1 means new events only. */
export async function subscribe(
    channel: string,
    replayId: number,
    listener: (message: StreamMessage) => void
): Promise<EmpSubscription> {
    await connection().subscribe(channel, replayId, listener);
    const id = crypto.randomUUID();
    running.set(id, { channel, listener });
    return { id, channel };
}

/** Ends a subscription. */
export async function unsubscribe(
    subscription: EmpSubscription,
    callback?: (reply: object) => void
): Promise<{ successful: boolean; subscription: string }> {
    const found = running.get(subscription.id);
    running.delete(subscription.id);
    if (found) await connection().unsubscribe(found.channel, found.listener);
    const reply = { successful: true, subscription: subscription.channel };
    callback?.(reply);
    return reply;
}

/** Calls `listener` with every error of the connection, whichever component caused it. */
export const onError = (listener: (error: unknown) => void): void => void errorListeners.add(listener);

/** Whether the page may stream. */
export const isEmpEnabled = (): Promise<boolean> => Promise.resolve(true);

/** Accepted for compatibility; the local org's client writes no debug output. */
export const setDebugFlag = (_isOn: boolean): void => undefined;
