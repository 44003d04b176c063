import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { status } from '@grpc/grpc-js';
import { Type } from 'avsc';
import PubSubApiClient from 'salesforce-pubsub-api-client';
import { deployFiles } from '../../src/deploy/index.ts';
import type { FetchResponse, ManagedFetchResponse, PublishResponse } from '../../src/pubsub/messages.ts';
import { replayBytes, replayNumber } from '../../src/pubsub/messages.ts';
import { startPubSub, type RunningPubSub } from '../../src/pubsub/index.ts';
import { startOrg, type RunningOrg } from '../../src/startOrg.ts';
import { deployPlant } from '../support/plantMetadata.ts';
import { next, RawClient, refusalOf, type Headers } from './rawClient.ts';

const TOPIC = '/event/Reading__e';
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const xmlns = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const managed = (state: string): string =>
    `<ManagedEventSubscription ${xmlns}><defaultReplay>EARLIEST</defaultReplay><errorRecoveryReplay>LATEST</errorRecoveryReplay><label>Readings</label><state>${state}</state><topicName>${TOPIC}</topicName><version>66.0</version></ManagedEventSubscription>`;
const manifest = `<Package ${xmlns}><types><members>Readings</members><members>Stopped</members><name>ManagedEventSubscription</name></types><version>66.0</version></Package>`;

describe('Pub/Sub API', () => {
    let running: RunningOrg;
    let raw: RawClient;

    const endpoint = (): string => running.ready.pubSub?.endpoint ?? '';
    const caFile = (): string => running.ready.pubSub?.caFile ?? '';
    const headers = (): Required<Headers> => ({
        accesstoken: running.ready.accessToken,
        instanceurl: running.ready.url,
        tenantid: running.ready.orgId
    });
    const clientWith = (own: Headers): RawClient => new RawClient(endpoint(), caFile(), own);
    const schema = async (): Promise<{ readonly id: string; readonly type: Type }> => {
        const { schemaId } = await raw.call('GetTopic', { topicName: TOPIC });
        const { schemaJson } = await raw.call('GetSchema', { schemaId });
        return { id: schemaId, type: Type.forSchema(JSON.parse(schemaJson)) };
    };
    const producer = async (keys: readonly string[]) => {
        const { id: schemaId, type } = await schema();
        return keys.map((Key__c) => ({
            id: `mine-${Key__c}`,
            schemaId,
            payload: type.toBuffer({ CreatedDate: Date.now(), CreatedById: '005000000000001', Key__c, Value__c: 1.5 })
        }));
    };
    const publish = async (...keys: string[]): Promise<PublishResponse> =>
        raw.call('Publish', { topicName: TOPIC, events: await producer(keys) });
    const newest = (): number => running.org.events.range('Reading__e').newest;

    beforeAll(async () => {
        running = await startOrg({ port: 0, pubSubPort: 0 });
        deployPlant(running.org);
        const files = [
            ['package.xml', manifest],
            ['managedEventSubscriptions/Readings.managedEventSubscription', managed('RUN')],
            ['managedEventSubscriptions/Stopped.managedEventSubscription', managed('STOP')]
        ] as const;
        const deployed = deployFiles(
            running.org,
            files.map(([path, text]) => ({ path, bytes: Buffer.from(text) }))
        );
        if (!deployed.success) throw new Error(JSON.stringify(deployed.details.componentFailures));
        const certificate = publicKey.export({ type: 'spki', format: 'pem' }).toString();
        running.org.connectedApps.register({ clientId: 'reader', clientSecret: '', runAs: null, certificate });
        raw = clientWith(headers());
    });
    afterAll(async () => {
        raw.close();
        await running.stop();
    });

    it('shows a certificate that a client can trust', () => {
        const certificate = new X509Certificate(readFileSync(caFile()));
        expect(certificate.checkHost('localhost')).toBe('localhost');
        expect(certificate.verify(certificate.publicKey)).toBe(true);
        expect(endpoint()).toMatch(/^localhost:\d+$/);
    });

    it('tells topic and schema', async () => {
        expect(await raw.call('GetTopic', { topicName: TOPIC })).toMatchObject({
            topicName: TOPIC,
            canPublish: true,
            canSubscribe: true,
            tenantGuid: expect.stringContaining(running.ready.orgId)
        });
        const { type } = await schema();
        expect(type.schema()).toMatchObject({
            name: 'com.sforce.eventbus.Reading__e',
            fields: [
                { name: 'CreatedDate', type: 'long' },
                { name: 'CreatedById', type: 'string' },
                { name: 'Key__c', type: 'string' },
                { name: 'Value__c', type: ['null', 'double'] }
            ]
        });
        expect(await refusalOf(raw.call('GetSchema', { schemaId: 'nothing' }))).toEqual({
            code: status.INVALID_ARGUMENT,
            errorCode: 'schema.validation.failed'
        });
    });

    it.each<[keyof Headers, string, string]>([
        ['accesstoken', 'wrong', 'service.auth.error'],
        ['tenantid', '00D000000000099', 'service.auth.error'],
        ['tenantid', '', 'service.auth.headers.invalid'],
        ['instanceurl', 'nowhere', 'service.auth.headers.invalid']
    ])('refuses a call whose %s is "%s"', async (name, value, errorCode) => {
        const client = clientWith({ ...headers(), [name]: value });
        const refused = { code: status.UNAUTHENTICATED, errorCode };
        expect(await refusalOf(client.call('GetTopic', { topicName: TOPIC }))).toEqual(refused);
        expect(await refusalOf(next(client.subscribe()))).toEqual(refused);
        client.close();
    });

    it('hides topics that do not exist or that the user may not see', async () => {
        const hidden = { code: status.NOT_FOUND, errorCode: 'topic.not.found' };
        expect(await refusalOf(raw.call('GetTopic', { topicName: '/event/Nothing__e' }))).toEqual(hidden);
        expect(await refusalOf(raw.call('GetTopic', { topicName: '/data/AssetChangeEvent' }))).toEqual(hidden);
        const { accessToken } = running.org.auth.openSession(running.org.users.bridge);
        const bridge = clientWith({ ...headers(), accesstoken: accessToken });
        expect(await refusalOf(bridge.call('GetTopic', { topicName: TOPIC }))).toEqual(hidden);
        bridge.close();
    });

    it('publishes each event of a request on its own', async () => {
        const [good, tooLong, broken] = await producer(['good', 'x'.repeat(81), 'broken']);
        const answer = await raw.call('Publish', {
            topicName: TOPIC,
            events: [tooLong, good, { ...broken, payload: Buffer.from([1]) }, { ...broken, schemaId: 'other' }]
        });
        expect(answer.results).toMatchObject([
            { correlationKey: tooLong?.id, error: { code: 'PUBLISH', msg: expect.stringContaining('too large') } },
            { correlationKey: 'mine-good', replayId: replayBytes(newest()), error: null },
            { error: { msg: expect.stringContaining('does not fit its schema') } },
            { error: { msg: expect.stringContaining('does not belong') } }
        ]);
        expect(running.org.events.since('Reading__e', newest() - 1, 10)).toMatchObject([
            { payload: { Key__c: 'good', Value__c: 1.5 }, createdById: running.org.users.admin }
        ]);
        expect(await refusalOf(raw.call('Publish', { topicName: TOPIC, events: [] }))).toMatchObject({
            errorCode: 'publish.event.count.invalid'
        });
    });

    it('publishes a stream of requests to one topic and closes an idle one', async () => {
        const stream = raw.publishStream();
        stream.write({ topicName: TOPIC, events: await producer(['s1', 's2']) });
        expect((await next<PublishResponse>(stream)).results).toHaveLength(2);
        stream.write({ events: await producer(['s3']) });
        expect((await next<PublishResponse>(stream)).results).toMatchObject([{ correlationKey: 'mine-s3' }]);
        stream.write({ topicName: '/event/Order__e', events: await producer(['s4']) });
        expect(await refusalOf(next(stream))).toMatchObject({ errorCode: 'publish.topic.mismatch' });

        const impatient = await impatientService(running);
        const client = new RawClient(impatient.endpoint, impatient.caFile, headers());
        const idle = client.publishStream();
        await new Promise((resolve) => idle.resume().once('end', resolve));
        client.close();
        await impatient.stop();
        expect(existsSync(impatient.caFile)).toBe(false);
    });

    it('sends as many events as a subscriber asks for', async () => {
        const stream = raw.subscribe();
        stream.write({ topicName: TOPIC, replayPreset: 'LATEST', numRequested: 2 });
        const latest = newest();
        const first = next<FetchResponse>(stream);
        await raw.call('GetTopic', { topicName: TOPIC });
        await publish('a', 'b', 'c');
        const { type, id } = await schema();
        const { events, pendingNumRequested, latestReplayId } = await first;
        expect(events.map(({ event }) => type.fromBuffer(event.payload))).toMatchObject([
            { Key__c: 'a', Value__c: 1.5, CreatedById: running.org.users.admin },
            { Key__c: 'b' }
        ]);
        expect(events[0]?.event).toMatchObject({ schemaId: id, id: expect.stringMatching(/^[\w-]{36}$/) });
        expect(events.map(({ replayId }) => replayNumber(replayId))).toEqual([latest + 1, latest + 2]);
        expect([pendingNumRequested, replayNumber(latestReplayId)]).toEqual([0, latest + 3]);
        stream.write({ numRequested: 5 });
        expect((await next<FetchResponse>(stream)).events).toHaveLength(1);
        stream.write({ topicName: '/event/Order__e', numRequested: 1 });
        expect(await refusalOf(next(stream))).toMatchObject({ errorCode: 'subscription.fetch.topic.mismatch' });
    });

    it('replays from the beginning and after an id, and refuses ids it does not keep', async () => {
        await publish('r1', 'r2');
        const fetchFrom = async (request: object): Promise<readonly (number | undefined)[]> => {
            const stream = raw.subscribe();
            stream.write({ topicName: TOPIC, numRequested: 2, ...request });
            const { events } = await next<FetchResponse>(stream);
            stream.end();
            return events.map(({ replayId }) => replayNumber(replayId));
        };
        expect(await fetchFrom({ replayPreset: 'EARLIEST' })).toEqual([1, 2]);
        expect(await fetchFrom({ replayPreset: 'CUSTOM', replayId: replayBytes(newest() - 1) })).toEqual([newest()]);
        const corrupted = { code: status.INVALID_ARGUMENT, errorCode: 'subscription.fetch.replayid.corrupted' };
        for (const replayId of [replayBytes(newest() + 1), Buffer.from('12345')])
            expect(await refusalOf(fetchFrom({ replayPreset: 'CUSTOM', replayId }))).toEqual(corrupted);
        expect(await refusalOf(fetchFrom({ replayPreset: 'CUSTOM' }))).toMatchObject({
            errorCode: 'subscription.fetch.replayid.validation.failed'
        });
        expect(await refusalOf(fetchFrom({ numRequested: 0 }))).toMatchObject({
            errorCode: 'subscription.fetch.requested.events.invalid'
        });
    });

    it('ends a subscription at the delivery allocation and with its session', async () => {
        running.org.limits.setRemaining('DailyDeliveredPlatformEvents', 0);
        const stream = raw.subscribe();
        stream.write({ topicName: TOPIC, replayPreset: 'EARLIEST', numRequested: 1 });
        expect(await refusalOf(next(stream))).toEqual({
            code: status.RESOURCE_EXHAUSTED,
            errorCode: 'subscription.limit.exceeded'
        });
        running.org.limits.setRemaining('DailyDeliveredPlatformEvents', 25_000);

        const { accessToken } = running.org.auth.openSession(running.org.users.admin);
        const client = clientWith({ ...headers(), accesstoken: accessToken });
        const ending = client.subscribe();
        ending.write({ topicName: TOPIC, replayPreset: 'EARLIEST', numRequested: 1 });
        expect((await next<FetchResponse>(ending)).events).toHaveLength(1);
        running.org.auth.revoke(accessToken);
        ending.write({ numRequested: 1 });
        expect(await refusalOf(next(ending))).toMatchObject({ errorCode: 'service.auth.error' });
        client.close();
    });

    it('keeps the position of a managed subscription', async () => {
        const open = (): ReturnType<RawClient['managedSubscribe']> => {
            const stream = raw.managedSubscribe();
            stream.write({ developerName: 'Readings', numRequested: 1 });
            return stream;
        };
        const stream = open();
        const [event] = (await next<ManagedFetchResponse>(stream)).events;
        expect(replayNumber(event?.replayId ?? Buffer.alloc(0))).toBe(1);
        expect(await refusalOf(next(open()))).toMatchObject({ errorCode: 'managed.subscription.already.active' });
        const commit = async (commitRequestId: string, replayId: number) => {
            stream.write({ commitReplayIdRequest: { commitRequestId, replayId: replayBytes(replayId) } });
            return (await next<ManagedFetchResponse>(stream)).commitResponse;
        };
        expect(await commit('early', 2)).toMatchObject({ commitRequestId: 'early', error: { code: 'COMMIT' } });
        expect(await commit('right', 1)).toMatchObject({ commitRequestId: 'right', error: null });
        await new Promise((resolve) => {
            stream.resume().once('end', resolve);
            stream.end();
        });
        const again = open();
        expect(replayNumber((await next<ManagedFetchResponse>(again)).events[0]?.replayId ?? Buffer.alloc(0))).toBe(2);
        again.end();
    });

    it.each([
        [{ developerName: 'Stopped' }, 'managed.subscription.config.stopped'],
        [{ developerName: 'Nothing' }, 'managed.subscription.developer.name.not.found'],
        [{ subscriptionId: '18x000000000000AAA' }, 'managed.subscription.subscription.id.not.found'],
        [{}, 'managed.subscription.id.or.developer.name.empty']
    ])('refuses the managed subscription %j', async (request, errorCode) => {
        const stream = raw.managedSubscribe();
        stream.write({ ...request, numRequested: 1 });
        expect(await refusalOf(next(stream))).toMatchObject({ errorCode });
    });

    describe('with the npm client', () => {
        const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
        type Callback = Parameters<PubSubApiClient['subscribe']>[1];
        interface Received {
            readonly replayId: number;
            readonly payload: Readonly<Record<string, unknown>>;
        }
        let client: PubSubApiClient;

        beforeAll(async () => {
            client = new PubSubApiClient(
                {
                    authType: 'oauth-jwt-bearer',
                    loginUrl: running.ready.url,
                    clientId: 'reader',
                    username: running.ready.username,
                    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
                    pubSubEndpoint: endpoint(),
                    rejectUnauthorizedSsl: false
                },
                quiet
            );
            await client.connect();
        });
        afterAll(() => client.close());

        const collect = (
            count: number
        ): { readonly callback: Callback; readonly all: Promise<readonly Received[]> } => {
            const received: Received[] = [];
            const { promise, resolve, reject } = Promise.withResolvers<readonly Received[]>();
            const callback = (_info: unknown, type: string, data?: unknown): void => {
                if (type === 'error') reject(data);
                if (type === 'event' && received.push(data as Received) === count) resolve(received);
            };
            return { callback: callback as Callback, all: promise };
        };
        const payload = (key: string) => ({
            CreatedDate: Date.now(),
            CreatedById: running.org.users.admin,
            Key__c: key,
            Value__c: { double: 20.5 }
        });

        it('publishes one event and batches, and receives them after a replay id', async () => {
            const { replayId } = await client.publish(TOPIC, payload('single'), 'one');
            expect(replayId).toBe(newest());
            const { promise, resolve } = Promise.withResolvers<unknown>();
            const batch = ['b1', 'b2', 'b3'].map((key) => ({ id: key, payload: payload(key) }));
            await client.publishBatch(TOPIC, batch, (_info, type, data) => {
                if (type === 'publishResponse') resolve(data);
            });
            expect(await promise).toMatchObject({ results: [{}, {}, {}] });
            const { callback, all } = collect(4);
            client.subscribeFromReplayId(TOPIC, callback, 4, replayId - 1);
            expect((await all).map((one) => [one.payload['Key__c'], one.payload['Value__c']])).toEqual([
                ['single', 20.5],
                ['b1', 20.5],
                ['b2', 20.5],
                ['b3', 20.5]
            ]);
        });

        it('follows a managed subscription', async () => {
            const { callback, all } = collect(2);
            await client.subscribeWithManagedSubscription('Readings', callback, 2);
            expect((await all).map((one) => one.replayId)).toEqual([2, 3]);
        });
    });
});

/** The same org behind a service that closes publish streams at once. */
function impatientService(running: RunningOrg): Promise<RunningPubSub> {
    return startPubSub({ port: 0, host: '127.0.0.1', streamIdleMs: 10, findOrg: () => running.org });
}
