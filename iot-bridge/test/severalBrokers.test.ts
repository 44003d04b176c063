/* eslint-disable jest/no-standalone-expect -- `runs` is `it`, or `it.skip` where mosquitto is not installed */
import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { createBridge } from '../src/index.ts';
import type { Bridge } from '../src/index.ts';
import { testConfig } from './support/bridge.ts';
import { hasMosquitto } from './support/broker.ts';
import { MemoryOrg } from './support/memoryOrg.ts';
import { asset, motorMessage, motorPlant, signal } from './support/plant.ts';
import { startStrictMosquitto } from './support/strictMosquitto.ts';
import type { StrictMosquitto } from './support/strictMosquitto.ts';
import { until } from './support/until.ts';

const runs = hasMosquitto('severalBrokers') ? it : it.skip;

let brokers: StrictMosquitto[] = [];
let bridge: Bridge | undefined;
let clients: MqttClient[] = [];

afterEach(async () => {
    await bridge?.stop();
    await Promise.all(clients.map((client) => client.endAsync(true)));
    await Promise.all(brokers.map((broker) => broker.stop()));
    brokers = [];
    clients = [];
});

async function device(url: string, statusTopic?: string): Promise<MqttClient> {
    const will = statusTopic && { topic: statusTopic, payload: Buffer.from('offline'), qos: 1 as const, retain: true };
    const client = await connectAsync(url, { reconnectPeriod: 0, ...(will ? { will } : {}) });
    clients.push(client);
    return client;
}

runs('one bridge reads two brokers in their own formats, and a last will makes a machine Offline', async () => {
    brokers = [
        await startStrictMosquitto(['allow_anonymous true']),
        await startStrictMosquitto(['allow_anonymous true'])
    ];
    const [plantUrl = '', meterUrl = ''] = brokers.map(({ port }) => `mqtt://127.0.0.1:${port}`);
    const plant = motorPlant();
    const power = { Product_Model__c: 'METER', Source_Unit__c: 'W', Unit__c: 'kW', Asset_Field__c: 'Power__c' };
    const org = new MemoryOrg({
        ...plant,
        assets: [...plant.assets, asset('meter-1', 'METER')],
        signals: [...plant.signals, signal('Power', 'ENERGY.Power', power)]
    });
    const mqtt = [
        {
            name: 'plant',
            url: plantUrl,
            routes: [
                { filter: 'plant/+/+/telemetry', deviceLevel: 3 },
                { filter: 'plant/+/+/status', use: 'status' as const, deviceLevel: 3 }
            ]
        },
        {
            name: 'meters',
            url: meterUrl,
            protocolVersion: '3.1.1' as const,
            routes: [{ filter: 'tele/+/SENSOR', format: 'tasmota' as const, deviceLevel: 2 }]
        }
    ];
    bridge = createBridge(testConfig({ mqtt }), { org });
    const running = bridge;
    await running.start();
    await until(() => running.status().notReady.length === 0, 'both brokers are connected');
    const motor = await device(plantUrl, 'plant/nw/nw-motor-01/status');
    const meter = await device(meterUrl);
    const time = new Date().toISOString().slice(0, 19);
    await until(async () => {
        await motor.publishAsync('plant/nw/nw-motor-01/telemetry', motorMessage(Date.now(), 1.5), { qos: 1 });
        await meter.publishAsync('tele/meter-1/SENSOR', `{"Time":"${time}","ENERGY":{"Power":1500}}`, { qos: 1 });
        return (
            org.assets.get('meter-1')?.Power__c === 1.5 && org.assets.get('nw-motor-01')?.Connectivity__c === 'Online'
        );
    }, 'the values of both arrived');

    // Without a goodbye the broker publishes the will.
    motor.stream.destroy();
    await until(() => org.assets.get('nw-motor-01')?.Connectivity__c === 'Offline', 'the machine is Offline');
    expect(org.assets.get('meter-1')?.Connectivity__c).toBe('Online');

    const [, second] = brokers;
    await second?.stop();
    await until(() => running.status().notReady.length > 0, 'the lost broker is told');
    expect(running.status().sources).toMatchObject([
        { name: 'plant', connected: true },
        { name: 'meters', connected: false }
    ]);
    const again = await device(plantUrl);
    await again.publishAsync('plant/nw/nw-motor-01/status', 'online', { qos: 1, retain: true });
    await until(() => org.assets.get('nw-motor-01')?.Connectivity__c === 'Online', 'the other broker is still read');
});
