import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { zstdDecompressSync } from 'node:zlib';
import { eraseDevice, exportDevice, WorkerHistory } from '../../src/history/index.ts';
import { until } from '../support/until.ts';
import { batchOf, regular } from './support/samples.ts';
import type { GivenSample } from './support/samples.ts';
import { embeddedOptions, temporaryFolder } from './support/stores.ts';

const DAY = 86_400_000;
const start = Date.UTC(2026, 10, 1);
const later = start + 20 * DAY;
const vibration = { device: 'nw-motor-01', signal: 'Bearing_Vibration' };
const temperature = { device: 'nw-motor-01', signal: 'Winding_Temperature' };
const state = { device: 'nw-pump-01', signal: 'Operating_State' };
const wide = { from: start - DAY, to: later };
/** Two days of each: every minute, ten seconds and five minutes. */
const given: GivenSample[] = [
    ...regular(vibration, start, 2880, 60_000, (index) => (index % 50) / 10),
    ...regular(temperature, start, 17_280, 10_000, (index) => 60 + (index % 300) / 100),
    ...regular(state, start, 576, 300_000, (index) => (index % 5 < 4 ? 'Running' : 'Idle'))
];
const classes = [
    { signals: ['*_Temperature'], hotDays: 30 },
    { signals: ['*_Vibration'], group: 'vibration', hotDays: 5, warmDays: 19, rawDays: 60 },
    { signals: ['*'], hotDays: 5, rawDays: 40 }
];

let place: ReturnType<typeof temporaryFolder>;
let store: WorkerHistory;

function open(onTrouble?: (error: Error) => void, mostSetAside?: number): WorkerHistory {
    const folders = { warm: path.join(place.folder, 'warm'), cold: path.join(place.folder, 'cold') };
    const options = embeddedOptions(place.folder, { classes, folders, mostSetAside });
    return new WorkerHistory({ ...options, flushMs: 60_000, ...(onTrouble && { onTrouble }) });
}

function files(tier: 'warm' | 'cold'): string[] {
    try {
        const entries = readdirSync(path.join(place.folder, tier), { recursive: true, encoding: 'utf8' });
        return entries.filter((name) => name.endsWith('.parquet')).sort();
    } catch {
        return [];
    }
}

async function rowsOf(file: string): Promise<Record<string, unknown>[]> {
    const bytes = readFileSync(file);
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    return parquetReadObjects({ file: buffer, compressors: { ZSTD: (packed) => zstdDecompressSync(packed) } });
}

async function exported(device: string): Promise<string> {
    let text = '';
    for await (const piece of exportDevice(store, device, 0)) text += piece;
    return text;
}

beforeEach(async () => {
    place = temporaryFolder();
    mkdirSync(path.join(place.folder, 'cold'));
    store = open();
    await store.append(batchOf(given));
});
afterEach(async () => {
    await store.close();
    place.remove();
});

test('days move to Parquet files by day and group, warm and then cold, and any reader finds the values in them', async () => {
    const before = [await exported('nw-motor-01'), await exported('nw-pump-01')];
    expect(await store.archive(start + 7 * DAY)).toEqual({ files: 4, samples: 3456, movedToCold: 0 });
    expect(files('warm')).toEqual([
        'day=2026-11-01/group=all/values-2.parquet',
        'day=2026-11-01/group=vibration/values-1.parquet',
        'day=2026-11-02/group=all/values-4.parquet',
        'day=2026-11-02/group=vibration/values-3.parquet'
    ]);
    expect(await store.archive(later)).toEqual({ files: 0, samples: 0, movedToCold: 1 });
    expect(files('cold')).toEqual(['day=2026-11-01/group=vibration/values-1.parquet']);
    const rows = await rowsOf(path.join(place.folder, 'cold', files('cold')[0]!));
    expect(rows).toHaveLength(1440);
    expect(rows[7]).toEqual({ ...vibration, at: new Date(start + 420_000), value: 0.7, text: null, quality: 'Good' });
    const states = await rowsOf(path.join(place.folder, 'warm', 'day=2026-11-01/group=all/values-2.parquet'));
    expect(states[4]).toEqual({
        ...state,
        at: new Date(start + 1_200_000),
        value: null,
        text: 'Idle',
        quality: 'Good'
    });
    expect([await exported('nw-motor-01'), await exported('nw-pump-01')]).toEqual(before);
    await store.close();
    store = open();
    expect([await exported('nw-motor-01'), await exported('nw-pump-01')]).toEqual(before);
});

test('a late value opens its day again, and the file of its day and group alone is written anew', async () => {
    await store.archive(start + 7 * DAY);
    await store.append(batchOf(given.slice(0, 100)));
    expect(await store.archive(start + 7 * DAY)).toMatchObject({ files: 0 });
    await store.append(batchOf([{ ...vibration, at: start + 1500, value: 99, quality: 'Good' }]));
    expect((await store.rollups(vibration, 'day', wide))[0]).toMatchObject({ count: 1441, max: 99 });
    expect(await store.archive(start + 7 * DAY)).toMatchObject({ files: 1, samples: 1441 });
    expect(files('warm')).toContain('day=2026-11-01/group=vibration/values-5.parquet');
    expect(files('warm')).toHaveLength(4);
    const page = await store.samples(vibration, { from: start, to: start + 60_001 }, 10);
    expect(page.samples.map(({ value }) => value)).toEqual([0, 99, 0.1]);
});

test('a series with more values than a row group comes back as it was', async () => {
    const fast = { device: 'nw-press-01', signal: 'Oil_Pressure' };
    const many = regular(fast, start, 200_000, 400, (index) => 180 + ((index * 7919) % 3000) / 100);
    await store.append(batchOf(many));
    await store.archive(start + 7 * DAY);
    const { samples } = await store.samples(fast, wide, 200_001);
    expect(samples).toEqual(many.map(({ at, value, quality }) => ({ at, value, quality })));
});

test('erasing a device leaves nothing of it in any tier, and the others as they were', async () => {
    const other = { device: 'nw-motor-02', signal: 'Bearing_Vibration' };
    await store.append(batchOf(regular(other, start, 2880, 60_000, () => 1.5)));
    await store.archive(start + 7 * DAY);
    await store.archive(later);
    const before = await exported('nw-motor-02');
    expect(await store.remainsOf('nw-motor-01')).toMatchObject({
        series: 2,
        samples: 20_160,
        files: 2,
        filesSearched: 4
    });
    const request = { device: 'nw-motor-01', requestedBy: 'privacy office', reason: 'Art. 17 GDPR', at: later };
    const report = await eraseDevice(store, request);
    expect(report).toMatchObject({ complete: true, deletion: { samples: 20_160 }, remains: { filesSearched: 4 } });
    for (const tier of ['warm', 'cold'] as const) {
        for (const name of files(tier)) {
            const rows = await rowsOf(path.join(place.folder, tier, name));
            expect(rows.length).toBeGreaterThan(0);
            expect(rows.some(({ device }) => device === 'nw-motor-01')).toBe(false);
        }
    }
    expect(files('cold')).toHaveLength(1);
    expect(await exported('nw-motor-02')).toBe(before);
});

test('retention removes files whose values are too old', async () => {
    await store.archive(start + 7 * DAY);
    expect(await store.applyRetention(start + 41 * DAY)).toMatchObject({ samples: 288 });
    expect(files('warm').filter((name) => name.includes('group=all'))).toHaveLength(1);
    await store.applyRetention(start + 70 * DAY);
    expect(files('warm')).toEqual([]);
    expect((await store.samples(temperature, wide, 1)).samples).toHaveLength(1);
});

test('a file that is gone is named, and nothing else is touched by it', async () => {
    await store.archive(start + 7 * DAY);
    const folder = path.join(place.folder, 'warm/day=2026-11-01/group=all');
    renameSync(folder, `${folder}-away`);
    await expect(store.samples(state, wide, 10)).rejects.toMatchObject({ code: 'HISTORY_FILE_UNREADABLE' });
    expect((await store.samples(vibration, wide, 10)).samples).toHaveLength(10);
    renameSync(`${folder}-away`, folder);
    expect((await store.samples(state, wide, 10)).samples).toHaveLength(10);
});

test('late values of a file that is gone wait for it, counted and said, and hold up nothing else', async () => {
    const troubles: string[] = [];
    await store.archive(start + 7 * DAY);
    await store.close();
    store = open((error) => troubles.push(error.message));
    const folder = path.join(place.folder, 'warm/day=2026-11-01/group=vibration');
    renameSync(folder, `${folder}-away`);
    const late = { ...vibration, at: start + 1500, value: 99, quality: 'Good' as const };
    const fresh = start + 9 * DAY;
    await store.append(
        batchOf([
            late,
            { ...vibration, at: fresh, value: 1, quality: 'Good' },
            ...regular(state, fresh, 10, 60_000, () => 'Running')
        ])
    );
    const today = { from: fresh, to: fresh + DAY };
    expect((await store.samples(vibration, today, 10)).samples).toHaveLength(1);
    expect((await store.samples(state, today, 100)).samples).toHaveLength(10);
    expect((await store.rollups(vibration, 'day', wide))[0]).toMatchObject({ count: 1440, max: 4.9 });
    await expect(store.samples(vibration, wide, 10)).rejects.toMatchObject({ code: 'HISTORY_FILE_UNREADABLE' });
    expect(await store.archive(start + 7 * DAY)).toMatchObject({ files: 0, setAside: 1 });
    // The same value again is still one.
    await store.append(batchOf([late]));
    expect(await store.archive(start + 7 * DAY)).toMatchObject({ setAside: 1 });
    await until(() => troubles.length > 0, 'it is said');
    expect(troubles[0]).toMatch(/^1 late values wait for the file .*group=vibration.*, 0 were lost\./);
    await store.close();
    store = open();
    expect((await store.remainsOf('nw-motor-01')).samples).toBe(20_162);
    renameSync(`${folder}-away`, folder);
    expect(await store.archive(start + 7 * DAY)).toEqual({ files: 1, samples: 1441, movedToCold: 0 });
    expect((await store.rollups(vibration, 'day', wide))[0]).toMatchObject({ count: 1441, max: 99 });
});

test('values that wait for a file are bounded, and those without room are counted', async () => {
    await store.archive(start + 7 * DAY);
    await store.close();
    const troubles: string[] = [];
    store = open((error) => troubles.push(error.message), 3);
    const folder = path.join(place.folder, 'warm/day=2026-11-01/group=vibration');
    renameSync(folder, `${folder}-away`);
    await store.append(batchOf(regular(vibration, start + 1500, 5, 60_000, () => 9)));
    expect(await store.archive(start + 7 * DAY)).toMatchObject({ setAside: 3 });
    await until(() => troubles.length > 0, 'it is said');
    expect(troubles[0]).toContain('2 were lost');
});

test('a cold folder that is not mounted stops what would need it, and nothing is lost or claimed', async () => {
    const cold = path.join(place.folder, 'cold');
    const before = await exported('nw-motor-01');
    renameSync(cold, `${cold}-away`);
    await expect(store.archive(later)).rejects.toMatchObject({ code: 'HISTORY_FILE_UNREADABLE' });
    await expect(store.remainsOf('nw-motor-01')).rejects.toMatchObject({ code: 'HISTORY_FILE_UNREADABLE' });
    expect(await exported('nw-motor-01')).toBe(before);
    renameSync(`${cold}-away`, cold);
    await store.archive(later);
    expect(files('cold')).toHaveLength(1);
    expect(await exported('nw-motor-01')).toBe(before);
});
