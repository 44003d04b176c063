import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { startBroker } from '../support/broker.ts';
import type { Broker } from '../support/broker.ts';
import { startOtlpReceiver } from '../support/otlpReceiver.ts';
import type { OtlpReceiver } from '../support/otlpReceiver.ts';
import { motorMessage } from '../support/plant.ts';
import { until } from '../support/until.ts';

const topic = 'plant/nw/nw-motor-01/telemetry';
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parent = '00f067aa0ba902b7';

describe('traces', () => {
    let broker: Broker;
    let device: MqttClient;
    let receiver: OtlpReceiver;
    let bridge: ChildProcess;
    let output = '';
    let at = Date.now() - 60_000;

    beforeAll(async () => {
        broker = await startBroker();
        device = await connectAsync(broker.url, { protocolVersion: 5 });
    });
    afterAll(async () => {
        await device.endAsync();
        await broker.stop();
    });
    beforeEach(async () => {
        receiver = await startOtlpReceiver();
    });
    afterEach(async () => {
        if (bridge.exitCode === null) await stop();
        await receiver.stop();
    });

    async function run(share: number, refusal = ''): Promise<void> {
        const script = path.join(__dirname, '../support/bridgeToTrace.ts');
        const flags = ['--disable-warning=ExperimentalWarning', '--experimental-strip-types'];
        const words = [...flags, script, broker.url, receiver.url, String(share), refusal];
        bridge = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
        output = '';
        bridge.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
        await until(() => output.includes('ready'), 'the bridge is ready');
    }

    /** Ends the bridge, and gives what it received and the keys of its episodes. */
    async function stop(): Promise<{ messages: number; episodes: string[] }> {
        const ended = once(bridge, 'exit');
        bridge.kill('SIGTERM');
        await ended;
        return JSON.parse(output.split('\n')[1] ?? '') as { messages: number; episodes: string[] };
    }

    /** Publishes a vibration; with the trace context of the device, whose last two digits are its flags. */
    async function send(vibration: number, flags?: string): Promise<void> {
        const userProperties = { site: 'nw', ...(flags && { traceparent: `00-${traceId}-${parent}-${flags}` }) };
        at += 1000;
        await device.publishAsync(topic, motorMessage(at, vibration), {
            qos: 1,
            properties: { contentType: 'application/json', messageExpiryInterval: 60, userProperties }
        });
    }

    const named = (name: string) => receiver.spans.filter((span) => span.name === name);

    it('lead from the span of the device over the message to the event, with the key of the episode', async () => {
        await run(0);
        await send(9, '01');
        await until(() => named('publish Alarm_Event__e').length > 0, 'the span of the event is sent');
        await until(() => named('receive mqtt').length > 0, 'the span of the message is sent');
        const [message] = named('receive mqtt');
        expect(message).toMatchObject({ traceId, parentSpanId: parent });
        expect(message?.attributes).toMatchObject({ 'messaging.destination.name': topic });
        const [event] = named('publish Alarm_Event__e');
        expect(event).toMatchObject({ traceId, parentSpanId: message?.spanId });
        expect(receiver.headers()).toMatchObject({ 'x-api-key': 'abc' });
        const { episodes } = await stop();
        expect(event?.attributes).toMatchObject({ 'iot.episode_key': episodes[0], 'iot.transition': 'Raised' });
    });

    it('record every alarm, and of other messages only the configured share', async () => {
        await run(0);
        await send(1);
        await send(1.1, '00');
        await send(9);
        await until(() => named('publish Alarm_Event__e').length > 0, 'the span of the event is sent');
        const { messages } = await stop();
        expect(messages).toBe(3);
        expect(named('receive mqtt')).toEqual([]);
    });

    it('say why the org refused an event', async () => {
        await run(1, 'FIELD_INTEGRITY_EXCEPTION: no');
        await send(9);
        await until(() => named('publish Alarm_Event__e').length > 0, 'the span of the event is sent');
        expect(named('publish Alarm_Event__e')[0]?.status).toMatchObject({
            code: 2,
            message: 'FIELD_INTEGRITY_EXCEPTION: no'
        });
    });
});
