import { connectAsync, type MqttClient } from 'mqtt';
import { startBroker, type Broker } from '../iot-bridge/test/support/broker.ts';
import { DeliveryPlant, type BridgeUnderTest } from './support/deliveryPlant.ts';
import { eventually } from './support/eventually.ts';

/** Machines that stand alone, so that each is a plant of its own. */
const machines = Array.from({ length: 8 }, (_, index) => `ho-motor-${index + 1}`);

interface Episode {
    readonly Episode_Key__c: string;
    readonly State__c: string;
    readonly Asset__r: { readonly Device_Id__c: string };
}

let plant: DeliveryPlant;
let broker: Broker;
let device: MqttClient;
let sourceTime = Date.now() - 600_000;

beforeAll(async () => {
    plant = await DeliveryPlant.start();
    // mosquitto where it is installed, else the broker written in JavaScript.
    broker = await startBroker();
    device = await connectAsync(broker.url);
    const { connection } = plant.org;
    const product = await connection.sobject('Product2').findOne({ ProductCode: 'EM-75' }, ['Id']);
    const account = await connection.sobject('Account').findOne({}, ['Id']);
    const rows = machines.map((name) => ({
        Name: name,
        Device_Id__c: name,
        Product2Id: product?.Id,
        AccountId: account?.Id
    }));
    const results = await connection.sobject('Asset').create(rows);
    if (!results.every(({ success }) => success)) throw new Error(JSON.stringify(results));
});
afterAll(async () => {
    await device.endAsync();
    await plant.stop();
    await broker.stop();
});

/** Lets all machines vibrate for longer than any delay; from 7.1 mm/s each raises a critical alarm. */
async function vibrate(bearingVibration: number): Promise<void> {
    for (let message = 0; message < 2; message++) {
        sourceTime += 30_000;
        const metrics = {
            bearingVibration,
            windingTemperature: 150,
            bearingTemperature: 50,
            motorSpeed: 1480,
            current: 20
        };
        const payload = JSON.stringify({ timestamp: new Date(sourceTime).toISOString(), state: 'Running', metrics });
        for (const name of machines) await device.publishAsync(`plant/ho/${name}/telemetry`, payload, { qos: 1 });
    }
}

/** Episodes of all machines, as machine and state. @throws Error when they are not so within half a minute */
async function episodesBecome(wanted: readonly string[]): Promise<void> {
    const soql =
        'SELECT Episode_Key__c, State__c, Asset__r.Device_Id__c FROM Alarm__c ' +
        "WHERE Definition__c = 'Motor_Bearing_Vibration_High_High' AND Asset__r.Device_Id__c LIKE 'ho-motor-%' " +
        'ORDER BY Episode_Number__c';
    await eventually(
        async () => {
            const { records } = await plant.org.connection.query<Episode>(soql);
            return records.map(({ Asset__r: { Device_Id__c: name }, State__c: state }) => `${name} ${state}`).sort();
        },
        (found) => found.join() === wanted.join()
    );
}

const each = (...states: string[]) => machines.flatMap((name) => states.map((state) => `${name} ${state}`)).sort();
const partition = (index: number): Promise<BridgeUnderTest> =>
    plant.startBridge(`partition-${index}`, broker.url, { partition: { index, count: 2 } });

test('a partition is taken over after a kill: no episode twice, none missing', async () => {
    const first = await partition(1);
    const second = await partition(2);
    const [ofFirst, ofSecond] = [(await first.status()).devices, (await second.status()).devices];
    expect(Math.min(ofFirst, ofSecond)).toBeGreaterThan(0);
    expect(ofFirst + ofSecond).toBe(57 + machines.length);
    await vibrate(9);
    await episodesBecome(each('Unacknowledged'));

    await second.kill();
    await vibrate(1);
    await vibrate(9);
    const heir = await partition(2);
    await episodesBecome(each('Returned Unacknowledged', 'Unacknowledged'));

    expect((await first.status()).rejected['unknown-device']).toBeUndefined();
    expect((await heir.status()).rejected['unknown-device']).toBeUndefined();
    await expect(partition(2)).rejects.toThrow(/is in use by another bridge/);
});
