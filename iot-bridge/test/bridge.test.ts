import { connectAsync } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { createBridge } from '../src/index.ts';
import type { Bridge } from '../src/index.ts';
import { startBroker } from './support/broker.ts';
import type { Broker } from './support/broker.ts';
import { testConfig } from './support/bridge.ts';
import { MemoryOrg } from './support/memoryOrg.ts';
import { motorMessage, motorPlant } from './support/plant.ts';
import { until } from './support/until.ts';

const telemetry = 'plant/nw/nw-motor-01/telemetry';
const highAlarm = 'nw-motor-01:Motor_Bearing_Vibration_High';

describe('bridge between a broker and an org', () => {
    let broker: Broker;
    let device: MqttClient;
    let org: MemoryOrg;
    let bridge: Bridge;

    beforeAll(async () => {
        broker = await startBroker();
        device = await connectAsync(broker.url);
    });
    afterAll(async () => {
        await device.endAsync();
        await broker.stop();
    });
    beforeEach(async () => {
        org = new MemoryOrg(motorPlant());
        const commands = { allowed: ['Stop'] };
        bridge = createBridge(testConfig({ mqtt: [{ url: broker.url, session: 'clean' }], commands }), { org });
        await bridge.start();
        await until(() => bridge.status().notReady.length === 0, 'the bridge is ready');
        await until(() => org.subscribedFrom !== undefined, 'commands are subscribed to');
    });
    afterEach(() => bridge.stop());

    const send = (payload: string, topic = telemetry) => device.publishAsync(topic, payload, { qos: 1 });

    it('brings values to the Asset and its signals, in the unit of their definition', async () => {
        await send(motorMessage(Date.now(), 1.7));
        await until(() => org.assets.has('nw-motor-01') && org.signals.size >= 3, 'the snapshot has arrived');
        expect(org.assets.get('nw-motor-01')).toMatchObject({
            Connectivity__c: 'Online',
            Operating_State__c: 'Running',
            Temperature__c: 70,
            Vibration__c: 1.7,
            Active_Alarms__c: 0
        });
        expect(org.signals.get('nw-motor-01:Winding_Temperature')).toMatchObject({
            Value__c: 70,
            Unit__c: 'Cel',
            Quality__c: 'Good',
            Source__c: 'Measured'
        });
        expect(org.signals.get('nw-motor-01:Bearing_Vibration')).toMatchObject({
            High_Limit__c: 4.5,
            High_High_Limit__c: 7.1
        });
    });

    it('raises an alarm after its delay, acknowledges it on command and clears it below the hysteresis', async () => {
        const start = Date.now() - 60_000;
        for (const [second, value] of [
            [0, 5],
            [2, 5.2],
            [4, 5.1],
            [6, 5.3]
        ] as const) {
            await send(motorMessage(start + second * 1000, value));
        }
        await until(() => org.events.length > 0, 'the alarm has arrived');
        const [raised] = org.events;
        expect(raised).toMatchObject({
            Alarm_Key__c: highAlarm,
            Episode_Key__c: `${highAlarm}:1:${start + 6000}`,
            Transition__c: 'Raised',
            State__c: 'Unacknowledged',
            Value__c: 5.3,
            Limit__c: 4.5,
            Unit__c: 'mm/s'
        });
        org.command({
            Command_Key__c: 'ack-1',
            Asset_Key__c: 'nw-motor-01',
            Command__c: 'Acknowledge',
            Alarm_Key__c: highAlarm,
            Episode_Key__c: raised?.Episode_Key__c,
            Requested_By__c: '005000000000001'
        });
        await until(() => org.events.length > 1, 'the acknowledgement has arrived');
        await send(motorMessage(start + 8000, 4.2));
        await send(motorMessage(start + 10_000, 3.9));
        await until(() => org.events.length > 2, 'the end has arrived');
        expect(org.history(highAlarm)).toEqual([
            'Raised>Unacknowledged',
            'Acknowledged>Acknowledged',
            'Cleared>Normal'
        ]);
        expect(org.events[1]).toMatchObject({ Acknowledged_By__c: '005000000000001' });
        await until(() => org.assets.get('nw-motor-01')?.Active_Alarms__c === 0, 'the Asset shows no alarm');
    });

    it('counts what it cannot use and goes on with the good signals of the same message', async () => {
        const now = Date.now();
        await send('{"timestamp": ');
        await send(motorMessage(now, 'NaN'));
        await send(motorMessage(now, 1.5), 'plant/nw/nobody-99/telemetry');
        await send(motorMessage(0, 1.5));
        await send(motorMessage(now + 365 * 86_400_000, 1.5));
        const repeated = motorMessage(now + 1000, 1.6);
        await send(repeated);
        await send(repeated);
        await send(motorMessage(now + 2000, { value: 1 }));
        await send(JSON.stringify({ timestamp: new Date(now + 3000).toISOString(), state: 'Running', metrics: {} }));
        await until(() => bridge.status().messages === 9, 'all messages were received');
        expect(bridge.status().rejected).toEqual({
            'malformed-payload': 1,
            'not-a-number': 1,
            'unknown-device': 1,
            'time-too-old': 1,
            'time-too-new': 1,
            duplicate: 1,
            'wrong-type': 1,
            'missing-path': 2
        });
        expect(bridge.status().quarantined).toMatchObject([{ device: 'nobody-99', messages: 1 }]);
        await until(() => org.signals.has('nw-motor-01:Winding_Temperature'), 'the good signal has arrived');
    });

    it('passes a command to its machine and the answer of the machine to the org', async () => {
        await send(motorMessage(Date.now(), 1.7));
        await until(() => org.assets.has('nw-motor-01'), 'the device was heard of');
        const received: { key: string; command: string }[] = [];
        device.on('message', (_topic, payload) => void received.push(JSON.parse(payload.toString())));
        await device.subscribeAsync('plant/+/+/command', { qos: 1 });
        const stop = { Asset_Key__c: 'nw-motor-01', Command__c: 'Stop', Parameters__c: '{}' };
        org.command({ ...stop, Command_Key__c: 'old', Expires_At__c: new Date(Date.now() - 1).toISOString() });
        org.command({ ...stop, Command_Key__c: 'new', Expires_At__c: new Date(Date.now() + 60_000).toISOString() });
        org.command({ ...stop, Command_Key__c: 'new', Expires_At__c: new Date(Date.now() + 60_000).toISOString() });
        await until(() => received.length > 0, 'the command has arrived');
        const result = 'plant/nw/nw-motor-01/command/result';
        await send('{"key":"new","state":"done","text":"stopped"}', 'plant/nw/nw-motor-02/command/result');
        await send('{"key":"new","state":"accepted"}', result);
        await send('{"key":"new","state":"done","text":"stopped"}', result);
        await until(() => org.results.get('new')?.State__c === 'Done', 'the result has arrived');
        expect(org.results.get('new')).toMatchObject({
            Result_Text__c: 'stopped',
            Delivered_At__c: expect.any(String),
            Answered_At__c: expect.any(String)
        });
        await until(() => org.results.has('old'), 'the expiry is told');
        expect(org.results.get('old')).toMatchObject({ State__c: 'Expired' });
        expect(received.map(({ key }) => key)).toEqual(['new']);
        expect(bridge.status().rejected).toEqual({ 'unknown-command': 1 });
        await until(() => bridge.status().outbox.results === 0, 'nothing waits');
    });

    it('shows presence from the status topic', async () => {
        await send(motorMessage(Date.now(), 1.7));
        await until(() => org.assets.get('nw-motor-01')?.Connectivity__c === 'Online', 'the device is online');
        await send('offline', 'plant/nw/nw-motor-01/status');
        await until(() => org.assets.get('nw-motor-01')?.Connectivity__c === 'Offline', 'the device is offline');
        expect(bridge.status().rejectedTotal).toBe(0);
    });
});
