import { parseConfig } from '../../src/config/index.ts';
import type { OutboxRecord } from '../../src/pipeline/index.ts';
import { SalesforceOrg } from '../../src/sink/salesforce/index.ts';
import { PubSubServer } from '../support/pubSubServer.ts';
import { RestServer, tokenAnswer } from '../support/restServer.ts';

const at = '2026-11-20T10:00:00.000Z';
const event = (number: number, more: Record<string, string | number | null> = {}): OutboxRecord => ({
    kind: 'alarm-event',
    fields: {
        Alarm_Key__c: 'nw-press-01:High',
        Episode_Key__c: `nw-press-01:High:${number}:1`,
        Value__c: 65.5,
        Occurred_At__c: at,
        Message__c: null,
        ...more
    }
});

describe('alarm events through the Pub/Sub API', () => {
    let rest: RestServer;
    let server: PubSubServer;
    let org: SalesforceOrg;
    let sessions: string[];

    beforeEach(async () => {
        sessions = ['session'];
        rest = new RestServer();
        const url = await rest.start();
        rest.answers.push(tokenAnswer(url, () => sessions.shift() ?? 'session'));
        server = new PubSubServer();
        await server.start();
        const salesforce = {
            loginUrl: url,
            authentication: { flow: 'client-credentials', clientId: 'id', clientSecret: 'secret' },
            alarmChannel: 'pubsub',
            pubSub: { endpoint: server.endpoint, ca: server.caFile },
            requestTimeoutSeconds: 1
        };
        org = new SalesforceOrg(
            parseConfig(JSON.stringify({ mqtt: [{ url: 'mqtt://x' }], salesforce }), 'test').salesforce
        );
        await org.connect();
    });
    afterEach(async () => {
        await org.disconnect();
        server.stop();
        await rest.stop();
    });

    it('publishes by the schema of the topic, which is fetched once, over one stream', async () => {
        expect(await org.write([event(1), event(2)])).toEqual([{ kind: 'accepted' }, { kind: 'accepted' }]);
        expect(await org.write([event(3)])).toEqual([{ kind: 'accepted' }]);
        expect(server.calls).toEqual(['GetTopic', 'GetSchema', 'PublishStream', 'publish', 'publish']);
        expect(server.events[0]).toEqual({
            CreatedDate: expect.any(Number),
            CreatedById: '005000000000001AAA',
            Alarm_Key__c: 'nw-press-01:High',
            Episode_Key__c: 'nw-press-01:High:1:1',
            Value__c: 65.5,
            Occurred_At__c: Date.parse(at),
            Message__c: null
        });
    });

    it('tells for each event what became of it', async () => {
        server.judge = ({ Episode_Key__c: key }) => {
            if (String(key).endsWith(':2:1')) return 'The hourly allocation of published platform events is used up.';
            return String(key).endsWith(':3:1') ? 'try again later' : undefined;
        };
        const outcomes = await org.write([event(1), event(2), event(3), event(4, { Unknown__c: 'x' })]);
        expect(outcomes).toMatchObject([
            { kind: 'accepted' },
            { kind: 'retry', limit: 'event-publishing' },
            { kind: 'retry', cause: 'PUBLISH: try again later' },
            { kind: 'reject', cause: 'INVALID_FIELD: the event of the org has no field Unknown__c' }
        ]);
    });

    it('logs in again when the session has ended', async () => {
        await org.write([event(1)]);
        server.session = 'renewed';
        sessions = ['renewed'];
        expect(await org.write([event(2)])).toEqual([{ kind: 'accepted' }]);
        expect(server.events).toHaveLength(2);
    });

    it('says that a refused login is no success', async () => {
        server.session = 'somebody else';
        await expect(org.write([event(1)])).rejects.toThrow(/UNAUTHENTICATED/);
    });

    it('fetches the schema again when somebody changed the event', async () => {
        await org.write([event(1)]);
        server.fields = [...server.fields, 'Unit__c'];
        await org.write([event(2)]);
        expect(await org.write([event(3, { Unit__c: 'Cel' })])).toEqual([{ kind: 'accepted' }]);
        expect(server.events.at(-1)).toMatchObject({ Unit__c: 'Cel' });
    });

    it.each([
        ['silent', /no answer within 1 s/],
        ['ends', /the org ended the stream/],
        ['unavailable', /UNAVAILABLE/]
    ] as const)(
        'leaves a request uncertain that is %s, and publishes it with a new stream',
        async (trouble, reason) => {
            await org.write([event(1)]);
            server.trouble = trouble;
            await expect(org.write([event(2)])).rejects.toThrow(reason);
            server.trouble = 'none';
            expect(await org.write([event(2)])).toEqual([{ kind: 'accepted' }]);
            expect(server.events.map(({ Episode_Key__c: key }) => key)).toEqual([
                'nw-press-01:High:1:1',
                'nw-press-01:High:2:1'
            ]);
        }
    );

    it('writes alarms as records over REST when it is told to', async () => {
        rest.answers.push(({ body }) => ({
            json: (JSON.parse(body) as { records: unknown[] }).records.map(() => ({ id: 'a01', success: true }))
        }));
        const record = {
            ...event(1, { Transition__c: 'Raised', Asset_Key__c: 'nw-press-01' }),
            via: 'record'
        } as const;
        expect(await org.write([record as OutboxRecord])).toEqual([{ kind: 'accepted' }]);
        expect(rest.calls.at(-1)).toMatchObject({
            method: 'PATCH',
            url: '/services/data/v66.0/composite/sobjects/Alarm__c/Episode_Key__c'
        });
        expect(server.calls).toEqual([]);
    });

    it('refuses a certificate file that is not there', () => {
        const salesforce = {
            loginUrl: 'http://x',
            authentication: { flow: 'access-token', accessToken: 'x' },
            alarmChannel: 'pubsub',
            pubSub: { ca: '/nowhere.pem' }
        };
        const config = parseConfig(JSON.stringify({ mqtt: [{ url: 'mqtt://x' }], salesforce }), 'test').salesforce;
        expect(() => new SalesforceOrg(config)).toThrow(/nowhere\.pem for the Pub\/Sub API cannot be used/);
    });
});
