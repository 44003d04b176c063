import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { once } from 'node:events';
import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { SparkplugCodec } from '../src/decode/sparkplug-b/payload.ts';
import { createBridge } from '../src/index.ts';
import type { Bridge, BridgeConfigInput } from '../src/index.ts';
import { DeadLetterFile } from '../src/store/index.ts';
import { startBroker } from './support/broker.ts';
import type { Broker } from './support/broker.ts';
import { dataDirectory, testConfig } from './support/bridge.ts';
import { MemoryOrg } from './support/memoryOrg.ts';
import { asset, motorMessage, motorPlant, signal } from './support/plant.ts';
import { until } from './support/until.ts';

const telemetry = 'plant/nw/nw-motor-01/telemetry';
let running: Bridge[] = [];

afterEach(async () => {
    await Promise.all(running.map((bridge) => bridge.stop()));
    running = [];
});

/** Starts a bridge that is stopped after the test. */
async function run(org: MemoryOrg, more: Partial<BridgeConfigInput>, lines: string[] = []): Promise<Bridge> {
    const bridge = createBridge(testConfig(more), { org, logStream: { write: (line) => void lines.push(line) } });
    running.push(bridge);
    await bridge.start();
    return bridge;
}

const ready = (bridge: Bridge) => until(() => bridge.status().notReady.length === 0, 'the bridge is ready');

describe('operation with a broker', () => {
    let broker: Broker;
    let device: MqttClient;

    beforeAll(async () => {
        broker = await startBroker();
        device = await connectAsync(broker.url);
    });
    afterAll(async () => {
        await device.endAsync();
        await broker.stop();
    });

    it('serves health, readiness, status and metrics', async () => {
        const bridge = await run(new MemoryOrg(motorPlant()), {
            mqtt: [{ url: broker.url, session: 'clean' }],
            observe: { logLevel: 'silent', port: 0 }
        });
        await ready(bridge);
        await device.publishAsync(telemetry, '{', { qos: 1 });
        await until(() => bridge.status().messages === 1, 'the message was received');
        const get = (page: string) => fetch(`${bridge.status().httpAddress}${page}`);
        expect((await get('/healthz')).status).toBe(200);
        expect(await (await get('/readyz')).json()).toEqual({ ready: true, reasons: [] });
        expect(await (await get('/status')).json()).toMatchObject({ messages: 1, rejectedTotal: 1, devices: 1 });
        const metrics = await (await get('/metrics')).text();
        expect(metrics).toContain('iot_bridge_rejections_total{reason="malformed-payload"} 1');
        expect(metrics).toContain('iot_bridge_messages_total{source="mqtt"} 1');
    });

    it('takes dead letters back when they are replayed', async () => {
        const directory = dataDirectory();
        const rows = motorPlant();
        const org = new MemoryOrg({ ...rows, assets: [] });
        const config = { dataDirectory: directory, mqtt: [{ url: broker.url, clientId: 'replay' }] };
        const first = await run(org, { ...config, routes: [{ filter: '#', deviceLevel: 2 }] });
        await ready(first);
        await device.publishAsync(telemetry, motorMessage(0, 1), { qos: 1 });
        await device.publishAsync(telemetry, 'broken', { qos: 1 });
        await until(() => first.status().messages === 2, 'the messages were received');
        await first.stop();
        const file = new DeadLetterFile(directory);
        expect(file.list(10).map(({ reason }) => reason)).toEqual([expect.stringMatching(/^malformed-payload: /)]);
        file.replay('all');
        file.close();
        const second = await run(org, config);
        await until(() => second.status().messages === 1, 'the dead letter was taken back');
        expect(second.status().rejected).toEqual({ 'malformed-payload': 1 });
    });

    it('keeps a dead letter that was edited into something unreadable, and takes the others back', async () => {
        const directory = dataDirectory();
        const org = new MemoryOrg(motorPlant());
        org.judge = (record) =>
            record.kind === 'alarm-event' ? { kind: 'reject', cause: 'INVALID_FIELD: no' } : { kind: 'accepted' };
        const config = { dataDirectory: directory, mqtt: [{ url: broker.url, session: 'clean' as const }] };
        const first = await run(org, config);
        await ready(first);
        await device.publishAsync(telemetry, motorMessage(Date.now(), 9), { qos: 1 });
        await until(() => first.status().deadLetters === 1, 'the event became a dead letter');
        await device.publishAsync(telemetry, 'broken', { qos: 1 });
        await until(() => first.status().messages === 2, 'the message was received');
        await first.stop();
        const file = new DeadLetterFile(directory);
        const [event] = file.list(10).filter(({ stage }) => stage === 'sink');
        file.edit(event!.id, new TextEncoder().encode('{oops'));
        file.replay('all');
        const second = await run(org, config);
        await until(() => second.status().messages === 1, 'the message was taken back');
        await second.stop();
        expect(file.list(10).map(({ id, stage, status }) => [id === event!.id, stage, status])).toEqual([
            [false, 'intake', 'dead'],
            [true, 'sink', 'replay']
        ]);
        file.close();
    });

    it('keeps a record the org refuses, with its reason', async () => {
        const directory = dataDirectory();
        const org = new MemoryOrg(motorPlant());
        org.judge = (record) =>
            record.kind === 'alarm-event' ? { kind: 'reject', cause: 'INVALID_FIELD: no' } : { kind: 'accepted' };
        const bridge = await run(org, { dataDirectory: directory, mqtt: [{ url: broker.url, session: 'clean' }] });
        await ready(bridge);
        await device.publishAsync(telemetry, motorMessage(Date.now(), 9), { qos: 1 });
        await until(() => bridge.status().deadLetters === 1, 'the event became a dead letter');
        await bridge.stop();
        const file = new DeadLetterFile(directory);
        expect(file.list(10)).toMatchObject([{ stage: 'sink', subject: 'alarm-event', reason: 'INVALID_FIELD: no' }]);
        file.close();
    });

    it('carries a machine command to the device once, and never after its expiry', async () => {
        const org = new MemoryOrg(motorPlant());
        const bridge = await run(org, {
            mqtt: [{ url: broker.url, session: 'clean' }],
            commands: { allowed: ['Reset'] }
        });
        await ready(bridge);
        await until(() => org.subscribedFrom === 'latest', 'commands are subscribed to');
        const received: unknown[] = [];
        const listener = await connectAsync(broker.url);
        listener.on('message', (_topic, payload) => received.push(JSON.parse(payload.toString())));
        await listener.subscribeAsync('plant/nw/nw-motor-01/command', { qos: 1 });
        await device.publishAsync(telemetry, motorMessage(Date.now(), 1), { qos: 1 });
        await until(() => bridge.status().messages === 1, 'the device was heard of');
        const reset = {
            Command_Key__c: 'k1',
            Asset_Key__c: 'nw-motor-01',
            Command__c: 'Reset',
            Parameters__c: '{"zone":2}'
        };
        org.command(reset);
        org.command(reset);
        org.command({ ...reset, Command_Key__c: 'k2', Expires_At__c: '2020-01-01T00:00:00Z' });
        org.command({ ...reset, Command_Key__c: 'k3', Command__c: 'Stop' });
        await until(
            () => Object.values(bridge.status().commands).reduce((sum, n) => sum + n, 0) === 4,
            'all are handled'
        );
        await until(() => received.length > 0, 'the command has arrived');
        await listener.endAsync();
        expect(received).toEqual([{ key: 'k1', command: 'Reset', parameters: { zone: 2 }, expires: null }]);
        expect(bridge.status().commands).toEqual({ done: 1, repeated: 1, refused: 1, expired: 1 });
    });

    it('puts a changed definition into force without a restart', async () => {
        const rows = motorPlant();
        const org = new MemoryOrg(rows);
        const bridge = await run(org, {
            mqtt: [{ url: broker.url, session: 'clean' }],
            salesforce: { ...testConfig({}).salesforce, catalogueSeconds: 5 }
        });
        await ready(bridge);
        for (const definition of rows.alarms)
            if (definition.DeveloperName.endsWith('High_High')) definition.Limit__c = 3;
        await until(() => bridge.status().definitionProblems.length === 1, 'the contradiction was noticed', 10_000);
        expect(bridge.status().definitionProblems[0]?.reason).toMatch(/limit 3 \(High High\) contradicts 4.5 \(High\)/);
        const told = () => [...org.statuses.values()][0];
        await until(() => told()?.Definition_Problem_Count__c === 1, 'the org was told', 10_000);
        expect(JSON.parse(told()?.Definition_Problems__c ?? '')).toEqual(bridge.status().definitionProblems);
        for (const definition of rows.alarms)
            if (definition.DeveloperName.endsWith('High_High')) definition.Limit__c = 6;
        await until(() => bridge.status().definitionProblems.length === 0, 'the new limit was accepted', 10_000);
        await device.publishAsync(telemetry, motorMessage(Date.now(), 6.5), { qos: 1 });
        await until(() => org.events.length === 1, 'the new limit is in force');
        expect(org.events[0]).toMatchObject({ Limit__c: 6, Value__c: 6.5 });
    }, 30_000);

    it('speaks Sparkplug B: birth, data, request for rebirth, death', async () => {
        const codec = new SparkplugCodec();
        const org = new MemoryOrg({
            assets: [asset('press-1', 'HP')],
            signals: [signal('Oil_Temperature', 'metrics.Oil/Temperature', { Asset_Field__c: 'Temperature__c' })],
            alarms: []
        });
        const bridge = await run(org, {
            mqtt: [{ url: broker.url, session: 'clean' }],
            routes: [{ filter: 'spBv1.0/+/+/+/#', format: 'sparkplug-b' }]
        });
        await ready(bridge);
        const rebirths: string[] = [];
        const node = await connectAsync(broker.url);
        node.on('message', (_topic, payload) => rebirths.push(codec.decode(payload).metrics?.[0]?.name ?? ''));
        await node.subscribeAsync('spBv1.0/Plant/NCMD/Gateway', { qos: 1 });
        const publish = (type: string, tail: string, payload: Parameters<SparkplugCodec['encode']>[0]) =>
            node.publishAsync(`spBv1.0/Plant/${type}/Gateway${tail}`, Buffer.from(codec.encode(payload)), { qos: 1 });
        const now = Date.now();
        const temperature = (value: number, at: number) => [
            { alias: 1, timestamp: at, doubleValue: value, datatype: 10 }
        ];
        await publish('DDATA', '/press-1', { timestamp: now, seq: 4, metrics: temperature(40, now) });
        await until(() => rebirths.length === 1, 'a rebirth was requested');
        expect(rebirths).toEqual(['Node Control/Rebirth']);
        await publish('NBIRTH', '', {
            timestamp: now,
            seq: 0,
            metrics: [{ name: 'bdSeq', datatype: 8, longValue: 1 }]
        });
        const declared = [{ name: 'Oil/Temperature', alias: 1, datatype: 10, doubleValue: 48 }];
        await publish('DBIRTH', '/press-1', { timestamp: now, seq: 1, metrics: declared });
        await publish('DDATA', '/press-1', { timestamp: now + 10, seq: 2, metrics: temperature(49.5, now + 10) });
        await until(() => org.assets.get('press-1')?.Temperature__c === 49.5, 'the value has arrived');
        expect(org.assets.get('press-1')?.Connectivity__c).toBe('Online');
        await publish('NDEATH', '', { timestamp: now, metrics: [{ name: 'bdSeq', datatype: 8, longValue: 1 }] });
        await until(() => org.assets.get('press-1')?.Connectivity__c === 'Offline', 'the death was understood');
        await node.endAsync();
    });
});

describe('operation without its surroundings', () => {
    it('says in one sentence that the broker is missing, and connects when it comes', async () => {
        const server: Server = createServer((socket: Socket) => socket.destroy());
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        const { port } = server.address() as AddressInfo;
        await new Promise((resolve) => server.close(resolve));
        const lines: string[] = [];
        const bridge = await run(
            new MemoryOrg(motorPlant()),
            { mqtt: [{ url: `mqtt://127.0.0.1:${port}` }], observe: { logLevel: 'error', http: 'off' } },
            lines
        );
        await until(() => lines.length > 0, 'the trouble was told');
        expect(lines[0]).toContain('BROKER_UNREACHABLE');
        expect(lines[0]).toMatch(/cannot be reached: .*ECONNREFUSED.* Start the broker/);
        expect(bridge.status().notReady).toEqual(['the source mqtt is not connected']);
    });

    it('waits for an org that refuses the login, and starts when it is let in', async () => {
        const broker = await startBroker();
        const org = new MemoryOrg(motorPlant());
        org.failure = new Error('invalid client credentials');
        const lines: string[] = [];
        const bridge = await run(
            org,
            { mqtt: [{ url: broker.url }], observe: { logLevel: 'error', http: 'off' } },
            lines
        );
        await until(() => lines.length > 0, 'the trouble was told');
        expect(lines.join()).toContain('invalid client credentials');
        org.failure = undefined;
        await ready(bridge);
        await bridge.stop();
        await broker.stop();
    });

    it('refuses a taken port with its address', async () => {
        const server = createServer();
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        const { port } = server.address() as AddressInfo;
        const config = testConfig({ mqtt: [{ url: 'mqtt://127.0.0.1:1' }], observe: { logLevel: 'silent', port } });
        const bridge = createBridge(config, { org: new MemoryOrg(motorPlant()) });
        await expect(bridge.start()).rejects.toMatchObject({
            code: 'PORT_TAKEN',
            message: expect.stringContaining(String(port))
        });
        await bridge.stop();
        await new Promise((resolve) => server.close(resolve));
    });
});
