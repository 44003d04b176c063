import { Provisioner } from '../../src/catalogue/index.ts';
import { configSchema } from '../../src/config/index.ts';
import type { BridgeConfigInput } from '../../src/index.ts';
import type { NewAsset, UnknownDeviceRow } from '../../src/contract/index.ts';
import type { QuarantinedDevice } from '../../src/intake/index.ts';
import { testConfig } from '../support/bridge.ts';

const start = Date.parse('2026-11-20T10:00:00.000Z');
const heard = (device: string, topic: string): QuarantinedDevice => {
    return { device, topic, firstSeen: start, lastSeen: start, messages: 1 };
};
const rule = { filter: 'plant/+/+/telemetry', parentDevice: 'nw-gateway-01', model: 'EM-75' };

function setUp(provisioning: BridgeConfigInput['provisioning'], devices: QuarantinedDevice[]) {
    const config = configSchema.parse(
        testConfig({
            provisioning,
            routes: [
                { filter: 'plant/+/+/telemetry', deviceLevel: 3 },
                { filter: 'site/+', deviceLevel: 2, devicePrefix: 'site-' },
                { filter: 'open/#', devicePath: 'id' }
            ]
        })
    );
    const world = {
        now: start,
        state: { lastHour: 0, total: 0, ignored: [] as string[] },
        refuse: undefined as string | undefined,
        failure: undefined as Error | undefined,
        created: [] as NewAsset[],
        rows: [] as UnknownDeviceRow[],
        results: [] as string[],
        errors: [] as string[]
    };
    const told = (_fields: object, text: string): void => void world.errors.push(text);
    const provisioner = new Provisioner({
        config: config.provisioning,
        routes: () => config.routes,
        org: {
            reportUnknownDevices: (rows) => Promise.resolve((world.rows.push(...rows), [])),
            provisioning: {
                read: () => (world.failure ? Promise.reject(world.failure) : Promise.resolve(world.state)),
                create: (assets) => {
                    if (world.refuse === undefined) world.created.push(...assets);
                    return Promise.resolve(assets.map(() => world.refuse));
                }
            }
        },
        log: { info: () => undefined, warn: told, error: told } as never,
        quarantined: () => devices,
        count: (result) => world.results.push(result),
        now: () => world.now
    });
    return { world, provisioner };
}

const names = (assets: readonly NewAsset[]): string[] => assets.map(({ device }) => device);

test('without rules nothing is asked', async () => {
    const { world, provisioner } = setUp({}, [heard('nw-motor-90', 'plant/nw/nw-motor-90/telemetry')]);
    world.failure = new Error('asked');
    await provisioner.run();
    expect(world.errors).toEqual([]);
});

test('an Asset is named by its rule, and only for who its topic speaks for', async () => {
    const devices = [
        heard('nw-motor-90', 'plant/nw/nw-motor-90/telemetry'),
        heard('nw-motor-91', 'plant/nw/somebody-else/telemetry'),
        heard('site-7', 'site/7'),
        heard("x' OR Name != '", 'plant/nw/x/telemetry'),
        heard('by-message', 'open/a')
    ];
    const rules = [
        { ...rule, name: 'Motor {device} of {2}' },
        { ...rule, filter: 'site/+' },
        { ...rule, filter: 'open/#' }
    ];
    const strict = setUp({ rules }, devices);
    await strict.provisioner.run();
    expect(names(strict.world.created)).toEqual(['nw-motor-90', 'site-7']);
    expect(strict.world.created[0]).toEqual({
        device: 'nw-motor-90',
        name: 'Motor nw-motor-90 of nw',
        status: 'Shipped',
        parentDevice: 'nw-gateway-01',
        model: 'EM-75'
    });
    const trusting = setUp({ rules: [{ ...rule, filter: 'open/#', identity: 'message' }] }, devices);
    await trusting.provisioner.run();
    expect(names(trusting.world.created)).toEqual(['by-message']);
});

test('limits and refusals are told once, written on the list, and tried again after 10 minutes', async () => {
    const devices = ['a', 'b', 'c'].map((name) => heard(name, `plant/nw/${name}/telemetry`));
    const { world, provisioner } = setUp({ rules: [rule], total: 12 }, devices);
    world.state = { lastHour: 1, total: 10, ignored: ['a'] };
    await provisioner.run();
    await provisioner.run();
    expect(names(world.created)).toEqual(['b', 'c']);
    expect(world.results).toEqual(['ignored', 'created', 'created']);
    world.state = { lastHour: 3, total: 12, ignored: [] };
    world.now += 600_000;
    await provisioner.run();
    await provisioner.run();
    expect(world.rows.at(-1)?.Provisioning_Note__c).toBe('provisioning.total (12) is reached');
    world.state = { lastHour: 0, total: 0, ignored: [] };
    world.refuse = 'no active product has the code EM-75';
    world.now += 600_000;
    await provisioner.run();
    await provisioner.run();
    expect(world.rows.at(-1)).toMatchObject({ Asset__c: null, Provisioning_Note__c: world.refuse });
    expect(world.errors).toEqual([
        'no further Asset is created: provisioning.total (12) is reached',
        expect.stringMatching(/no active product.*Assign the permission set/)
    ]);
});

test('a pattern that is no regular expression is refused with its place', () => {
    expect(() => configSchema.parse(testConfig({ provisioning: { rules: [{ ...rule, devices: '(' }] } }))).toThrow(
        /not a regular expression/
    );
});
