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
    const source = new WebhookSource({ config: webhooks[0]!, clock: systemClock, log, onConnection: () => undefined });
    await source.start(intake);
    const post = (path: string, body: string, headers: Record<string, string> = {}) =>
        fetch(`${source.address()}${path}`, { method: 'POST', body, headers });
    return { source, taken, state, post };
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
        const { source, taken, post } = await webhook(`token: ${token}, maximumBytes: 10`);
        const headers = { authorization: `Bearer ${token}` };
        expect((await post('/ingest/a', '{}')).status).toBe(401);
        expect((await post('/ingest/a', '{}', { authorization: 'Bearer wrong' })).status).toBe(401);
        expect((await post('/ingest', '{}', headers)).status).toBe(404);
        expect((await post('/ingest/a', '{"long":"body"}', headers)).status).toBe(413);
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

    it('is refused without any proof of the caller', () => {
        expect(() => parseConfig(`webhooks: [{ port: 0 }]\n${salesforce}`, 'bridge.yaml')).toThrow(
            /token or signature/
        );
    });
});
