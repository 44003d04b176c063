import { deletionsIntact, eraseDevice, exportDevice, proveErasure } from '../../../src/history/index.ts';
import type { HistoryEvent, HistoryStore } from '../../../src/history/index.ts';
import { expectSameRollups, referenceRollups } from './reference.ts';
import { batchOf, regular } from './samples.ts';
import { gapMs } from './stores.ts';

const DAY = 86_400_000;
const start = Date.UTC(2026, 10, 20, 10);
const flow = { device: 'nw-pump-01', signal: 'Flow' };
const state = { device: 'nw-pump-01', signal: 'Operating_State' };
const hour = { from: start, to: start + 3_600_000 };
const values = regular(flow, start, 3600, 1000, (index) => 70 + (index % 100) / 10);
const states = regular(state, start, 360, 10_000, (index) => (index % 36 < 24 ? 'Running' : 'Idle'));

function event(key: string, at: number): HistoryEvent {
    return { key, device: flow.device, at, kind: 'alarm', details: { transition: 'Raised', value: 41.5, unit: null } };
}

/** Puts in what {@link storeChecks} start from. */
export async function fillStore(store: HistoryStore): Promise<void> {
    await store.append(batchOf([...values, ...states]));
}

/** What every store must do, run against each of them after {@link fillStore}. */
export const storeChecks: Record<string, (store: HistoryStore) => Promise<void>> = {
    'gives back values page by page': expectGivesBackValuesPage,
    'sums up in tiers and in buckets of any width': expectSumsUpInTiers,
    'takes late, repeated and corrected values': expectTakesLateRepeatedAnd,
    'knows its series and their newest values': expectKnowsItsSeriesAnd,
    'refuses what it cannot keep and says so': expectRefusesWhatItCannot,
    'keeps an event once': expectKeepsAnEventOnce,
    'removes by age, tier by tier, and refuses values for days that are gone': expectRemovesByAgeTier,
    'deletes a device on request and can prove it': expectDeletesADeviceOn,
    'exports everything about a device and erases it with proof': expectExportsAndErases
};

async function expectGivesBackValuesPage(store: HistoryStore): Promise<void> {
    const first = await store.samples(flow, hour, 1000);
    expect(first.samples[1]).toEqual({ at: start + 1000, value: 70.1, quality: 'Good' });
    expect(first.samples).toHaveLength(1000);
    const rest = await store.samples(flow, { from: first.next!, to: hour.to }, 5000);
    expect(rest.samples).toHaveLength(2600);
    expect(rest.next).toBeUndefined();
    expect(await store.samples({ ...flow, signal: 'Unknown' }, hour, 10)).toEqual({
        samples: [],
        next: undefined
    });
}

async function expectSumsUpInTiers(store: HistoryStore): Promise<void> {
    for (const [key, own] of [[flow, values] as const, [state, states] as const]) {
        expectSameRollups(await store.rollups(key, 'minute', hour), referenceRollups(own, 60_000, gapMs));
        expectSameRollups(await store.buckets(key, 420_000, hour), referenceRollups(own, 420_000, gapMs));
        expectSameRollups(await store.buckets(key, 15_000, hour), referenceRollups(own, 15_000, gapMs));
    }
}

async function expectTakesLateRepeatedAnd(store: HistoryStore): Promise<void> {
    const late = regular(flow, start - 90_000, 30, 1000, () => 12);
    const corrected = regular(flow, start, 5, 1000, () => 99);
    await store.append(batchOf(values.slice(0, 500)));
    await store.append(batchOf([...late, ...corrected]));
    const all = [...values, ...late, ...corrected];
    const wide = { from: start - DAY, to: start + DAY };
    expectSameRollups(await store.rollups(flow, 'minute', wide), referenceRollups(all, 60_000, gapMs));
    expectSameRollups(await store.rollups(flow, 'hour', wide), referenceRollups(all, 3_600_000, gapMs));
    expectSameRollups(await store.rollups(flow, 'day', wide), referenceRollups(all, DAY, gapMs));
}

async function expectKnowsItsSeriesAnd(store: HistoryStore): Promise<void> {
    const known = await store.series(flow.device);
    expect(known.map(({ signal, kind, firstAt, lastAt }) => [signal, kind, firstAt, lastAt])).toEqual([
        ['Flow', 'number', start, start + 3_599_000],
        ['Operating_State', 'state', start, start + 3_590_000]
    ]);
    expect(await store.latest(flow.device)).toEqual([
        { ...flow, at: start + 3_599_000, value: 79.9, quality: 'Good' },
        { ...state, at: start + 3_590_000, value: 'Idle', quality: 'Good' }
    ]);
    expect(await store.series('nobody')).toEqual([]);
}

async function expectRefusesWhatItCannot(store: HistoryStore): Promise<void> {
    const refusals = await store.append(
        batchOf([
            ...regular(flow, start, 2, 1000, () => 'Running'),
            { ...flow, at: start, value: Number.NaN, quality: 'Good' },
            { ...flow, at: start + 4_000_000, value: 7, quality: 'Good' }
        ])
    );
    expect(refusals).toEqual([
        { ...flow, reason: 'kind-changed', count: 2 },
        { ...flow, reason: 'not-storable', count: 1 }
    ]);
    expect(await store.latest(flow.device)).toContainEqual({
        ...flow,
        ...{ at: start + 4_000_000, value: 7, quality: 'Good' }
    });
}

async function expectKeepsAnEventOnce(store: HistoryStore): Promise<void> {
    await store.appendEvents([event('a', start), event('b', start + 1)]);
    await store.appendEvents([event('a', start), event('c', start + 2)]);
    const first = await store.events(flow.device, hour, 2, 0);
    expect(first.events).toEqual([event('a', start), event('b', start + 1)]);
    const second = await store.events(flow.device, hour, 2, first.next!);
    expect(second).toEqual({ events: [event('c', start + 2)], next: undefined });
}

async function expectRemovesByAgeTier(store: HistoryStore): Promise<void> {
    const short = { device: 'nw-pump-02', signal: 'Short_Lived' };
    await store.append(batchOf(regular(short, start, 240, 3_600_000, (index) => index)));
    await store.appendEvents([event('old', start - 5 * DAY), event('new', start)]);
    const now = start + 10 * DAY;
    expect(await store.applyRetention(now)).toMatchObject({ events: 1 });
    const wide = { from: 0, to: start + 20 * DAY };
    const midnight = Date.UTC(2026, 10, 28);
    expect((await store.samples(short, wide, 1)).samples[0]?.at).toBe(midnight);
    expect((await store.rollups(short, 'minute', wide))[0]?.start).toBe(Date.UTC(2026, 10, 26));
    expect((await store.rollups(short, 'hour', wide))[0]?.start).toBe(Date.UTC(2026, 10, 22));
    expect((await store.rollups(short, 'day', wide))[0]?.start).toBe(Date.UTC(2026, 10, 20));
    expect(await store.append(batchOf(regular(short, midnight - 1000, 1, 1000, () => 1)))).toEqual([
        { ...short, reason: 'older-than-retention', count: 1 }
    ]);
    expect((await store.samples(flow, hour, 5000)).samples).toHaveLength(3600);
}

async function expectDeletesADeviceOn(store: HistoryStore): Promise<void> {
    const other = { device: 'nw-pump-02', signal: 'Flow' };
    await store.append(batchOf(regular(other, start, 10, 1000, () => 5)));
    await store.appendEvents([event('a', start)]);
    const request = { device: flow.device, requestedBy: 'privacy office', reason: 'Art. 17 GDPR', at: start };
    const record = await store.deleteDevice(request);
    expect(record).toMatchObject({ ...request, id: 1, series: 2, samples: 3960, events: 1 });
    expect(record.rollups).toBeGreaterThan(120);
    expect(await store.series(flow.device)).toEqual([]);
    expect((await store.samples(flow, hour, 10)).samples).toEqual([]);
    expect((await store.events(flow.device, hour, 10, 0)).events).toEqual([]);
    expect((await store.samples(other, hour, 100)).samples).toHaveLength(10);
    await store.deleteDevice({ ...request, device: 'nobody' });
    const log = await store.deletions();
    expect(log.map(({ device }) => device)).toEqual([flow.device, 'nobody']);
    expect(deletionsIntact(log)).toBe(true);
    expect(deletionsIntact(log.map((entry) => ({ ...entry, reason: 'changed' })))).toBe(false);
    expect(deletionsIntact(log.slice(1))).toBe(false);
}

async function exported(store: HistoryStore, device: string): Promise<Record<string, unknown>[]> {
    let text = '';
    for await (const piece of exportDevice(store, device, start)) text += piece;
    return text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
}

async function expectExportsAndErases(store: HistoryStore): Promise<void> {
    await store.appendEvents([event('a', start)]);
    const lines = await exported(store, flow.device);
    const ofType = (type: string): Record<string, unknown>[] => lines.filter((line) => line.type === type);
    expect(lines[0]).toEqual({ type: 'device', device: flow.device, exportedAt: start });
    expect(ofType('sample').slice(0, 3600)).toEqual(
        values.map(({ signal, at, value, quality }) => ({ type: 'sample', signal, at, value, quality }))
    );
    expect(ofType('rollup').filter(({ tier }) => tier === 'minute')).toHaveLength(120);
    expect(ofType('event')).toEqual([{ type: 'event', ...event('a', start) }]);
    expect(lines.at(-1)).toEqual({ type: 'end', series: 2, samples: 3960, rollups: 124, events: 1 });
    expect(await store.remainsOf(flow.device)).toMatchObject({ series: 2, samples: 3960, rollups: 124, events: 1 });
    const request = { device: flow.device, requestedBy: 'privacy office', reason: 'Art. 17 GDPR', at: start };
    const report = await eraseDevice(store, request);
    expect(report).toMatchObject({ complete: true, intact: true, deletion: { samples: 3960, rollups: 124 } });
    expect(await exported(store, flow.device)).toHaveLength(2);
    await store.append(batchOf(values.slice(0, 5)));
    expect(await proveErasure(store, report.deletion)).toMatchObject({ complete: false, remains: { samples: 5 } });
}
