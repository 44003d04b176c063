import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSeries, readStatistics, WorkerHistory } from '../../src/history/index.ts';
import type { HistoryStore, SampleBatch, SeriesInfo } from '../../src/history/index.ts';

const DAY = 86_400_000;
const BATCH = 10_000;
const REPEATS = 20;
const start = Date.UTC(2026, 0, 1);

/** What was measured. Latencies are medians and 95th percentiles of warm queries in ms, from the thread that asks. */
export interface HistoryBenchmark {
    rows: number;
    signals: number;
    rowsPerSecond: number;
    bytesPerSample: number;
    queries: Queries;
    /** The same after all whole days have moved to Parquet files. */
    warm: {
        rowsPerSecond: number;
        /** Bytes of the files by the values in them. */
        bytesPerSample: number;
        /** Longest time a batch of one value waited for its commit meanwhile, in ms. */
        longestAppendMs: number;
        queries: Queries;
        /** Adding one late value to a day in a file, rollups included, and writing that file again, in ms. */
        lateValueMs: number;
        rewriteMs: number;
    };
}

type Queries = Record<string, { medianMs: number; p95Ms: number; points: number }>;

/** Fills an embedded store with 30 days of 1 Hz signals up to `rows` values, and asks it what a trend chart asks. */
export async function benchmarkHistory(rows: number): Promise<HistoryBenchmark> {
    const folder = mkdtempSync(path.join(tmpdir(), 'bench-history-'));
    const signals = Math.max(1, Math.ceil(rows / (30 * 86_400)));
    try {
        const rowsPerSecond = await fill(folder, rows, signals);
        const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
        const store = openIn(folder);
        const queries = await ask(store);
        const warm = await benchmarkWarm(store, folder);
        await store.close();
        return { rows, signals, rowsPerSecond, bytesPerSample: round(bytes / rows), queries, warm };
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

/** Moves everything to files while values go on coming, and asks the same again. */
async function benchmarkWarm(store: WorkerHistory, folder: string): Promise<HistoryBenchmark['warm']> {
    const late = start + 100 * DAY;
    const begun = performance.now();
    const moving = new AbortController();
    const archiving = store.archive(late).finally(() => moving.abort());
    let longestAppendMs = 0;
    for (let value = 0; !moving.signal.aborted; value++)
        longestAppendMs = Math.max(longestAppendMs, await appendOne(store, late, value));
    const { samples } = await archiving;
    const rowsPerSecond = Math.round((samples / (performance.now() - begun)) * 1000);
    const bytes = bytesIn(path.join(folder, 'history'));
    const queries = await ask(store);
    const lateValueMs = await appendOne(store, start + 1, 50.5, 'Temperature');
    const rewriteBegun = performance.now();
    await store.archive(late);
    const rewriteMs = round(performance.now() - rewriteBegun);
    return {
        ...{ rowsPerSecond, bytesPerSample: round(bytes / samples), longestAppendMs: round(longestAppendMs) },
        ...{ queries, lateValueMs: round(lateValueMs), rewriteMs }
    };
}

/** Adds a value and waits until it is stored and its rollups are true. @returns the time that took in ms */
async function appendOne(store: WorkerHistory, at: number, value: number, signal = 'Other'): Promise<number> {
    const key = { device: 'bench-0', signal };
    const batch: SampleBatch = {
        ...{ series: [{ ...key, kind: 'number' }], texts: [], index: new Uint32Array(1), quality: new Uint8Array(1) },
        ...{ at: Float64Array.of(at + (signal === 'Other' ? value : 0)), value: Float64Array.of(value) }
    };
    const begun = performance.now();
    await store.append(batch);
    if (signal !== 'Other') await store.rollups(key, 'minute', { from: start, to: start + 60_000 });
    return performance.now() - begun;
}

function bytesIn(folder: string): number {
    const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return entries.reduce((sum, name) => sum + statSync(path.join(folder, name)).size, 0);
}

/** Writes through the thread of the store, two batches under way, and counts until everything is in its chunks. */
async function fill(folder: string, rows: number, signals: number): Promise<number> {
    const store = openIn(folder);
    const batches = batchesOf(rows, signals);
    const begun = performance.now();
    let before: Promise<unknown> = Promise.resolve();
    for (const batch of batches) {
        const current = store.append(batch);
        await before;
        before = current;
    }
    await before;
    await store.close();
    return Math.round((rows / (performance.now() - begun)) * 1000);
}

function openIn(folder: string): WorkerHistory {
    return new WorkerHistory({
        file: path.join(folder, 'history.sqlite'),
        durability: 'process',
        gapMs: 300_000,
        classes: [{ signals: ['Temperature'], hotDays: 1 }],
        pendingValues: 500_000,
        flushMs: 60_000
    });
}

/** All signals second by second, as they would arrive; temperatures with two digits that wander. */
function* batchesOf(rows: number, signals: number): Generator<SampleBatch> {
    const series = Array.from({ length: signals }, (_, index) => {
        return { device: `bench-${index}`, signal: 'Temperature', kind: 'number' as const };
    });
    const random = generator(7);
    const levels = new Float64Array(signals).fill(50);
    for (let first = 0; first < rows; first += BATCH) {
        const length = Math.min(BATCH, rows - first);
        const index = Uint32Array.from({ length }, (_, row) => (first + row) % signals);
        const at = Float64Array.from({ length }, (_, row) => start + Math.floor((first + row) / signals) * 1000);
        const value = Float64Array.from(index, (signal) => {
            const level = (levels[signal] ?? 0) + (random() - 0.5) * 0.4;
            levels[signal] = level;
            return Math.round(level * 100) / 100;
        });
        yield { series, texts: [], index, at, value, quality: new Uint8Array(length) };
    }
}

async function ask(store: HistoryStore): Promise<HistoryBenchmark['queries']> {
    const [info] = await store.series('bench-0');
    if (!info) throw new Error('the benchmark has stored nothing');
    const days = (count: number): { from: number; to: number } => ({ from: start, to: start + count * DAY });
    const chart = (range: { from: number; to: number }) => async () =>
        (await readSeries(store, info, range, 1000, 'auto')).rows.length;
    return {
        chart30Days: await measure(chart(days(30))),
        chart1Day: await measure(chart(days(1))),
        chart10Minutes: await measure(chart({ from: start, to: start + 600_000 })),
        lttb30Days: await measure(async () => (await readSeries(store, info, days(30), 1000, 'lttb')).rows.length),
        raw1Day: await measure(async () => (await store.samples(info, days(1), 100_000)).samples.length),
        values1Hour: await measure(() => countValues(store, info)),
        statistics30Days: await measure(async () => (await readStatistics(store, info, days(30))).count)
    };
}

async function countValues(store: HistoryStore, info: SeriesInfo): Promise<number> {
    return (await store.samples(info, { from: start, to: start + 3_600_000 }, 10_000)).samples.length;
}

async function measure(query: () => Promise<number>): Promise<{ medianMs: number; p95Ms: number; points: number }> {
    let points = await query();
    const times: number[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
        const begun = performance.now();
        points = await query();
        times.push(performance.now() - begun);
    }
    times.sort((left, right) => left - right);
    const at = (share: number): number => round(times[Math.floor((times.length - 1) * share)] ?? 0);
    return { medianMs: at(0.5), p95Ms: at(0.95), points };
}

/** The same numbers in every run (mulberry32). */
function generator(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    };
}

function round(value: number): number {
    return Math.round(value * 100) / 100;
}
