import type { HistoryStore, Rollup, SeriesInfo, Tier, TimeRange } from '../model.ts';
import { meanOf, timeWeightedMeanOf } from '../rollup/rollup.ts';
import { ceilTo, floorTo, tierWidth } from '../rollup/tiers.ts';
import type { Bounds } from './bounds.ts';
import { idOf, optional, partsOf, required } from './entity.ts';
import type { Entity, EntitySet } from './entity.ts';
import { compareNames, seriesWithin } from './seriesWithin.ts';

/** Buckets that are read at once. */
const PAGE_BUCKETS = 2000;

const properties = [
    required('Id', 'Edm.String', 'Device, signal and start of the bucket.', 255),
    required('Device', 'Edm.String', 'Device_Id__c of the Asset.', 80),
    required('Signal', 'Edm.String', 'Name of the signal.', 80),
    required('Start', 'Edm.DateTimeOffset', 'Start of the bucket, UTC.'),
    required('ValueCount', 'Edm.Int32', 'Values in the bucket.'),
    required('UncertainCount', 'Edm.Int32', 'Values of Uncertain quality among them.'),
    required('BadCount', 'Edm.Int32', 'Values of Bad quality among them; no other figure counts those.'),
    optional('Minimum', 'Edm.Double', 'Least value.'),
    optional('Maximum', 'Edm.Double', 'Greatest value.'),
    optional('Mean', 'Edm.Double', 'Mean of the values.'),
    optional('TimeWeightedMean', 'Edm.Double', 'Mean over the time in which values held.'),
    optional('LastValue', 'Edm.Double', 'Last value, of signals that are numbers.'),
    optional('LastState', 'Edm.String', 'Last state, of signals that are states.', 255),
    optional('LongestState', 'Edm.String', 'State that held longest.', 255),
    required('CoveredSeconds', 'Edm.Double', 'Time in which a value held.')
];

/** Rollups of a tier as a set of entities. */
function telemetrySet(tier: Tier, word: string): EntitySet {
    const name = `Telemetry${word}s`;
    return {
        ...{ name, type: `Telemetry${word}`, natural: ['Device', 'Signal', 'Start'], properties },
        description: `Figures of each ${tier} of UTC in which a signal had values.`,
        read: (store, bounds, after) => readBuckets(store, tier, bounds, after),
        count: (store, bounds) => countBuckets(store, tier, bounds)
    };
}

/** Sets of minutes, hours and days. */
export const telemetrySets: readonly EntitySet[] = [
    telemetrySet('minute', 'Minute'),
    telemetrySet('hour', 'Hour'),
    telemetrySet('day', 'Day')
];

async function* readBuckets(store: HistoryStore, tier: Tier, bounds: Bounds, after = ''): AsyncGenerator<Entity> {
    const [device, signal, start] = partsOf(after) ?? [];
    const reached = start === undefined ? Number.NEGATIVE_INFINITY : Date.parse(start) + 1;
    for (const info of await seriesWithin(store, bounds, device, signal)) {
        const isFirst = info.device === device && info.signal === signal;
        const range = rangeOf(info, tier, bounds);
        const step = PAGE_BUCKETS * tierWidth[tier];
        for (let from = Math.max(range.from, isFirst ? reached : range.from); from < range.to; from += step) {
            const rollups = await store.rollups(info, tier, { from, to: Math.min(from + step, range.to) });
            for (const rollup of rollups) yield entityOf(info, rollup);
        }
    }
}

async function countBuckets(store: HistoryStore, tier: Tier, bounds: Bounds): Promise<number> {
    let count = 0;
    for (const info of await seriesWithin(store, bounds)) {
        const range = rangeOf(info, tier, bounds);
        if (range.from < range.to) count += await store.rollupCount(info, tier, range);
    }
    return count;
}

/** Starts of buckets that can be there, cut to the bounds; a value holds into the bucket after its own at most one gap. */
function rangeOf({ firstAt, lastAt }: SeriesInfo, tier: Tier, { from, to }: Bounds): TimeRange {
    const width = tierWidth[tier];
    return { from: Math.max(from, floorTo(firstAt, width)), to: Math.min(to, ceilTo(lastAt + 1, width)) };
}

function entityOf(info: SeriesInfo, rollup: Rollup): Entity {
    const { device, signal, kind } = info;
    const { start, count, uncertain, bad, min, max, last, coveredMs, states } = rollup;
    const [longest] = Object.entries(states).sort(
        ([first, left], [second, right]) => right - left || compareNames(first, second)
    );
    return {
        ...{ Id: idOf({ device, signal, at: start }), Device: device, Signal: signal, Start: start },
        ...{ ValueCount: count, UncertainCount: uncertain, BadCount: bad, Minimum: min, Maximum: max },
        ...{ Mean: meanOf(rollup), TimeWeightedMean: timeWeightedMeanOf(rollup, kind) },
        LastValue: typeof last === 'number' ? last : null,
        LastState: typeof last === 'string' ? last : null,
        LongestState: longest?.[0] ?? null,
        CoveredSeconds: coveredMs / 1000
    };
}
