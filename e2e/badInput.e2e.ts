import path from 'node:path';
import { startDemo, type Demo } from '../scripts/lib/demo/demo.ts';

let demo: Demo | undefined;

beforeAll(async () => {
    demo = await startDemo({
        projectFolder: path.resolve('.'),
        orgPort: 0,
        brokerPort: 0,
        input: { kind: 'plant', faults: [], intervalMs: 60_000, seed: 1 },
        onProgress: () => undefined
    });
});
afterAll(() => demo?.stop());

function running(): Demo {
    if (!demo) throw new Error('The demo has not started.');
    return demo;
}

const TOPIC = 'plant/nw/nw-press-02/telemetry';

/** A healthy message of a press, with some of it replaced. */
function message(more: object, metrics: object = {}): string {
    const values = { oilTemperature: 50, oilPressure: 195, vibration: 2, power: 70, operatingHours: 4000, ...metrics };
    return JSON.stringify({ timestamp: new Date().toISOString(), state: 'Running', metrics: values, ...more });
}

/** Publishes and waits until the bridge has refused something for this reason. */
async function refused(reason: string, topic: string, payload: string): Promise<number> {
    const counts = () => running().counts();
    const before = (await counts()).reasons[reason] ?? 0;
    await running().simulator?.publish(topic, payload);
    for (const deadline = Date.now() + 20_000; Date.now() < deadline;) {
        const now = (await counts()).reasons[reason] ?? 0;
        if (now > before) return now - before;
    }
    throw new Error(`Nothing was refused as ${reason}: ${JSON.stringify(await counts())}`);
}

const year = 365 * 24 * 3_600_000;

test.each([
    ['malformed-payload', TOPIC, '{"timestamp": '],
    ['unknown-device', 'plant/nw/nw-nobody-99/telemetry', message({})],
    ['missing-path', TOPIC, message({ sequence: 1 }, { oilPressure: undefined })],
    ['not-a-number', TOPIC, message({ sequence: 2 }, { oilPressure: 'NaN' })],
    ['wrong-type', TOPIC, message({ sequence: 3 }, { oilPressure: { value: 1 } })],
    ['time-too-old', TOPIC, message({ sequence: 4, timestamp: '1970-01-01T00:00:00.000Z' })],
    ['time-too-new', TOPIC, message({ sequence: 5, timestamp: new Date(Date.now() + year).toISOString() })]
])('%s is counted', async (reason, topic, payload) => {
    expect(await refused(reason, topic, payload)).toBeGreaterThan(0);
});

test('the same message twice is used once', async () => {
    const payload = message({ sequence: 100 });
    await running().simulator?.publish(TOPIC, payload);
    expect(await refused('duplicate', TOPIC, payload)).toBe(1);
});

test('good signals of a message with a bad one reach the Asset', async () => {
    await refused('not-a-number', TOPIC, message({ sequence: 200 }, { oilPressure: 'NaN', oilTemperature: 63.25 }));
    const asset = running().connection.sobject('Asset');
    for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
        const found = await asset.findOne({ Device_Id__c: 'nw-press-02' }, ['Temperature__c']);
        if (found?.Temperature__c === 63.25) return;
    }
    expect(await asset.findOne({ Device_Id__c: 'nw-press-02' }, ['Temperature__c'])).toMatchObject({
        Temperature__c: 63.25
    });
});
