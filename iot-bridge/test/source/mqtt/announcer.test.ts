import { connect, connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { Announcer } from '../../../src/source/mqtt/announcer.ts';
import { createBridge } from '../../../src/index.ts';
import type { Bridge } from '../../../src/index.ts';
import { testConfig } from '../../support/bridge.ts';
import { startBroker } from '../../support/broker.ts';
import type { Broker } from '../../support/broker.ts';
import { MemoryOrg } from '../../support/memoryOrg.ts';
import { motorPlant } from '../../support/plant.ts';
import { until } from '../../support/until.ts';

const topics = { status: 'bridge/north/status', state3: 'spBv1.0/STATE/north', state2: 'STATE/north' };

describe('what the bridge announces on a broker', () => {
    let broker: Broker;
    let watcher: MqttClient;
    let bridge: Bridge;
    let org: MemoryOrg;
    const heard = new Map<string, string[]>();

    const last = (topic: string): string => heard.get(topic)?.at(-1) ?? '';
    const json = (topic: string) => JSON.parse(last(topic) || '{}') as Record<string, unknown>;

    beforeAll(async () => {
        broker = await startBroker();
        watcher = await connectAsync(broker.url);
        watcher.on('message', (topic, payload) => {
            heard.set(topic, [...(heard.get(topic) ?? []), payload.toString()]);
        });
        await watcher.subscribeAsync(Object.values(topics), { qos: 1 });
        org = new MemoryOrg(motorPlant());
        const source = (name: string, topic: string, content: 'status' | 'sparkplug-state') => ({
            name,
            url: broker.url,
            clientId: name,
            session: 'clean' as const,
            will: { topic, content, everySeconds: 0.1 }
        });
        const mqtt = [
            source('status', topics.status, 'status'),
            source('state3', topics.state3, 'sparkplug-state'),
            source('state2', topics.state2, 'sparkplug-state')
        ];
        bridge = createBridge(testConfig({ name: 'north', mqtt, governor: { pollSeconds: 5 } }), { org });
        org.limits = { DailyApiRequests: { maximum: 100, remaining: 20 } };
        await bridge.start();
        await until(() => Object.values(topics).every((topic) => heard.has(topic)), 'all is announced');
    });
    afterAll(async () => {
        await bridge.stop();
        await watcher.endAsync();
        await broker.stop();
    });

    it('is its status as JSON, again when it degrades', async () => {
        await until(() => json(topics.status).step === 'scarce', 'the degradation is announced');
        expect(json(topics.status)).toMatchObject({ status: 'online', name: 'north', restartFor: [] });
        expect(json(topics.status).version).toMatch(/^\d+\.\d+\.\d+/);
    });

    it('is the state of a Sparkplug host, in both versions', () => {
        expect(json(topics.state3)).toEqual({ online: true, timestamp: expect.any(Number) });
        expect(last(topics.state2)).toBe('ONLINE');
    });

    it('is its end, with the time of the birth', async () => {
        const { timestamp } = json(topics.state3);
        await bridge.stop();
        await until(() => last(topics.state2) === 'OFFLINE', 'the end is announced');
        await until(() => json(topics.state3).online === false, 'the end is announced');
        expect(json(topics.state3)).toEqual({ online: false, timestamp });
        expect(json(topics.status).status).toBe('offline');
    });
});

describe('the last will', () => {
    it('is published by the broker on a sudden death, and a new one belongs to the next connection', async () => {
        const broker = await startBroker();
        const watcher = await connectAsync(broker.url);
        const heard: { online: boolean; timestamp: number }[] = [];
        watcher.on('message', (_topic, payload) =>
            heard.push(JSON.parse(payload.toString()) as (typeof heard)[number])
        );
        await watcher.subscribeAsync(topics.state3, { qos: 1 });
        const client = connect(broker.url, { manualConnect: true, reconnectPeriod: 50 });
        const will = {
            topic: topics.state3,
            content: 'sparkplug-state',
            everySeconds: 60,
            qos: 1,
            retain: 'on',
            payload: '',
            online: ''
        } as const;
        const announcer = new Announcer(will, client, () => ({}));
        client.options.manualConnect = false;
        client.connect();
        await until(() => heard.length === 1, 'the birth is heard');
        client.stream.destroy();
        await until(() => heard.length === 3, 'the will and the next birth are heard');
        expect(heard.map(({ online }) => online)).toEqual([true, false, true]);
        expect(heard[1]?.timestamp).toBe(heard[0]?.timestamp);
        expect(heard[2]?.timestamp).toBeGreaterThan(heard[0]?.timestamp ?? 0);
        await announcer.stop();
        await client.endAsync();
        await watcher.endAsync();
        await broker.stop();
    });
});
