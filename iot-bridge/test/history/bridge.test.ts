import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { createBridge } from '../../src/index.ts';
import type { Bridge } from '../../src/index.ts';
import { startBroker } from '../support/broker.ts';
import type { Broker } from '../support/broker.ts';
import { testConfig } from '../support/bridge.ts';
import { MemoryOrg } from '../support/memoryOrg.ts';
import { motorMessage, motorPlant } from '../support/plant.ts';
import { until } from '../support/until.ts';

const topic = 'plant/nw/nw-motor-01/telemetry';
const token = 'a-token-for-the-twin';

let broker: Broker;
let device: MqttClient;
let bridge: Bridge;

beforeAll(async () => {
    broker = await startBroker();
    device = await connectAsync(broker.url);
    const history = { record: 'on' as const, api: { port: 0, tokens: [{ name: 'twin', token }] } };
    const config = testConfig({ mqtt: [{ url: broker.url, session: 'clean' }], history });
    bridge = createBridge(config, { org: new MemoryOrg(motorPlant()) });
    await bridge.start();
    await until(() => bridge.status().notReady.length === 0, 'the bridge is ready');
});
afterAll(async () => {
    await bridge.stop();
    await device.endAsync();
    await broker.stop();
});

async function ask<Answer>(path: string): Promise<Answer> {
    const url = `${bridge.status().history?.address ?? ''}/history/v1/devices/nw-motor-01${path}`;
    return (await (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).json()) as Answer;
}

test('what the bridge hears is in the history: values, late ones too, states and alarms', async () => {
    const now = Date.now();
    for (let second = 0; second <= 10; second++) {
        await device.publishAsync(topic, motorMessage(now - 30_000 + second * 1000, 6), { qos: 1 });
    }
    await device.publishAsync(topic, motorMessage(now - 60_000, 1.5), { qos: 1 });
    const range = `from=${now - 100_000}&to=${now + 100_000}`;
    const values = (): Promise<{ series?: { rows: unknown[][] }[] }> =>
        ask(`/series?signals=Bearing_Vibration&${range}`);
    await until(async () => (await values()).series?.[0]?.rows.length === 12, 'all values are recorded');
    const rows = (await values()).series![0]!.rows;
    expect(rows[0]).toEqual([now - 60_000, 1.5, 'Good']);
    expect(rows[11]).toEqual([now - 20_000, 6, 'Good']);
    const signals = await ask<{ signals: { signal: string; kind: string }[] }>('/signals');
    expect(signals.signals.map(({ signal, kind }) => `${signal} ${kind}`)).toEqual(
        expect.arrayContaining(['Bearing_Vibration number', 'Operating_State state', 'Operating_Hours number'])
    );
    const events = (): Promise<{ events: { details: Record<string, unknown> }[] }> => ask(`/events?${range}`);
    await until(async () => (await events()).events.length > 0, 'the alarm is recorded');
    expect((await events()).events[0]?.details).toMatchObject({
        transition: 'Raised',
        definition: 'Motor_Bearing_Vibration_High',
        value: 6
    });
    expect(bridge.status().history).toMatchObject({ pending: 0, refused: {} });
});
