import type { HistoryStore } from '../model.ts';
import type { Bounds } from './bounds.ts';
import { idOf, partsOf, required } from './entity.ts';
import type { EntitySet } from './entity.ts';
import { seriesWithin } from './seriesWithin.ts';

/** Devices as a set of entities. */
export const deviceSet: EntitySet = {
    name: 'Devices',
    type: 'Device',
    description: 'Devices with a history.',
    natural: ['Device'],
    properties: [
        required('Id', 'Edm.String', 'The device.', 255),
        required('Device', 'Edm.String', 'Device_Id__c of the Asset.', 80),
        required('SignalCount', 'Edm.Int32', 'Recorded signals.'),
        required('FirstTime', 'Edm.DateTimeOffset', 'Time of the first value.'),
        required('LastTime', 'Edm.DateTimeOffset', 'Time of the newest value.')
    ],
    async *read(store, bounds, after) {
        const [last] = after === undefined ? [] : (partsOf(after) ?? []);
        for (const device of await devicesWithin(store, bounds, last)) {
            if (device === last) continue;
            const series = await store.series(device);
            yield {
                ...{ Id: idOf({ device }), Device: device, SignalCount: series.length },
                FirstTime: Math.min(...series.map(({ firstAt }) => firstAt)),
                LastTime: Math.max(...series.map(({ lastAt }) => lastAt))
            };
        }
    }
};

/** Devices within bounds in order, from a given one on. */
export async function devicesWithin(store: HistoryStore, bounds: Bounds, from = ''): Promise<string[]> {
    const series = await seriesWithin(store, { ...bounds, signals: undefined }, from);
    return [...new Set(series.map(({ device }) => device))];
}
