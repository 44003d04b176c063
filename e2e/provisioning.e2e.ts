import { connectAsync, type MqttClient } from 'mqtt';
import { startBroker, type Broker } from '../scripts/lib/demo/broker.ts';
import { DeliveryPlant, type BridgeUnderTest } from './support/deliveryPlant.ts';
import { eventually } from './support/eventually.ts';

interface Machine {
    readonly Name: string;
    readonly Status: string;
    readonly Temperature__c: number | null;
    readonly ParentId: string;
    readonly AccountId: string;
    readonly Product2: { readonly ProductCode: string };
    readonly Parent: { readonly Device_Id__c: string; readonly AccountId: string };
}

interface Listed {
    readonly State__c: string;
    readonly Provisioned_At__c: string | null;
    readonly Provisioning_Note__c: string | null;
    readonly Asset__r: { readonly Device_Id__c: string } | null;
}

let plant: DeliveryPlant;
let broker: Broker;
let device: MqttClient;
let bridge: BridgeUnderTest;

const rule = { parentDevice: 'nw-press-01', model: 'EM-75', name: 'New motor {device}' };

beforeAll(async () => {
    plant = await DeliveryPlant.start();
    broker = await startBroker(0);
    device = await connectAsync(broker.url);
    bridge = await plant.startBridge('provisioning', broker.url, {
        routes: [
            { filter: 'plant/+/+/telemetry', deviceLevel: 3, presence: 'partial' },
            { filter: 'open/#', devicePath: 'id', presence: 'partial' }
        ],
        provisioning: {
            rules: [
                { filter: 'plant/nw/+/telemetry', ...rule, devices: 'nw-motor-\\d+' },
                { filter: 'open/#', ...rule }
            ],
            perHour: 2
        },
        salesforce: { catalogueSeconds: 5 }
    });
});
afterAll(async () => {
    await device.endAsync();
    await plant.stop();
    await broker.stop();
});

const send = (topic: string, more: object = {}) => {
    const metrics = { windingTemperature: 158, bearingVibration: 1.4 };
    const message = { timestamp: new Date().toISOString(), state: 'Running', metrics, ...more };
    return device.publishAsync(topic, JSON.stringify(message), { qos: 1 });
};
const hear = (name: string) => send(`plant/nw/${name}/telemetry`);

async function machine(name: string): Promise<Machine | undefined> {
    const fields = 'Name, Status, Temperature__c, ParentId, AccountId, Product2.ProductCode, Parent.Device_Id__c';
    const soql = `SELECT ${fields}, Parent.AccountId FROM Asset WHERE Device_Id__c = '${name}'`;
    return (await plant.org.connection.query<Machine>(soql)).records[0];
}

async function listed(name: string): Promise<Listed | undefined> {
    const fields = 'State__c, Provisioned_At__c, Provisioning_Note__c, Asset__r.Device_Id__c';
    const soql = `SELECT ${fields} FROM Unknown_Device__c WHERE Device_Id__c = '${name}'`;
    return (await plant.org.connection.query<Listed>(soql)).records[0];
}

const isThere = (found: unknown): boolean => found !== undefined;

async function assignSecondPermissionSet(): Promise<void> {
    const { connection, users } = plant.org;
    const soql = "SELECT Id FROM PermissionSet WHERE Name = 'IoT_Bridge_Provisioning'";
    const PermissionSetId = (await connection.query<{ Id: string }>(soql)).records[0]?.Id;
    const assignment = { AssigneeId: users.bridge, PermissionSetId };
    await connection.sobject('PermissionSetAssignment').create(assignment);
}

test('without the second permission set nothing is created: the error says so, and the device stays on the list', async () => {
    await hear('nw-motor-90');
    await eventually(
        () => Promise.resolve(bridge.lines.find((line) => line.includes('PROVISIONING_REFUSED'))),
        isThere
    );
    const [line = ''] = bridge.lines.filter((found) => found.includes('PROVISIONING_REFUSED'));
    expect(line).toMatch(/Assign the permission set IoT Bridge Provisioning/);
    expect(await eventually(() => listed('nw-motor-90'), isThere)).toMatchObject({ Asset__r: null });
    expect(await machine('nw-motor-90')).toBeUndefined();
});

test('with it the device gets an Asset below its parent, and its next message arrives there', async () => {
    await assignSecondPermissionSet();
    const created = await eventually(() => machine('nw-motor-90'), isThere);
    expect(created).toMatchObject({
        Name: 'New motor nw-motor-90',
        Status: 'Shipped',
        Product2: { ProductCode: 'EM-75' },
        Parent: { Device_Id__c: 'nw-press-01', AccountId: created?.AccountId }
    });
    const marked = await eventually(
        () => listed('nw-motor-90'),
        (found) => typeof found?.Provisioned_At__c === 'string'
    );
    expect(marked).toMatchObject({ Provisioning_Note__c: null, Asset__r: { Device_Id__c: 'nw-motor-90' } });
    const warm = await eventually(
        async () => {
            await hear('nw-motor-90');
            return machine('nw-motor-90');
        },
        (found) => typeof found?.Temperature__c === 'number'
    );
    expect(warm?.Temperature__c).toBe(70);
});

test('no Asset for a device that only its message names, nor one that an admin ignores, nor above the limit', async () => {
    const ignored = { Device_Id__c: 'nw-motor-92', State__c: 'Ignored' };
    await plant.org.connection.sobject('Unknown_Device__c').create(ignored);
    await send('open/motor', { id: 'nw-motor-93' });
    await hear('nw-motor-92');
    await hear('nw-pump-94');
    await hear('nw-motor-91');
    await eventually(() => listed('nw-motor-93'), isThere);
    await eventually(() => machine('nw-motor-91'), isThere);
    await hear('nw-motor-95');
    const note = (found: Listed | undefined): boolean => typeof found?.Provisioning_Note__c === 'string';
    expect(await eventually(() => listed('nw-motor-95'), note)).toMatchObject({
        Provisioning_Note__c: 'provisioning.perHour (2) is reached',
        Provisioned_At__c: null
    });
    for (const name of ['nw-motor-92', 'nw-motor-93', 'nw-pump-94', 'nw-motor-95']) {
        expect({ name, machine: await machine(name) }).toEqual({ name, machine: undefined });
    }
    const metrics = await (await fetch(`${bridge.url}/metrics`)).text();
    expect(metrics).toContain('iot_bridge_provisioning_total{result="created"} 2');
    expect(metrics).toContain('iot_bridge_provisioning_total{result="ignored"} 1');
    expect(metrics).toContain('iot_bridge_provisioning_total{result="limited"} 1');
});
