import { createHmac } from 'node:crypto';
import { pino } from 'pino';
import { parseConfig } from '../../src/config/index.ts';
import type { Intake, RawMessage } from '../../src/pipeline/index.ts';
import { systemClock } from '../../src/pipeline/index.ts';
import { WebhookSource } from '../../src/source/index.ts';

const token = 'a-token-of-the-test';
const secret = 'a-secret-of-the-test';
const salesforce =
    'salesforce: { loginUrl: "http://127.0.0.1:1", authentication: { flow: access-token, accessToken: x } }';

/** A webhook whose intake keeps what it is given; a message becomes durable when the test says so. */
async function webhook(settings: string) {
    const { webhooks } = parseConfig(`webhooks: [{ port: 0, ${settings} }]\n${salesforce}`, 'bridge.yaml');
    const taken: RawMessage[] = [];
    const state = { durable: true };
    const intake: Intake = {
        accept: (message) => {
            taken.push(message);
            if (state.durable) message.acknowledge?.();
        },
        afterCommit: (callback) => callback(),
        ready: () => undefined
    };
    const log = pino({ level: 'silent' });
    const results: string[] = [];
    const opened: string[] = [];
    const source = new WebhookSource({
        config: webhooks[0]!,
        clock: systemClock,
        log,
        onConnection: () => undefined,
        onRequest: (result) => results.push(result),
        open: (address) => Promise.resolve(void opened.push(address))
    });
    await source.start(intake);
    const post = (path: string, body: string, headers: Record<string, string> = {}) =>
        fetch(`${source.address()}${path}`, { method: 'POST', body, headers });
    return { source, taken, state, post, results, opened };
}

describe('webhook', () => {
    it('takes the topic from the path and answers after the commit', async () => {
        const { source, taken, state, post } = await webhook(`token: ${token}, commitTimeoutSeconds: 0.05`);
        const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
        const accepted = await post('/ingest/plant/nw/nw-press-01/telemetry', '{"a":1}', headers);
        expect(accepted.status).toBe(202);
        expect(taken).toMatchObject([{ source: 'webhook', topic: 'plant/nw/nw-press-01/telemetry' }]);
        expect(new TextDecoder().decode(taken[0]?.payload)).toBe('{"a":1}');
        state.durable = false;
        const waiting = await post('/ingest/plant/nw/nw-press-01/telemetry', '{"a":2}', headers);
        expect(waiting.status).toBe(503);
        expect(waiting.headers.get('retry-after')).toBe('10');
        await source.stop();
        expect(source.connection().connected).toBe(false);
    });

    it('refuses a wrong token, a missing topic and a body that is too large', async () => {
        const { source, taken, post, results } = await webhook(`token: ${token}, maximumBytes: 10`);
        const headers = { authorization: `Bearer ${token}` };
        expect((await post('/ingest/a', '{}')).status).toBe(401);
        expect((await post('/ingest/a', '{}', { authorization: 'Bearer wrong' })).status).toBe(401);
        expect((await post('/ingest', '{}', headers)).status).toBe(404);
        expect((await post('/ingest/a', '{"long":"body"}', headers)).status).toBe(413);
        expect(results).toEqual(['unauthorized', 'unauthorized', 'no-topic', 'too-large']);
        expect(taken).toEqual([]);
        await source.stop();
    });

    it('takes signed requests on a fixed address, and none that were changed on the way', async () => {
        const { source, taken, post } = await webhook(`topic: ttn/uplink, signature: { secret: ${secret} }`);
        const mac = createHmac('sha256', secret).update('{"a":1}').digest('hex');
        expect((await post('/ingest', '{"a":1}', { 'x-signature': `sha256=${mac}` })).status).toBe(202);
        expect((await post('/ingest', '{"a":2}', { 'x-signature': mac })).status).toBe(401);
        expect(taken.map(({ topic }) => topic)).toEqual(['ttn/uplink']);
        await source.stop();
    });

    it('takes the token in a header of its own or in the query, wherever it is configured', async () => {
        const inHeader = await webhook(`token: ${token}, tokenHeader: appKey`);
        expect((await inHeader.post('/ingest/a', '{}', { appkey: token })).status).toBe(202);
        expect((await inHeader.post(`/ingest/a?appKey=${token}`, '{}')).status).toBe(401);
        await inHeader.source.stop();
        const inQuery = await webhook(`token: ${token}, tokenParameter: key`);
        expect((await inQuery.post(`/ingest/a?key=${token}`, '{}')).status).toBe(202);
        expect((await inQuery.post(`/ingest/a?key=${token}&key=${token}`, '{}')).status).toBe(401);
        expect((await inQuery.post('/ingest/a', '{}', { authorization: `Bearer ${token}` })).status).toBe(401);
        expect(inQuery.results).toEqual(['accepted', 'unauthorized', 'unauthorized']);
        await inQuery.source.stop();
    });

    it('is refused without any proof of the caller', () => {
        expect(() => parseConfig(`webhooks: [{ port: 0 }]\n${salesforce}`, 'bridge.yaml')).toThrow(
            /token or signature/
        );
    });
});

/** The request by which AWS IoT asks about a destination, as its developer guide shows it. */
function confirmation(enableUrl: string, account = '123456789012'): [string, Record<string, string>] {
    const arn = `arn:aws:iot:eu-central-1:${account}:ruledestination/http/7a280e37-b9c6-47a2-a751-0703693f46e4`;
    const headers = {
        'x-amz-rules-engine-message-type': 'DestinationConfirmation',
        'x-amz-rules-engine-destination-arn': arn,
        'content-type': 'application/json'
    };
    const confirmationToken = 'AYADeMXLrPrNY2wqJAKsFNn';
    return [JSON.stringify({ arn, confirmationToken, enableUrl, messageType: 'DestinationConfirmation' }), headers];
}

describe('confirmation of a destination of AWS IoT', () => {
    const enableUrl = 'https://iot.eu-central-1.amazonaws.com/confirmdestination/AYADeMXLrPrNY2wqJAKsFNn';
    const path = '/ingest/?confirmationToken=AYADeMXLrPrNY2wqJAKsFNn';

    it('opens the address for the configured account only, and never takes the request as a message', async () => {
        const settings = `preset: aws-iot, token: ${token}, confirmAccount: '123456789012'`;
        const { source, taken, post, results, opened } = await webhook(settings);
        const own = await post(path, ...confirmation(enableUrl));
        expect([own.status, await own.json()]).toEqual([200, { confirmed: true }]);
        const foreign = await post(path, ...confirmation(enableUrl, '210987654321'));
        expect([foreign.status, await foreign.json()]).toEqual([200, { confirmed: false }]);
        expect(opened).toEqual([enableUrl]);
        expect(taken).toEqual([]);
        expect(results).toEqual(['handshake', 'handshake']);
        await source.stop();
    });

    it.each([
        'https://iot.eu-central-1.amazonaws.com.example.com/confirmdestination/A',
        'https://bucket.s3.amazonaws.com/confirmdestination/A',
        'https://iot.eu-central-1.amazonaws.com/other/A',
        'https://iot.eu-central-1.amazonaws.com:8443/confirmdestination/A',
        'http://iot.eu-central-1.amazonaws.com/confirmdestination/A',
        'https://iot.x@127.0.0.1/confirmdestination/A'
    ])('does not open %s', async (address) => {
        const settings = `preset: aws-iot, token: ${token}, confirmAccount: '123456789012'`;
        const { source, post, results, opened } = await webhook(settings);
        expect((await post(path, ...confirmation(address))).status).toBe(400);
        expect([opened, results]).toEqual([[], ['handshake-refused']]);
        await source.stop();
    });

    it('opens nothing without an account, and looks at six requests a minute', async () => {
        const { source, post, opened } = await webhook(`preset: aws-iot, token: ${token}`);
        const states: number[] = [];
        for (let request = 0; request < 7; request++)
            states.push((await post(path, ...confirmation(enableUrl))).status);
        expect(states).toEqual([200, 200, 200, 200, 200, 200, 429]);
        expect(opened).toEqual([]);
        await source.stop();
    });
});
