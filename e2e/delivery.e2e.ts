import { connectAsync, type MqttClient } from 'mqtt';
import { startBroker, type Broker } from '../scripts/lib/demo/broker.ts';
import { DeliveryPlant } from './support/deliveryPlant.ts';
import { eventually } from './support/eventually.ts';

/** What a test looks at of an alarm. */
interface AlarmRow {
    readonly Id: string;
    readonly Episode_Key__c: string;
    readonly State__c: string;
    readonly Raised_Value__c: number;
    readonly Cause__c: string | null;
    readonly Case__c: string | null;
}

let plant: DeliveryPlant;
let broker: Broker;
let device: MqttClient;

beforeAll(async () => {
    plant = await DeliveryPlant.start();
    broker = await startBroker(0);
    device = await connectAsync(broker.url);
});
afterAll(async () => {
    await device.endAsync();
    await plant.stop();
    await broker.stop();
});

/** Source time of the next message; it runs ahead of the clock, so that delays of alarms are over at once. */
let sourceTime = Date.now() - 600_000;

/** Sends the oil temperature of a press for longer than any delay; from 75 °C a critical alarm is raised. */
async function heat(press: string, oilTemperature: number): Promise<void> {
    for (let message = 0; message < 2; message++) {
        sourceTime += 15_000;
        const metrics = { oilTemperature, oilPressure: 190, vibration: 2, power: 90 };
        const payload = { timestamp: new Date(sourceTime).toISOString(), state: 'Running', metrics };
        await device.publishAsync(`plant/nw/${press}/telemetry`, JSON.stringify(payload), { qos: 1 });
    }
}

/** The alarms of a press, newest last. */
async function alarmsOf(press: string): Promise<AlarmRow[]> {
    const soql =
        'SELECT Id, Episode_Key__c, State__c, Raised_Value__c, Cause__c, Case__c FROM Alarm__c ' +
        `WHERE Alarm_Key__c = '${press}:Press_Oil_Temperature_High_High' ORDER BY Episode_Number__c`;
    return (await plant.org.connection.query<AlarmRow>(soql)).records;
}

const inState = (state: string) => (rows: readonly AlarmRow[]) => rows.at(-1)?.State__c === state;

test.each([
    ['rest', 'nw-press-01'],
    ['pubsub', 'nw-press-02']
])('an alarm published by %s becomes one record with its Case, and ends', async (alarmChannel, press) => {
    const { pubSub } = plant.org;
    const salesforce = { alarmChannel, pubSub: { endpoint: pubSub?.endpoint, ca: pubSub?.caFile } };
    const bridge = await plant.startBridge(`by-${alarmChannel}`, broker.url, { salesforce });
    await heat(press, 80);
    const [raised] = await eventually(
        () => alarmsOf(press),
        (rows) => rows.some(({ Case__c }) => Case__c !== null)
    );
    expect(raised).toMatchObject({ State__c: 'Unacknowledged', Raised_Value__c: 80 });
    await heat(press, 50);
    await eventually(() => alarmsOf(press), inState('Returned Unacknowledged'));
    expect(await alarmsOf(press)).toHaveLength(1);
    expect((await bridge.status()).sending.alarms).toBe('events');
    await bridge.stop();
});

test('alarms do not wait when the events of the hour are used up: the record is written, and its Case is opened', async () => {
    const bridge = await plant.startBridge('no-events', broker.url);
    await heat('nw-press-01', 80);
    await eventually(() => alarmsOf('nw-press-01'), inState('Unacknowledged'));
    await plant.leave({ HourlyPublishedPlatformEvents: 0 });
    await heat('nw-press-02', 90);
    const before = await alarmsOf('nw-press-01');
    const rows = await eventually(
        () => alarmsOf('nw-press-02'),
        (found) => found.length === 2 && found[1]?.Case__c !== null
    );
    expect(rows[1]).toMatchObject({ State__c: 'Unacknowledged', Raised_Value__c: 90, Cause__c: expect.any(String) });
    const { sending, outbox } = await bridge.status();
    expect(sending).toMatchObject({ alarms: 'records', alarmsReason: expect.stringMatching(/LIMIT_EXCEEDED/) });
    expect(outbox.alarms).toBe(0);
    expect(await (await fetch(`${bridge.url}/metrics`)).text()).toMatch(/^iot_bridge_alarms_as_records 1$/m);
    // An episode that began as an event ends as a record: it stays one.
    await heat('nw-press-01', 50);
    const after = await eventually(() => alarmsOf('nw-press-01'), inState('Returned Unacknowledged'));
    expect(after).toHaveLength(before.length);
    expect(after.at(-1)).toMatchObject({ Raised_Value__c: 80 });
    await plant.leave({ HourlyPublishedPlatformEvents: 250_000 });
    await bridge.stop();
});

test('planned downtime of the line suppresses the alarm of its press by design, for as long as it lasts', async () => {
    const bridge = await plant.startBridge('downtime', broker.url, { salesforce: { catalogueSeconds: 5 } });
    await heat('nw-press-03', 80);
    await eventually(() => alarmsOf('nw-press-03'), inState('Unacknowledged'));
    const { connection } = plant.org;
    const soql = "SELECT ParentId FROM Asset WHERE Device_Id__c = 'nw-press-03'";
    const [{ ParentId } = { ParentId: '' }] = (await connection.query<{ ParentId: string }>(soql)).records;
    const hour = 3_600_000;
    const downtime = await connection.create('AssetDowntimePeriod', {
        AssetId: ParentId,
        DowntimeType: 'Planned',
        StartTime: new Date(Date.now() - hour).toISOString(),
        EndTime: new Date(Date.now() + hour).toISOString()
    });
    if (!downtime.success) throw new Error(JSON.stringify(downtime.errors));
    await eventually(() => alarmsOf('nw-press-03'), inState('Suppressed'));
    // What becomes too hot meanwhile is raised when the downtime is over, not before.
    await heat('nw-press-04', 80);
    await eventually(
        async () => (await bridge.status()).messages,
        (messages) => messages >= 4
    );
    expect(await alarmsOf('nw-press-04')).toEqual([]);
    const EndTime = new Date(Date.now() - hour / 2).toISOString();
    await connection.update('AssetDowntimePeriod', { Id: downtime.id, EndTime });
    await eventually(() => alarmsOf('nw-press-03'), inState('Unacknowledged'));
    await bridge.stop();
});

test('no flow has failed on the way', async () => {
    const soql = 'SELECT Flow__c, Element__c, Message__c FROM Automation_Failure__c';
    expect((await plant.org.connection.query(soql)).records).toEqual([]);
});
