import { Plant, type OutgoingMessage, type PlantDevice } from '../lib/simulator/plant.ts';
import type { Fault } from '../lib/simulator/fault.ts';

const devices: PlantDevice[] = [
    { deviceId: 'nw-gateway-01', site: 'nw', productCode: 'GW-1' },
    { deviceId: 'nw-press-01', site: 'nw', productCode: 'HP-400', gatewayId: 'nw-gateway-01' },
    {
        deviceId: 'nw-motor-01',
        site: 'nw',
        productCode: 'EM-75',
        parentId: 'nw-press-01',
        gatewayId: 'nw-gateway-01'
    },
    { deviceId: 'nw-pump-01', site: 'nw', productCode: 'CP-20', parentId: 'nw-press-01', gatewayId: 'nw-gateway-01' },
    { deviceId: 'rb-compressor-01', site: 'rb', productCode: 'AC-55' }
];

function run(faults: Fault[], seconds: number, seed = 1): OutgoingMessage[][] {
    const plant = new Plant(devices, faults, seed);
    const start = Date.parse('2026-01-01T00:00:00Z');
    return Array.from({ length: seconds }, (_, second) => plant.advance(1, new Date(start + second * 1000)));
}

function values(ticks: OutgoingMessage[][], deviceId: string, metric: string): number[] {
    return ticks.flatMap((tick) =>
        tick.filter((sent) => sent.deviceId === deviceId).map((sent) => sent.message.metrics[metric] ?? Number.NaN)
    );
}

test('a healthy plant stays inside its alarm limits for an hour', () => {
    const ticks = run([], 3600);
    expect(Math.max(...values(ticks, 'nw-motor-01', 'bearingVibration'))).toBeLessThan(4.5);
    expect(Math.max(...values(ticks, 'nw-press-01', 'oilTemperature'))).toBeLessThan(65);
    expect(Math.min(...values(ticks, 'nw-press-01', 'oilPressure'))).toBeGreaterThan(120);
    expect(Math.min(...values(ticks, 'nw-pump-01', 'flow'))).toBeGreaterThan(45);
    expect(Math.min(...values(ticks, 'rb-compressor-01', 'networkPressure'))).toBeGreaterThan(5.5);
});

test('the same seed gives the same plant and another seed another one', () => {
    const first = run([], 20, 7);
    expect(run([], 20, 7)).toEqual(first);
    expect(run([], 20, 8)).not.toEqual(first);
});

test('bearing wear drives the vibration over the highest limit and only of that motor', () => {
    const ticks = run([{ kind: 'bearing-wear', deviceId: 'nw-motor-01', startSeconds: 10, durationSeconds: 60 }], 60);
    expect(values(ticks, 'nw-motor-01', 'bearingVibration').at(-1)).toBeGreaterThan(7.1);
    expect(Math.max(...values(ticks, 'nw-pump-01', 'vibration'))).toBeLessThan(3);
});

test('a machine recovers when the fault is over', () => {
    const ticks = run(
        [{ kind: 'pressure-leak', deviceId: 'rb-compressor-01', startSeconds: 5, durationSeconds: 60 }],
        200
    );
    const pressure = values(ticks, 'rb-compressor-01', 'networkPressure');
    expect(Math.min(...pressure)).toBeLessThan(5.5);
    expect(pressure.at(-1)).toBeGreaterThan(6.5);
});

test('loss of cooling warms the machine that the pump cools, later than the flow falls', () => {
    const ticks = run(
        [{ kind: 'loss-of-cooling', deviceId: 'nw-pump-01', startSeconds: 5, durationSeconds: 120 }],
        120
    );
    const flowFell = values(ticks, 'nw-pump-01', 'flow').findIndex((value) => value < 40);
    const oilHot = values(ticks, 'nw-press-01', 'oilTemperature').findIndex((value) => value > 65);
    expect(flowFell).toBeGreaterThan(0);
    expect(oilHot).toBeGreaterThan(flowFell + 5);
});

test('a silent gateway silences everything behind it and nothing else', () => {
    const ticks = run(
        [{ kind: 'silent-gateway', deviceId: 'nw-gateway-01', startSeconds: 3, durationSeconds: 60 }],
        10
    );
    expect(ticks.at(-1)?.map((sent) => sent.deviceId)).toEqual(['rb-compressor-01']);
});

test('a product code without a machine model is refused by name', () => {
    expect(() => new Plant([{ deviceId: 'x', site: 'nw', productCode: 'QQ-1' }], [], 1)).toThrow(/QQ-1/);
});

test('operating hours grow while running and sequence numbers count up', () => {
    const ticks = run([], 100);
    const hours = values(ticks, 'nw-pump-01', 'operatingHours');
    expect((hours.at(-1) ?? 0) - (hours[0] ?? 0)).toBeCloseTo(99 / 3600, 2);
    expect(ticks.at(-1)?.[0]?.message.sequence).toBe(100);
});

describe('a command', () => {
    const noon = new Date('2026-11-20T12:00:00.000Z');
    const command = (name: string, parameters = {}, expires: string | null = null, key = name) => ({
        key,
        command: name,
        parameters,
        expires
    });
    const settle = (plant: Plant) => Array.from({ length: 20 }, () => plant.advance(1, noon));
    const states = (answers: readonly { readonly state: string }[]) => answers.map(({ state }) => state);

    test('moves a value to its set point', () => {
        const plant = new Plant(devices, [], 1);
        expect(states(plant.command('nw-press-01', command('Set Point', { oilPressure: 165 }), noon))).toEqual([
            'accepted',
            'done'
        ]);
        expect(values(settle(plant), 'nw-press-01', 'oilPressure').at(-1)).toBeCloseTo(165, -1);
    });

    test.each([
        ['out of the range of the machine', 'nw-press-01', 'Set Point', { oilPressure: 999 }, /between 140 and 230/],
        ['that is no number', 'nw-press-01', 'Set Point', { oilPressure: 'high' }, /cannot set oilPressure to high/],
        ['of another parameter', 'nw-press-01', 'Set Point', { speed: 1 }, /cannot set speed/],
        ['of two parameters', 'nw-press-01', 'Set Point', { oilPressure: 160, power: 1 }, /one parameter/],
        ['that the machine does not know', 'nw-press-01', 'Explode', {}, /knows no command/],
        ['for a gateway', 'nw-gateway-01', 'Stop', {}, /takes no commands/]
    ])('%s is refused', (_name, device, name, parameters, text) => {
        const answers = new Plant(devices, [], 1).command(device, command(name, parameters), noon);
        expect(answers).toMatchObject([{ state: 'failed', text: expect.stringMatching(text) as unknown }]);
    });

    test('stops and starts a machine, each key once', () => {
        const plant = new Plant(devices, [], 1);
        const stateOf = () => plant.advance(1, noon).find(({ deviceId }) => deviceId === 'nw-press-01')?.message.state;
        plant.command('nw-press-01', command('Stop'), noon);
        expect(stateOf()).toBe('Stopped');
        plant.command('nw-press-01', command('Start'), noon);
        expect(stateOf()).toBe('Running');
        expect(states(plant.command('nw-press-01', command('Stop'), noon))).toEqual(['done']);
        expect(stateOf()).toBe('Running');
    });

    test('is not carried out after its expiry', () => {
        const plant = new Plant(devices, [], 1);
        const late = command('Stop', {}, '2026-11-20T12:00:00.000Z');
        expect(plant.command('nw-press-01', late, noon)).toEqual([
            { key: 'Stop', state: 'failed', text: 'expired before it reached the machine' }
        ]);
        expect(plant.advance(1, noon).find(({ deviceId }) => deviceId === 'nw-press-01')?.message.state).toBe(
            'Running'
        );
    });

    test('changes the format of the filler and with it its speed', () => {
        const plant = new Plant([{ deviceId: 'rb-filler-01', site: 'rb', productCode: 'FM-8' }], [], 1);
        plant.command('rb-filler-01', command('Set Point', { format: '1 L' }), noon);
        expect(values(settle(plant), 'rb-filler-01', 'bottlesPerMinute').at(-1)).toBeLessThan(300);
    });
});
