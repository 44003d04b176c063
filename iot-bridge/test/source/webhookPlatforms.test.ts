import { createHmac } from 'node:crypto';
import { createBridge } from '../../src/index.ts';
import type { Bridge, BridgeConfigInput } from '../../src/index.ts';
import { testConfig } from '../support/bridge.ts';
import { MemoryOrg } from '../support/memoryOrg.ts';
import { asset, signal } from '../support/plant.ts';
import { until } from '../support/until.ts';
import { at, json, paths, requests, token } from './platformRequests.ts';
import type { PlatformRequest } from './platformRequests.ts';

describe('platforms that push by HTTP', () => {
    let org: MemoryOrg;
    let bridge: Bridge;

    beforeAll(async () => {
        const signals = Object.entries(paths).map(([model, path]) =>
            signal(`Temperature_${model}`, path, {
                Signal_Name__c: 'Temperature',
                Product_Model__c: model,
                Source_Unit__c: 'Cel',
                Unit__c: 'Cel',
                Asset_Field__c: 'Temperature__c'
            })
        );
        org = new MemoryOrg({
            assets: requests.map(({ device, source }) => asset(device, source)),
            signals,
            alarms: []
        });
        const ixon = {
            filter: 'ixon',
            devicePath: 'deviceName',
            timestampPath: 'createdOn',
            presence: 'partial' as const
        };
        const webhooks: NonNullable<BridgeConfigInput['webhooks']> = [
            { preset: 'the-things-stack', port: 0, token },
            { preset: 'chirpstack', port: 0, token },
            { preset: 'thingworx', port: 0, token },
            { preset: 'azure-event-grid', port: 0, token },
            { preset: 'azure-iot-hub', port: 0, token },
            { preset: 'aws-iot', port: 0, token },
            { preset: 'ixon', port: 0, token, routes: [ixon] },
            // A platform that signs, such as InHand: HMAC of the body in base64, topic in the path.
            { name: 'signed', port: 0, signature: { secret: 'the-secret-of-the-signature', header: 'x-signature' } }
        ];
        const observe = { logLevel: 'silent' as const, http: 'on' as const, port: 0 };
        bridge = createBridge(testConfig({ webhooks, observe }), { org });
        await bridge.start();
        await until(() => bridge.status().notReady.length === 0, 'the bridge is ready');
    });
    afterAll(() => bridge.stop());

    function addressOf(source: string): string {
        return bridge.status().sources.find(({ name }) => name === source)?.address ?? '';
    }

    function push({ source, path, headers, body }: Pick<PlatformRequest, 'source' | 'path' | 'headers' | 'body'>) {
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        return fetch(addressOf(source) + path, { method: 'POST', headers, body: text });
    }

    async function counted(source: string, result: string): Promise<number> {
        const text = await (await fetch(`${bridge.status().httpAddress}/metrics`)).text();
        const line = `iot_bridge_webhook_requests_total{source="${source}",result="${result}"} `;
        return Number(
            text
                .split('\n')
                .find((row) => row.startsWith(line))
                ?.slice(line.length) ?? 0
        );
    }

    it.each(requests)('$source: the values arrive', async (request) => {
        expect((await push(request)).status).toBe(202);
        const { device, temperature } = request;
        await until(() => org.assets.get(device)?.Temperature__c === temperature, `${device} has its temperature`);
        expect(org.assets.get(device)).toMatchObject({ Last_Telemetry__c: at });
    });

    it.each(requests)('$source: a wrong token is refused and counted', async (request) => {
        const { source } = request;
        const headers = Object.entries(request.headers).map(([name, value]) => [name, value.replace(token, 'wrong')]);
        const wrong = { ...request, path: request.path.replace(token, 'wrong'), headers: Object.fromEntries(headers) };
        expect((await push(wrong)).status).toBe(401);
        expect(await counted(source, 'unauthorized')).toBe(1);
    });

    it('keeps a body that cannot be read as a dead letter, so that the platform need not repeat it', async () => {
        const [request] = requests;
        const before = bridge.status().rejected['malformed-payload'] ?? 0;
        expect((await push({ ...request!, body: '{"end_device_ids": {' })).status).toBe(202);
        expect(bridge.status().rejected['malformed-payload']).toBe(before + 1);
    });

    it('leaves out the events of ChirpStack that carry no values', async () => {
        const request = requests.find(({ source }) => source === 'chirpstack')!;
        const response = await push({ ...request, path: '/ingest?event=join', body: { devAddr: '00189440' } });
        expect([response.status, await response.json()]).toEqual([202, { accepted: false }]);
        expect(await counted('chirpstack', 'left-out')).toBe(1);
        expect(bridge.status().rejected['unknown-topic']).toBeUndefined();
    });

    it('takes no topic of others, so that one platform cannot speak for the devices of another', async () => {
        const [request] = requests;
        const path = '/ingest/thingworx/PressMotor01';
        expect((await push({ ...request!, path, body: { Temperature: 999 } })).status).toBe(404);
        expect(await counted('the-things-stack', 'no-topic')).toBe(1);
    });

    it('answers the validation event of Event Grid, with the token only', async () => {
        const validationCode = '512d38b6-c7b8-40c8-89fe-f46f9e9622b6';
        const eventType = 'Microsoft.EventGrid.SubscriptionValidationEvent';
        const body = [{ id: '2d1781af', topic: '/subscriptions/0', subject: '', data: { validationCode }, eventType }];
        const headers = { ...json, 'aeg-event-type': 'SubscriptionValidation' };
        const request = { source: 'azure-iot-hub', headers, body };
        const answer = await push({ ...request, path: `/ingest?token=${token}` });
        expect([answer.status, await answer.json()]).toEqual([200, { validationResponse: validationCode }]);
        expect((await push({ ...request, path: '/ingest' })).status).toBe(401);
        expect((await push({ ...request, path: `/ingest?token=${token}`, body: [{}] })).status).toBe(400);
    });

    it('answers the abuse protection of CloudEvents for allowed origins', async () => {
        const ask = (origin: string, query = `?token=${token}`) =>
            fetch(`${addressOf('azure-event-grid')}/ingest${query}`, {
                method: 'OPTIONS',
                headers: { 'webhook-request-origin': origin, 'webhook-request-rate': '120' }
            });
        const answer = await ask('eventgrid.azure.net');
        expect(answer.status).toBe(200);
        expect(answer.headers.get('webhook-allowed-origin')).toBe('eventgrid.azure.net');
        expect(answer.headers.get('webhook-allowed-rate')).toBe('120');
        expect((await ask('eventgrid.example.com')).status).toBe(403);
        expect((await ask('eventgrid.azure.net', '')).status).toBe(401);
        const elsewhere = await fetch(`${addressOf('chirpstack')}/ingest`, { method: 'OPTIONS' });
        expect(elsewhere.status).toBe(404);
    });

    it('takes a body signed in base64 and refuses one that was changed', async () => {
        const body = '{"timestamp":"2026-11-20T10:00:00Z"}';
        const mac = createHmac('sha256', 'the-secret-of-the-signature').update(body).digest('base64');
        const request = {
            source: 'signed',
            path: '/ingest/plant/nw/unknown-1/telemetry',
            headers: { 'x-signature': mac }
        };
        expect((await push({ ...request, body })).status).toBe(202);
        expect((await push({ ...request, body: `${body} ` })).status).toBe(401);
    });

    it('is refused without routes for a platform whose messages are not published', () => {
        const config = testConfig({ webhooks: [{ preset: 'ixon', port: 0, token }] });
        expect(() => createBridge(config, { org })).toThrow(/IXON Cloud does not publish its message format/);
    });
});
