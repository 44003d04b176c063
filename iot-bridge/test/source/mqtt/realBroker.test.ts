/* eslint-disable jest/no-standalone-expect -- `runs` is `it`, or `it.skip` where mosquitto or openssl is not installed */
import { chmodSync } from 'node:fs';
import { connectAsync } from 'mqtt';
import type { IClientOptions, MqttClient } from 'mqtt';
import { hasMosquitto } from '../../support/broker.ts';
import { Authority, hasOpenssl } from '../../support/certificates.ts';
import { hasWebSockets } from '../../support/mosquitto.ts';
import { startSource } from '../../support/mqttSource.ts';
import type { RunningSource } from '../../support/mqttSource.ts';
import { startStrictMosquitto } from '../../support/strictMosquitto.ts';
import type { StrictMosquitto } from '../../support/strictMosquitto.ts';
import { until } from '../../support/until.ts';

const suite = 'source/mqtt/realBroker';
const runs = hasMosquitto(suite) ? it : it.skip;
const overWebSocket = hasWebSockets(suite) && hasOpenssl(suite) ? it : it.skip;
const topic = 'plant/nw/nw-press-01/telemetry';

let sources: RunningSource[] = [];
let clients: MqttClient[] = [];
let broker: StrictMosquitto | undefined;

afterEach(async () => {
    for (const source of sources) source.commit();
    await Promise.all(sources.map(({ source }) => source.stop()));
    await Promise.all(clients.map((client) => client.endAsync(true)));
    await broker?.stop();
    sources = [];
    clients = [];
});

async function run(...given: Parameters<typeof startSource>): Promise<RunningSource> {
    const started = await startSource(...given);
    sources.push(started);
    await until(() => started.source.connection().connected, 'the source is connected');
    return started;
}

async function device(url: string, options: IClientOptions = {}): Promise<MqttClient> {
    const client = await connectAsync(url, { protocolVersion: 5, reconnectPeriod: 100, ...options });
    clients.push(client);
    return client;
}

/** Publishes until the source has it: the subscription follows the connection. */
async function arrives(sender: MqttClient, running: RunningSource, payload: string): Promise<void> {
    await until(async () => {
        await sender.publishAsync(topic, payload, { qos: 1 });
        return running.texts().includes(payload);
    }, `${payload} arrived`);
}

describe('MQTT by WebSocket at mosquitto', () => {
    overWebSocket('reads by ws://, and goes on after the broker was started again', async () => {
        broker = await startStrictMosquitto(['protocol websockets', 'allow_anonymous true']);
        const url = `ws://127.0.0.1:${broker.port}/mqtt`;
        const running = await run({ url, will: { topic: 'bridge/status' } });
        await arrives(await device(url), running, 'by WebSocket');
        await broker.stop();
        await until(() => !running.source.connection().connected, 'the source notices');
        await broker.start();
        await until(() => running.source.connection().connected, 'the source is back');
        await arrives(await device(url), running, 'after the restart');
        const said: string[] = [];
        const reader = await device(url);
        reader.on('message', (_topic, payload) => void said.push(payload.toString()));
        await reader.subscribeAsync('bridge/status', { qos: 1 });
        await until(() => said.includes('online'), 'the bridge is announced again');
    });

    overWebSocket('reads by wss:// when the authority is known, and says why when not', async () => {
        const authority = new Authority();
        authority.sign('broker');
        chmodSync(authority.folder, 0o755);
        for (const name of ['ca.pem', 'broker.pem', 'broker.key']) chmodSync(authority.file(name), 0o644);
        const files = [`certfile ${authority.file('broker.pem')}`, `keyfile ${authority.file('broker.key')}`];
        broker = await startStrictMosquitto(['protocol websockets', 'allow_anonymous true', ...files]);
        const url = `wss://127.0.0.1:${broker.port}/mqtt`;
        const running = await run({ url, tls: { ca: authority.ca } });
        const sender = await device(url, { wsOptions: { ca: authority.read('ca.pem') } });
        await arrives(sender, running, 'by secure WebSocket');
        expect(running.source.health().expiries).toMatchObject([{ what: 'broker certificate', subject: 'broker' }]);
        const distrusting = await startSource({ url, clientId: 'distrusting' });
        sources.push(distrusting);
        await until(() => distrusting.source.health().trouble !== undefined, 'the trouble is told');
        expect(distrusting.source.health().trouble).toMatch(
            /authority of the certificate of the broker is not trusted/
        );
        authority.remove();
    });
});

describe('MQTT 5 at mosquitto', () => {
    runs('never has more messages in flight than it said it takes, whatever the broker sends', async () => {
        broker = await startStrictMosquitto([
            'allow_anonymous true',
            'max_inflight_messages 0',
            'max_queued_messages 0'
        ]);
        const url = `mqtt://127.0.0.1:${broker.port}`;
        const limit = 7;
        const running = await run({ url, receiveMaximum: limit }, { hold: true });
        const sender = await device(url);
        await until(async () => {
            await sender.publishAsync(topic, 'subscribed?', { qos: 1 });
            return running.taken.length > 0;
        }, 'the source is subscribed');
        running.commit();
        const own = (): string[] => running.texts().filter((text) => text.startsWith('number'));
        const total = 10 * limit;
        // Each message fills a read of the socket, because what one read brings is taken as a whole.
        const numbers = Array.from({ length: total }, (_, index) => `number ${index} `.padEnd(70_000, '.'));
        for (const number of numbers) await sender.publishAsync(topic, number, { qos: 1 });
        await until(() => own().length === limit, 'as many are here as may be');
        // A round trip of the same connection: what the broker sends without waiting is here before its answer.
        await running.source.publish('elsewhere', 'round trip');
        expect(own()).toHaveLength(limit);
        const inFlight: number[] = [];
        for (let acknowledged = 0; acknowledged < total;) {
            await until(() => own().length >= Math.min(total, acknowledged + limit), 'as many as may be, or the rest');
            // Time for more to arrive, measured by work of the same broker.
            for (let trip = 0; trip < 5; trip++) await sender.publishAsync('elsewhere', 'round trip', { qos: 1 });
            inFlight.push(own().length - acknowledged);
            acknowledged = own().length;
            running.commit();
        }
        expect(own()).toEqual(numbers);
        // One more shows that the broker sends too many; then the stream is not read any further.
        expect(Math.max(...inFlight)).toBeLessThanOrEqual(limit + 1);
    });

    runs('reads messages whose topic their sender wrote as an alias', async () => {
        broker = await startStrictMosquitto(['allow_anonymous true', 'max_topic_alias 4']);
        const url = `mqtt://127.0.0.1:${broker.port}`;
        const running = await run({ url });
        const sender = await device(url);
        await arrives(sender, running, 'in full');
        await sender.publishAsync(topic, 'named', { qos: 1, properties: { topicAlias: 3 } });
        await sender.publishAsync('', 'short', { qos: 1, properties: { topicAlias: 3 } });
        await until(() => running.texts().includes('short'), 'the short one arrived');
        expect(new Set(running.taken.map((message) => message.topic))).toEqual(new Set([topic]));
    });
});
