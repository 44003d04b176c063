import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { pino } from 'pino';
import { mqttSection } from '../../../src/config/sections/mqtt.ts';
import type { Intake } from '../../../src/pipeline/index.ts';
import { systemClock } from '../../../src/pipeline/index.ts';
import { MqttSource } from '../../../src/source/index.ts';
import { startBroker } from '../../support/broker.ts';
import type { Broker } from '../../support/broker.ts';
import { until } from '../../support/until.ts';

let broker: Broker;
beforeAll(async () => {
    broker = await startBroker();
});
afterAll(() => broker.stop());

type Received = ReturnType<typeof recorder>['state'];

/** An intake that keeps texts, and whose messages become durable while `durable` says so. */
function recorder() {
    const state = { durable: true, texts: [] as string[], held: 0 };
    const intake: Intake = {
        accept: ({ topic, payload }) => {
            state.texts.push(`${topic} ${Buffer.from(payload).toString('utf8')}`);
        },
        afterCommit: (callback) => {
            if (state.durable) callback();
            else state.held++;
        },
        ready: () => undefined
    };
    return { state, intake };
}

async function started(intake: Intake, settings: Partial<Record<string, unknown>>): Promise<MqttSource> {
    const config = mqttSection.parse({ url: broker.url, ...settings });
    const log = pino({ level: 'silent' });
    const parts = { config, filters: ['plant/+/telemetry'], clock: systemClock, log, onConnection: () => undefined };
    const source = new MqttSource(parts);
    await source.start(intake);
    await until(() => source.connection().connected, 'the source is connected');
    return source;
}

/** Waits until the subscription is in force: until a message returns. */
async function subscribed(device: MqttClient, { texts }: Received): Promise<void> {
    await until(async () => {
        await device.publishAsync('plant/probe/telemetry', 'probe', { qos: 1 });
        return texts.length > 0;
    }, 'the subscription is in force');
}

/** What came besides the probes. */
function own({ texts }: Received): string[] {
    return texts.filter((text) => !text.endsWith(' probe'));
}

describe.each(['5', '3.1.1'])('a broker that speaks MQTT %s', (protocolVersion) => {
    const clientId = `bridge-${protocolVersion}`;

    test('delivers messages of every length, in their order', async () => {
        const { state, intake } = recorder();
        const source = await started(intake, { protocolVersion, clientId, session: 'clean' });
        const device = await connectAsync(broker.url);
        const texts = [1, 100, 70_000, 3, 300_000, 20].map((length, index) => `${index}`.repeat(length));
        await subscribed(device, state);
        for (const text of texts) device.publish('plant/m1/telemetry', text, { qos: 1 });
        await until(() => own(state).length === texts.length, 'all messages have come');
        expect(own(state)).toEqual(texts.map((text) => `plant/m1/telemetry ${text}`));
        await device.endAsync();
        await source.stop();
    });

    test('delivers again what was not durable, and nothing that was', async () => {
        const settings = { protocolVersion, clientId: `${clientId}-kept`, session: 'persistent' };
        const first = recorder();
        const source = await started(first.intake, settings);
        const device = await connectAsync(broker.url);
        await subscribed(device, first.state);
        await device.publishAsync('plant/m2/telemetry', 'durable', { qos: 1 });
        await until(() => own(first.state).length > 0, 'the durable message has come');
        first.state.durable = false;
        await device.publishAsync('plant/m2/telemetry', 'lost', { qos: 1 });
        await until(() => first.state.held > 0, 'a message waits for its commit');
        await source.stop();
        const second = recorder();
        const again = await started(second.intake, settings);
        await until(() => own(second.state).length > 0, 'the message comes again');
        expect(own(second.state)).toEqual(['plant/m2/telemetry lost']);
        await device.endAsync();
        await again.stop();
    });
});
