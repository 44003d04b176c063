import { UnknownDevices } from '../../src/catalogue/index.ts';
import type { QuarantinedDevice } from '../../src/intake/index.ts';
import { MemoryOrg } from '../support/memoryOrg.ts';

const start = Date.parse('2026-11-20T10:00:00.000Z');
const minute = 60_000;
const heard = (device: string, lastSeen = start): QuarantinedDevice => ({
    device,
    topic: `plant/nw/${device}/telemetry`,
    firstSeen: start,
    lastSeen,
    messages: 1
});

function setUp(devices: QuarantinedDevice[]) {
    const org = new MemoryOrg({ assets: [], signals: [], alarms: [] });
    const write = jest.spyOn(org, 'reportUnknownDevices');
    const warnings: string[] = [];
    const world = { devices, released: [] as QuarantinedDevice[], now: start };
    const unknown = new UnknownDevices({
        org,
        log: { warn: (_fields: object, text: string) => void warnings.push(text) } as never,
        quarantined: () => world.devices,
        release: () => world.released.splice(0),
        now: () => world.now
    });
    return { org, write, warnings, world, unknown };
}

test('a device is told when it is first heard, then at most every 10 minutes, and only while it sends', async () => {
    const { org, write, world, unknown } = setUp([heard('nw-press-77')]);
    await unknown.tell();
    expect(org.unknown.get('nw-press-77')).toEqual({
        Device_Id__c: 'nw-press-77',
        Topic__c: 'plant/nw/nw-press-77/telemetry',
        First_Seen__c: '2026-11-20T10:00:00.000Z',
        Last_Seen__c: '2026-11-20T10:00:00.000Z',
        Messages__c: 1,
        Asset__c: null
    });
    world.now = start + 30 * minute;
    await unknown.tell();
    world.devices = [heard('nw-press-77', start + 31 * minute)];
    world.now = start + 31 * minute;
    await unknown.tell();
    world.devices = [heard('nw-press-77', start + 32 * minute)];
    world.now = start + 32 * minute;
    await unknown.tell();
    expect(write).toHaveBeenCalledTimes(2);
    expect(org.unknown.get('nw-press-77')?.Last_Seen__c).toBe('2026-11-20T10:31:00.000Z');
});

test('many devices take several readings of 200; an id that no Asset can have is left out', async () => {
    const { org, write, unknown } = setUp([
        ...Array.from({ length: 450 }, (_, at) => heard(`d${at}`)),
        heard('x'.repeat(81))
    ]);
    for (let reading = 0; reading < 5; reading++) await unknown.tell();
    expect(write.mock.calls.map(([rows]) => rows.length)).toEqual([200, 200, 50]);
    expect(org.unknown.size).toBe(450);
});

test('a device that got its Asset is told with it, also after the org was away; the trouble is logged once', async () => {
    const { org, warnings, world, unknown } = setUp([]);
    world.released = [heard('nw-press-77')];
    org.failure = new Error('The requested resource does not exist');
    await unknown.tell();
    await unknown.tell();
    expect(warnings).toHaveLength(1);
    org.failure = undefined;
    await unknown.tell();
    expect(org.unknown.get('nw-press-77')?.Asset__r).toEqual({ Device_Id__c: 'nw-press-77' });
});
