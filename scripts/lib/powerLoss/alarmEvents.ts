import type { Connection } from 'jsforce';
import { StreamingExtension } from 'jsforce/lib/api/streaming.js';
import { z } from 'zod';

const CHANNEL = '/event/Alarm_Event__e';
/** Position before the oldest event that is kept. */
const FROM_THE_START = -2;
const delivered = z.object({ payload: z.record(z.string(), z.unknown()) });

/** An alarm event, ready to be published again. */
export type AlarmEventFields = Readonly<Record<string, unknown>>;

/**
 * Reads the alarm events that the org still keeps.
 * @param count how many there must be
 * @throws when they do not come in time
 */
export async function readAlarmEvents(connection: Connection, count: number): Promise<AlarmEventFields[]> {
    const client = connection.streaming.createClient([new StreamingExtension.Replay(CHANNEL, FROM_THE_START)]);
    const events: AlarmEventFields[] = [];
    try {
        await new Promise<void>((resolve, reject) => {
            const timer = setTimeout(() => {
                reject(new Error(`Only ${String(events.length)} of ${String(count)} alarm events came.`));
            }, 60_000);
            void client.subscribe(CHANNEL, (message: unknown) => {
                events.push(ownFields(delivered.parse(message).payload));
                if (events.length < count) return;
                clearTimeout(timer);
                resolve();
            });
        });
    } finally {
        disconnect(client);
    }
    return events;
}

/** Publishes events. @throws when one is refused */
export async function publishAlarmEvents(connection: Connection, events: readonly AlarmEventFields[]): Promise<void> {
    const results = await connection.sobject('Alarm_Event__e').create([...events], { allowRecursive: true });
    const refused = results.find(({ success }) => !success);
    if (refused) throw new Error(`An alarm event was refused: ${JSON.stringify(refused)}`);
}

/** What the platform adds to an event cannot be published. */
function ownFields(payload: AlarmEventFields): AlarmEventFields {
    return Object.fromEntries(Object.entries(payload).filter(([name]) => name.endsWith('__c')));
}

/** The Bayeux client can disconnect, though its type does not tell. */
function disconnect(client: object): void {
    (client as { disconnect(): void }).disconnect();
}
