import fc from 'fast-check';
import { viewOfModel } from '../../src/catalogue/index.ts';
import { compileCatalogue, emptyCatalogue } from '../../src/catalogue/index.ts';
import { configSchema } from '../../src/config/index.ts';
import { UnitConverter } from '../../src/map/index.ts';
import type { Quality } from '../../src/pipeline/index.ts';
import { DeviceState } from '../../src/process/deviceState.ts';
import { readDevice, readTrends } from '../../src/process/index.ts';
import { ModelPlan } from '../../src/process/modelPlan.ts';
import type { StoredDevice } from '../../src/process/index.ts';
import { writeTrends } from '../../src/process/storedDevice.ts';
import { RowReader, RowWriter } from '../../src/store/index.ts';
import { asset, signal } from '../support/plant.ts';

const rows = { assets: [asset('pump', 'CP-20')], signals: [signal('Flow', 'flow')], alarms: [] };
const catalogue = compileCatalogue(rows, emptyCatalogue, new UnitConverter());
const { processing } = configSchema.parse({
    salesforce: { loginUrl: 'http://127.0.0.1', authentication: { flow: 'access-token', accessToken: 'none' } }
});
const nothing = () => undefined;

function deviceFrom(stored: StoredDevice): DeviceState {
    const plan = new ModelPlan(viewOfModel(catalogue, 'CP-20'), processing);
    return new DeviceState(rows.assets[0]!, plan, stored, { changed: nothing, removed: nothing, event: nothing });
}

const instant = fc.integer({ min: 0, max: 4_102_444_800_000 });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const stored: fc.Arbitrary<StoredDevice> = fc.record({
    presence: fc.record({
        lastSeenAt: optional(instant),
        announced: optional(fc.constantFrom('online' as const, 'offline' as const)),
        intervalMs: optional(fc.double({ min: 0, max: 1e9, noNaN: true }))
    }),
    lastTelemetryAt: optional(instant),
    runningMs: fc.nat(),
    starts: optional(fc.nat()),
    recent: fc.array(fc.maxSafeNat(), { maxLength: 8 }),
    topic: optional(fc.string({ minLength: 1 })),
    signals: fc.dictionary(
        fc.constantFrom('Flow', 'Operating_State', 'Gone', 'Größe'),
        fc.tuple(
            fc.oneof(fc.double({ noNaN: true }), fc.string(), fc.boolean()),
            fc.constantFrom<Quality>('Good', 'Uncertain', 'Bad'),
            instant,
            fc.constantFrom('Measured' as const, 'Derived' as const),
            fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }))
        ),
        { noNullPrototype: true }
    )
});

test('a device that was stored is the same after a restart', () => {
    fc.assert(
        fc.property(stored, (before) => {
            const packed = new RowWriter().packAlone(deviceFrom(before));
            expect(readDevice(new RowReader(packed))).toEqual(before);
        })
    );
});

test('trends that were stored are the same after a restart', () => {
    const before: StoredDevice = { presence: {}, runningMs: 0, recent: [], signals: {} };
    before.signals.Flow = [1, 'Good', 5000, 'Measured', null];
    before.signals.Gone = [2, 'Good', 5000, 'Measured', null];
    const device = deviceFrom(before);
    const trends = { Flow: [[5, 1.25] as const, [15, -3] as const] };
    device.restoreTrends(trends);
    const row = { rowKey: 'trend pump', write: (out: RowWriter) => writeTrends(out, device.signals) };
    expect(readTrends(new RowReader(new RowWriter().packAlone(row)))).toEqual(trends);
});
