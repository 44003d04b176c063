import { StreamingExtension } from 'jsforce/lib/api/streaming.js';
import type { Connection } from 'jsforce';
import { RETENTION_MS } from '../../src/events/eventBus.ts';
import { createOrg } from '../../src/createOrg.ts';
import type { Automation, MetadataConsumer, RecordData } from '../../src/platform.ts';
import { refusal, startFixture, type OrgFixture } from '../support/orgFixture.ts';
import { deployPlant } from '../support/plantMetadata.ts';

interface Received {
    readonly event: { readonly replayId: number; readonly EventUuid: string };
    readonly payload: Record<string, unknown>;
}

/** Automation that notes the batches of events it receives. */
function recorder(batches: RecordData[][], failures = 0): Automation & MetadataConsumer {
    let left = failures;
    return {
        beforeSave: () => undefined,
        afterSave: () => undefined,
        beforeDelete: () => undefined,
        runDue: () => undefined,
        check: () => [],
        apply: () => undefined,
        onPlatformEvents: (_execution, _objectName, events) => {
            if (left-- > 0) throw new Error('The flow failed.');
            batches.push([...events]);
        }
    };
}

describe('platform events', () => {
    let fixture: OrgFixture;
    let admin: Connection;
    const batches: RecordData[][] = [];

    beforeAll(async () => {
        fixture = await startFixture({ automation: () => recorder(batches) });
        admin = fixture.connect();
    });
    afterAll(() => fixture.stop());
    beforeEach(() => void batches.splice(0));

    const publish = (keys: readonly string[]) =>
        admin.sobject('Reading__e').create(keys.map((Key__c) => ({ Key__c, Value__c: 1.234 })));

    it('answers OPERATION_ENQUEUED and hands the events to automation in order', async () => {
        const results = await publish(['a', 'b', 'c']);
        expect(results).toMatchObject([
            {
                success: true,
                errors: [{ statusCode: 'OPERATION_ENQUEUED', message: expect.stringMatching(/^[\w-]{36}$/) }]
            },
            {},
            {}
        ]);
        await fixture.org.events.idle();
        expect(batches.flat().map((event) => event['Key__c'])).toEqual(['a', 'b', 'c']);
        expect(batches.flat()[0]).toMatchObject({
            Value__c: 1.23,
            EventUuid: results[0]?.errors[0]?.message,
            CreatedById: fixture.org.users.admin
        });
    });

    it('refuses an event without its required field', async () => {
        expect(
            await refusal(admin.sobject('Reading__e').create({ Value__c: 1 } as object as Record<string, string>))
        ).toMatchObject({
            errorCode: 'REQUIRED_FIELD_MISSING'
        });
        expect(await refusal(admin.sobject('Reading__e').retrieve('e00000000000001AAA'))).toMatchObject({
            errorCode: 'INVALID_TYPE_FOR_OPERATION'
        });
    });

    it('publishes at once or after the commit, as the event says', async () => {
        const run = (object: string): void => {
            const { records } = fixture.org;
            const execution = fixture.org.systemExecution();
            expect(() =>
                records.transaction(() => {
                    records.insert(execution, object, [{ Key__c: object }]);
                    throw new Error('rolled back');
                })
            ).toThrow('rolled back');
        };
        run('Reading__e');
        run('Order__e');
        await fixture.org.events.idle();
        expect(batches.flat().map((event) => event['Key__c'])).toEqual(['Reading__e']);
    });

    it('makes batches of at most 2,000', async () => {
        const rows = Array.from({ length: 2_100 }, (_value, index) => ({ Key__c: String(index) }));
        fixture.org.records.insert(fixture.org.systemExecution(), 'Reading__e', rows);
        await fixture.org.events.idle();
        expect(batches.map((batch) => batch.length)).toEqual([2_000, 100]);
    });

    it('streams to a CometD client, new ones and kept ones', async () => {
        const client = admin.streaming.createClient([]);
        const received: Received[] = [];
        const { promise, resolve } = Promise.withResolvers<unknown>();
        const subscription = client.subscribe('/event/Order__e', (message: Received) => {
            received.push(message);
            if (received.length === 2) resolve(undefined);
        });
        await subscription;
        await admin.sobject('Order__e').create([{ Key__c: 'one' }, { Key__c: 'two' }]);
        await promise;
        expect(received.map((one) => one.payload['Key__c'])).toEqual(['one', 'two']);
        disconnect(client);

        const first = received[0]?.event.replayId ?? 0;
        expect(await replayed(admin, first, 1)).toEqual(['two']);
        expect(await replayed(admin, -2, 2)).toEqual(['one', 'two']);
        expect((await admin.limits()).DailyDeliveredPlatformEvents).toEqual({ Max: 25_000, Remaining: 25_000 - 5 });
    });

    it('refuses a channel that does not exist and a replay id that is not kept', async () => {
        const comet = async (messages: object[]): Promise<Record<string, unknown>[]> =>
            (await fixture.call('/cometd/66.0', { method: 'POST', body: JSON.stringify(messages) })).body as Record<
                string,
                unknown
            >[];
        const [handshake] = await comet([
            {
                channel: '/meta/handshake',
                version: '1.0',
                supportedConnectionTypes: ['long-polling'],
                ext: { replay: true }
            }
        ]);
        const subscribe = (subscription: string, replay?: number) =>
            comet([
                {
                    channel: '/meta/subscribe',
                    clientId: handshake?.['clientId'],
                    subscription,
                    ext: { replay: { [subscription]: replay ?? -1 } }
                }
            ]);
        expect(await subscribe('/event/Nothing__e')).toMatchObject([
            { successful: false, error: expect.stringMatching(/^404::/) }
        ]);
        expect(await subscribe('/event/Order__e', 999_999)).toMatchObject([
            { successful: false, error: expect.stringMatching(/^400::The replayId/) }
        ]);
        expect(await comet([{ channel: '/meta/connect', clientId: 'unknown' }])).toMatchObject([
            { successful: false, advice: { reconnect: 'handshake' } }
        ]);
    });

    it('stops at the hourly allocation', async () => {
        fixture.org.limits.setRemaining('HourlyPublishedPlatformEvents', 0);
        expect(
            await refusal(admin.sobject('Reading__e').create({ Key__c: 'x' } as object as Record<string, string>))
        ).toMatchObject({
            errorCode: 'LIMIT_EXCEEDED'
        });
        fixture.org.limits.setRemaining('HourlyPublishedPlatformEvents', 1_000);
    });

    it('goes on after automation failed, and forgets events after 72 hours', async () => {
        const delivered: RecordData[][] = [];
        const failures: unknown[] = [];
        let now = new Date('2026-11-20T10:00:00.000Z');
        const org = createOrg({
            clock: { now: () => now },
            automation: () => recorder(delivered, 1),
            onDeliveryError: (_name, error) => void failures.push(error)
        });
        deployPlant(org);
        org.start();
        const first = org.events.publish('Reading__e', { Key__c: 'lost' }, org.users.admin);
        await org.events.idle();
        org.events.publish('Reading__e', { Key__c: 'kept' }, org.users.admin);
        await org.events.idle();
        expect(failures).toHaveLength(1);
        expect(delivered.flat().map((event) => event['Key__c'])).toEqual(['kept']);
        expect(org.events.since('Reading__e', first.replayId - 1, 10)).toHaveLength(2);
        now = new Date(now.getTime() + RETENTION_MS + 1);
        org.events.publish('Reading__e', { Key__c: 'later' }, org.users.admin);
        expect(org.events.since('Reading__e', 0, 10).map((event) => event.payload['Key__c'])).toEqual(['later']);
        org.stop();
    });
});

/** Keys of the events that a new client receives from a replay id on. */
async function replayed(connection: Connection, replayId: number, count: number): Promise<unknown[]> {
    const client = connection.streaming.createClient([new StreamingExtension.Replay('/event/Order__e', replayId)]);
    const keys: unknown[] = [];
    const { promise, resolve } = Promise.withResolvers<unknown>();
    void client.subscribe('/event/Order__e', (message: Received) => {
        keys.push(message.payload['Key__c']);
        if (keys.length === count) resolve(undefined);
    });
    await promise;
    disconnect(client);
    return keys;
}

/** The Bayeux client can disconnect, though its type does not tell. */
function disconnect(client: object): void {
    (client as { disconnect(): void }).disconnect();
}
