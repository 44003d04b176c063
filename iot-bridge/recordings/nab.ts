import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { AnomalyWatch, watchOptions } from '../src/health/anomaly/episodes.ts';

/** A labelled stretch, as the first and last index inside it. */
export type Window = readonly [first: number, last: number];

/** Weights of the benchmark's standard profile (`config/profiles.json`). */
const TRUE_POSITIVE = 1;
const FALSE_POSITIVE = 0.11;
const FALSE_NEGATIVE = 1;

/** What the detector reaches on the benchmark's files. */
export interface NabResult {
    readonly files: number;
    readonly windows: number;
    readonly detections: number;
    readonly standardScore: number;
}

/**
 * Runs the streaming detector over every labelled file that is there and scores it by the rules of the Numenta
 * Anomaly Benchmark (Lavin and Ahmad, 2015, "Evaluating real-time anomaly detection algorithms", section III).
 * One threshold for all files; nothing of a file is known before its time.
 * @returns undefined where the corpus is not there
 */
export async function checkNab(folder: string): Promise<NabResult | undefined> {
    const labelFile = path.join(folder, 'labels', 'combined_windows.json');
    if (!existsSync(labelFile)) return undefined;
    const labels = z
        .record(z.string(), z.array(z.tuple([z.string(), z.string()])))
        .parse(JSON.parse(await readFile(labelFile, 'utf8')));
    const present = Object.entries(labels).filter(([name]) => existsSync(path.join(folder, 'data', name)));
    let score = 0;
    let windowCount = 0;
    let detections = 0;
    for (const [name, spans] of present) {
        const series = await readSeries(path.join(folder, 'data', name));
        const windows = spans.map(([from, to]) => windowOf(series, utc(from), utc(to)));
        const found = detect(series);
        score += scoreFile(found, windows);
        windowCount += windows.length;
        detections += found.length;
    }
    const missedAll = -FALSE_NEGATIVE * windowCount;
    const standardScore = (100 * (score - missedAll)) / (TRUE_POSITIVE * windowCount - missedAll);
    return { files: present.length, windows: windowCount, detections, standardScore };
}

interface Sample {
    readonly time: number;
    readonly value: number;
}

async function readSeries(file: string): Promise<Sample[]> {
    const rows = parse(await readFile(file, 'utf8'), { columns: true, skip_empty_lines: true });
    return z
        .array(z.object({ timestamp: z.string(), value: z.coerce.number() }))
        .parse(rows)
        .map((row) => ({ time: utc(row.timestamp), value: row.value }));
}

function utc(stamp: string): number {
    return Date.parse(`${stamp.slice(0, 19).replace(' ', 'T')}Z`);
}

function windowOf(series: readonly Sample[], from: number, to: number): Window {
    return [series.findIndex((sample) => sample.time >= from), series.findLastIndex((sample) => sample.time <= to)];
}

/** The benchmark lets detectors learn on the first 15 % of a file, at most 750 rows. */
function learningRows(rows: number): number {
    return Math.floor(Math.min(0.15 * rows, 0.15 * 5000));
}

function detect(series: readonly Sample[]): number[] {
    const watch = new AnomalyWatch(watchOptions(learningRows(series.length)));
    return series.flatMap((sample, index) => (watch.push(sample.time, sample.value) ? [index] : []));
}

/**
 * The raw score of one file: the earliest detection in each window counts, the earlier the more; missed windows and
 * detections outside of windows cost.
 */
export function scoreFile(detections: readonly number[], windows: readonly Window[]): number {
    const inside = windows.map(([first, last]) => {
        const earliest = detections.find((index) => index >= first && index <= last);
        if (earliest === undefined) return -FALSE_NEGATIVE;
        const position = -(last - earliest + 1) / (last - first + 1);
        return (TRUE_POSITIVE * scaledSigmoid(position)) / scaledSigmoid(-1);
    });
    const outside = detections
        .filter((index) => !windows.some(([first, last]) => index >= first && index <= last))
        .map((index) => falsePositive(index, windows));
    return [...inside, ...outside].reduce((sum, value) => sum + value, 0);
}

function falsePositive(index: number, windows: readonly Window[]): number {
    const before = windows.filter(([, last]) => last < index).at(-1);
    if (!before) return -FALSE_POSITIVE;
    const [first, last] = before;
    return FALSE_POSITIVE * scaledSigmoid((index - last) / (last - first));
}

/** From 1 far before the end of a window through 0 at its end to −1 behind it. */
function scaledSigmoid(position: number): number {
    return position > 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1;
}
