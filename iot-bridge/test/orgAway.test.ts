import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import path from 'node:path';
import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { parseConfig } from '../src/config/index.ts';
import { createBridge } from '../src/index.ts';
import type { Bridge, BridgeConfigInput } from '../src/index.ts';
import { Observation } from '../src/observation.ts';
import type { OutboxRecord, Outcome } from '../src/pipeline/index.ts';
import { startBroker } from './support/broker.ts';
import type { Broker } from './support/broker.ts';
import { dataDirectory, testConfig } from './support/bridge.ts';
import { MemoryOrg } from './support/memoryOrg.ts';
import { motorMessage, motorPlant } from './support/plant.ts';
import { until } from './support/until.ts';

/** What a stopping bridge may take: a few seconds, far from the 60 of a request that is not answered. */
const stopLimitMs = 8000;

/** An org that takes requests and answers none. */
class SilentOrg extends MemoryOrg {
    override write(_records: readonly OutboxRecord[]): Promise<Outcome[]> {
        this.requests++;
        return new Promise(() => undefined);
    }
}

describe('a bridge whose org is away', () => {
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

    const send = () => device.publishAsync('plant/nw/nw-motor-01/telemetry', motorMessage(Date.now(), 9), { qos: 1 });
    const run = async (org: MemoryOrg, more: Partial<BridgeConfigInput> = {}): Promise<Bridge> => {
        const mqtt = [{ url: broker.url, clientId: 'away' }];
        const bridge = createBridge(testConfig({ mqtt, ...more }), { org, logStream: { write: () => undefined } });
        await bridge.start();
        return bridge;
    };
    const hears = (bridge: Bridge) =>
        until(() => bridge.status().sources.some(({ connected }) => connected), 'the bridge hears the broker');

    it('is not ready while the org takes no request, says why, and is ready again with the next answer', async () => {
        const org = new MemoryOrg(motorPlant());
        const bridge = await run(org, { observe: { logLevel: 'silent', http: 'off', orgAwaySeconds: 0 } });
        await until(() => bridge.status().notReady.length === 0, 'the bridge is ready');
        org.failure = new Error('ECONNREFUSED');
        await send();
        await until(() => bridge.status().notReady.length > 0, 'the bridge has noticed');
        expect(bridge.status().notReady).toEqual([
            expect.stringMatching(/^the org has taken no request for \d+ s: ECONNREFUSED$/)
        ]);
        org.failure = undefined;
        await until(() => bridge.status().notReady.length === 0, 'the bridge is ready again');
        await bridge.stop();
    });

    it('sends nothing before the login, also when it knows the catalogue from the last time', async () => {
        const directory = dataDirectory();
        const org = new SilentOrg(motorPlant());
        const first = await run(org, { dataDirectory: directory });
        await hears(first);
        await send();
        await until(() => org.requests > 0, 'an alarm is under way');
        await first.stop();
        const next = new MemoryOrg(motorPlant());
        next.failure = new Error('ENOTFOUND');
        const second = await run(next, { dataDirectory: directory });
        await hears(second);
        expect(second.status().outbox.alarms).toBe(1);
        await send();
        await until(() => second.status().messages === 1, 'a message was taken');
        expect(next.requests).toBe(0);
        next.failure = undefined;
        await until(() => next.events.length > 0, 'the alarm has arrived after the login');
        await second.stop();
    });

    it('stops within seconds while a request is not answered, and keeps the alarm', async () => {
        const org = new SilentOrg(motorPlant());
        const bridge = await run(org);
        await hears(bridge);
        await send();
        await until(() => org.requests > 0, 'the alarm is under way');
        const before = performance.now();
        await bridge.stop();
        expect(performance.now() - before).toBeLessThan(stopLimitMs);
        expect(bridge.status().outbox.alarms).toBe(1);
    });
});

describe('readiness', () => {
    it('tells of a history that cannot be written, until it can', () => {
        const config = parseConfig(JSON.stringify(testConfig({ mqtt: [{ url: 'mqtt://x' }] })), 'test');
        const observation = new Observation(config, { write: () => undefined });
        observation.historyTrouble(new Error('the disk is full'));
        expect(observation.status().notReady).toContain('the disk is full');
        observation.historyTrouble(undefined);
        expect(observation.status().notReady).not.toContain('the disk is full');
    });
});

describe('the process of a bridge', () => {
    it.each([
        ['refuses connections', false],
        ['takes connections and answers nothing', true]
    ])('ends within seconds of SIGTERM while the org %s', async (_what, listening) => {
        const sockets: Socket[] = [];
        const server: Server = createServer((socket) => void sockets.push(socket));
        server.listen(0, '127.0.0.1');
        await once(server, 'listening');
        const { port } = server.address() as AddressInfo;
        if (!listening) await new Promise((resolve) => server.close(resolve));
        const directory = dataDirectory();
        const file = path.join(directory, 'bridge.yaml');
        const salesforce = {
            loginUrl: `http://127.0.0.1:${port}`,
            authentication: { flow: 'client-credentials', clientId: 'id', clientSecret: 'secret' }
        };
        const config = {
            dataDirectory: directory,
            mqtt: [{ url: 'mqtt://127.0.0.1:1' }],
            salesforce,
            observe: { port: 0 }
        };
        writeFileSync(file, JSON.stringify(config));
        const script = path.join(__dirname, '../src/main.ts');
        const bridge = spawn(process.execPath, [script, 'run', '--config', file], {
            stdio: ['ignore', 'pipe', 'ignore']
        });
        let output = '';
        bridge.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
        const tried = () => (listening ? sockets.length > 0 : output.includes('ORG_UNREACHABLE'));
        await until(tried, 'the bridge has tried to log in', 30_000);
        const before = performance.now();
        bridge.kill('SIGTERM');
        const [code] = (await once(bridge, 'exit')) as [number | null];
        expect(code).toBe(0);
        expect(performance.now() - before).toBeLessThan(stopLimitMs);
        for (const socket of sockets) socket.destroy();
        if (listening) server.close();
    });
});
