import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { parseConfig } from '../src/config/index.ts';
import { createBridge } from '../src/index.ts';
import type { Bridge, BridgeConfigInput } from '../src/index.ts';
import { dataDirectory, testConfig } from './support/bridge.ts';
import { startBroker } from './support/broker.ts';
import type { Broker } from './support/broker.ts';
import { MemoryOrg } from './support/memoryOrg.ts';
import { asset, signal } from './support/plant.ts';
import { until } from './support/until.ts';

const device = 'nw-truck-01';
const rows = {
    assets: [asset(device, 'FT-20')],
    signals: [
        signal('Driver', 'driver', { Value_Type__c: 'Text', Personal_Data__c: 'Pseudonym' }),
        signal('Latitude', 'latitude', { Personal_Data__c: 'Location' }),
        signal('Pulse', 'pulse', { Personal_Data__c: 'Personal' }),
        signal('Load', 'load')
    ],
    alarms: []
};

function keyFile(text: string): string {
    const file = path.join(dataDirectory(), 'pseudonym.key');
    writeFileSync(file, text);
    return file;
}

describe('personal data in a bridge', () => {
    let broker: Broker;
    let client: MqttClient;
    let bridge: Bridge;
    let org: MemoryOrg;
    let sequence = 0;

    const send = (pulse: number) =>
        client.publishAsync(
            `plant/nw/${device}/telemetry`,
            JSON.stringify({
                timestamp: new Date(Date.now() + sequence).toISOString(),
                sequence: ++sequence,
                ...{ driver: 'Anna Schmidt', latitude: 52.520008, pulse, load: 900 + sequence }
            }),
            { qos: 1 }
        );
    const row = (name: string) => org.signals.get(`${device}:${name}`);

    beforeAll(async () => {
        broker = await startBroker();
        client = await connectAsync(broker.url);
        org = new MemoryOrg(rows);
        const base = testConfig({});
        const config: BridgeConfigInput = {
            ...base,
            mqtt: [{ url: broker.url, clientId: 'privacy' }],
            privacy: { pseudonymKeyFile: keyFile('0123456789abcdef0123456789abcdef\n') },
            salesforce: { ...base.salesforce, catalogueSeconds: 5 }
        };
        bridge = createBridge(parseConfig(JSON.stringify(config), 'test'), { org });
        await bridge.start();
        await bridge.whenReady();
        await until(() => bridge.status().sources.every(({ connected }) => connected), 'the broker is connected');
    });
    afterAll(async () => {
        await bridge.stop();
        await client.endAsync();
        await broker.stop();
    });

    it('sends nothing as it came, and follows a change of consent', async () => {
        await send(71);
        await until(() => row('Load') !== undefined && row('Driver') !== undefined, 'the signals have arrived');
        expect(row('Driver')?.Text_Value__c).toMatch(/^[0-9a-f]{16}$/);
        expect(row('Latitude')?.Value__c).toBe(52.52);
        expect(row('Pulse')).toBeUndefined();
        expect(bridge.status().rejected).toMatchObject({ 'no-consent': 1 });

        org.rows = { ...rows, assets: [{ ...asset(device, 'FT-20'), Personal_Data_Consent__c: true }] };
        const resend = async (pulse: number, done: () => boolean, what: string): Promise<void> => {
            const timer = setInterval(() => void send(pulse), 200);
            await until(done, what).finally(() => clearInterval(timer));
        };
        await resend(72, () => row('Pulse')?.Value__c === 72, 'the consent is in force');

        org.rows = rows;
        const refused = () => bridge.status().rejected['no-consent'] ?? 0;
        const before = refused();
        await resend(73, () => refused() > before, 'the consent is withdrawn');
        const { Value__c: kept } = row('Pulse') ?? {};
        const load = row('Load')?.Value__c;
        await send(74);
        await until(() => row('Load')?.Value__c !== load, 'a later message has arrived');
        expect([72, 73]).toContain(kept);
        expect(row('Pulse')?.Value__c).not.toBe(74);
    });
});

describe('the key of pseudonyms', () => {
    const base = { ...testConfig({}), mqtt: [{ url: 'mqtt://127.0.0.1:1', clientId: 'privacy' }] };
    const configure = (more: object) => parseConfig(JSON.stringify({ ...base, ...more }), 'test.yaml');

    it('is demanded by a signal of the configuration', () => {
        const signals = [{ name: 'Driver', path: 'driver', type: 'Text', personalData: 'pseudonym' }];
        expect(() => configure({ signals })).toThrow('set privacy.pseudonymKeyFile');
        expect(configure({ signals, privacy: { pseudonymKeyFile: './k' } }).signals[0]?.personalData).toBe('pseudonym');
    });

    it.each([
        ['cannot be read', path.join(dataDirectory(), 'absent.key')],
        ['is short', keyFile('secret')]
    ])('stops the start when it %s', async (_, pseudonymKeyFile) => {
        const bridge = createBridge(configure({ privacy: { pseudonymKeyFile } }), { org: new MemoryOrg(rows) });
        await expect(bridge.start()).rejects.toMatchObject({ code: 'CONFIG_SECRET_MISSING' });
        await bridge.stop();
    });
});
