import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { configChanges, ConfigWatcher, configurationKeys, loadConfig } from '../src/config/index.ts';
import { createBridge } from '../src/index.ts';
import type { Bridge } from '../src/index.ts';
import { dataDirectory } from './support/bridge.ts';
import { startBroker } from './support/broker.ts';
import type { Broker } from './support/broker.ts';
import { MemoryOrg } from './support/memoryOrg.ts';
import { motorMessage, motorPlant } from './support/plant.ts';
import { until } from './support/until.ts';

const device = 'nw-motor-01';

describe('a changed configuration file', () => {
    const folder = dataDirectory();
    const file = path.join(folder, 'bridge.yaml');
    let broker: Broker;
    let client: MqttClient;
    let org: MemoryOrg;
    let bridge: Bridge;
    let watcher: ConfigWatcher;
    const lines: string[] = [];

    const brokers = (...names: string[]): string =>
        `mqtt:\n${names.map((name) => `    - { name: ${name}, url: '${broker.url}', clientId: reload-${name}, session: clean }\n`).join('')}`;

    /** Writes the file; `more` are further lines. */
    const write = (more: string, sources = brokers('north')): void =>
        writeFileSync(
            file,
            `${sources}dataDirectory: ./data
salesforce:
    loginUrl: http://127.0.0.1:1
    authentication: { flow: access-token, accessToken: unused }
    snapshotSeconds: 0.5
observe: { http: off, logLevel: info }
${more}`
        );
    const status = () => bridge.status();
    const sources = () => status().sources.map(({ name, connected }) => `${name} ${connected ? 'on' : 'off'}`);
    const send = (topic: string, vibration: number) =>
        client.publishAsync(topic, motorMessage(Date.now(), vibration), { qos: 1 });

    beforeAll(async () => {
        broker = await startBroker();
        client = await connectAsync(broker.url);
        org = new MemoryOrg(motorPlant());
        write('');
        bridge = createBridge(loadConfig(file), { org, logStream: { write: (line) => void lines.push(line) } });
        await bridge.start();
        await bridge.whenReady();
        await until(() => sources().join() === 'north on', 'the broker is connected');
        watcher = new ConfigWatcher({
            file,
            everyMs: 20,
            onConfig: (config) => void bridge.reload(config),
            onProblem: (error) => bridge.refuse(error)
        });
        watcher.start();
    });
    afterAll(async () => {
        watcher.stop();
        await bridge.stop();
        await client.endAsync();
        await broker.stop();
    });

    it('brings another log level and clock policy into force', async () => {
        write('clock: { maximumAgeHours: 1 }');
        await until(() => lines.some((line) => line.includes('clock.maximumAgeHours')), 'the change is told');
        const old = Date.now() - 2 * 3_600_000;
        await client.publishAsync(`plant/nw/${device}/telemetry`, motorMessage(old, 1), { qos: 1 });
        await until(() => status().rejectedTotal > 0, 'an old message is refused');
        expect(status().rejected).toEqual({ 'time-too-old': 1 });
    });

    it('is refused as a whole with file, line and reason, and the last good one stays', async () => {
        write('clock: { maximumAgeHours: 5 }\nroutes: 1\nrout: 2');
        await until(() => status().configuration.problem !== undefined, 'the problem is told');
        expect(status().configuration.problem).toContain(`${file}:11: rout: unknown key; did you mean routes?`);
        const old = Date.now() - 2 * 3_600_000;
        await client.publishAsync(`plant/nw/${device}/telemetry`, motorMessage(old, 2), { qos: 1 });
        await until(() => status().rejected['time-too-old'] === 2, 'the old policy is in force');
    });

    it('names the keys that need a restart', async () => {
        write('history: { record: on }');
        await until(() => status().configuration.restartFor.length > 0, 'the key is named');
        expect(status().configuration).toMatchObject({ restartFor: ['history.record'], problem: undefined });
        expect(lines.some((line) => line.includes('these keys take effect after a restart'))).toBe(true);
    });

    it('adds a source and removes one without touching the others', async () => {
        write('', brokers('north', 'south'));
        await until(() => sources().join() === 'north on,south on', 'both are connected');
        write('', brokers('north'));
        await until(() => sources().join() === 'north on', 'one is left');
        const connections = lines.filter((line) => line.includes('"source":"north"') && line.includes('connected to'));
        expect(connections).toHaveLength(1);
    });

    it('reads other topics on the same connection', async () => {
        write('routes: [{ filter: acme/+, deviceLevel: 2 }]');
        await until(() => lines.some((line) => line.includes('"routes"')), 'the routes are read');
        // The subscription is asked for on another connection than the message, so it may come later.
        await until(async () => {
            await send(`acme/${device}`, 1.5);
            return org.signals.has(`${device}:Bearing_Vibration`);
        }, 'the value arrives');
        const before = status().messages;
        await send(`plant/nw/${device}/telemetry`, 1.6);
        await send(`acme/${device}`, 1.7);
        await until(() => status().messages > before, 'the next message is received');
        expect(status().rejected['unknown-topic']).toBeUndefined();
    });

    it('takes a signal definition in place of that of the org', async () => {
        write(
            'routes: [{ filter: acme/+, deviceLevel: 2 }]\nsignals: [{ name: Bearing_Vibration, model: EM-75, path: metrics.bearingVibration, unit: m/s, sourceUnit: mm/s }]'
        );
        await until(async () => {
            await send(`acme/${device}`, 2);
            return org.signals.get(`${device}:Bearing_Vibration`)?.Unit__c === 'm/s';
        }, 'the value arrives in the other unit');
        expect(org.signals.get(`${device}:Bearing_Vibration`)?.Value__c).toBeCloseTo(0.002);
    });
});

describe('changes of a configuration', () => {
    it('say for every key what it takes', () => {
        const known = ['live', 'reconnect', 'restart'];
        expect(configurationKeys().filter(({ reload }) => !known.includes(reload))).toEqual([]);
        const byName = new Map(configurationKeys().map((entry) => [entry.name, entry.reload]));
        expect(byName.get('mqtt')).toBe('reconnect');
        expect(byName.get('dataDirectory')).toBe('restart');
    });

    it('are none between a configuration and itself', () => {
        const folder = dataDirectory();
        const file = path.join(folder, 'bridge.yaml');
        writeFileSync(
            file,
            `mqtt: [{ url: 'mqtt://127.0.0.1:1' }]
salesforce: { loginUrl: 'http://127.0.0.1:1', authentication: { flow: access-token, accessToken: none } }`
        );
        expect(configChanges(loadConfig(file), loadConfig(file))).toEqual([]);
    });
});
