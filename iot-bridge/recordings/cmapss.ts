import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { RemainingLifeModel } from '../src/health/life/remainingLife.ts';
import { excerptOf } from '../src/health/life/wear.ts';

/** Longer remaining lives count as this many cycles, as in the published comparisons. */
const CLIP = 125;

/** First column with a sensor; before it stand the engine, the cycle and three settings. */
const FIRST_SENSOR = 5;

/** Error of the estimate on the last cycle of each test engine. */
export interface CmapssResult {
    readonly engines: number;
    /** Root mean square error in cycles. */
    readonly rootMeanSquareError: number;
    /** Share of engines whose true end lies in the stated range. */
    readonly inRange: number;
}

/** Learns from the training engines and judges the test engines of FD001. @returns undefined where it is not there */
export async function checkCmapss(folder: string): Promise<CmapssResult | undefined> {
    const file = (name: string) => path.join(folder, `${name}_FD001.txt.gz`);
    if (!['train', 'test', 'RUL'].every((name) => existsSync(file(name)))) return undefined;
    const model = new RemainingLifeModel(lives(await readTable(file('train'))));
    const truth = (await readTable(file('RUL'))).map((row) => Math.min(CLIP, row[0] ?? 0));
    const judged = lives(await readTable(file('test'))).map((life, index) => ({
        ...model.judge(excerptOf(life)),
        truth: truth[index] ?? 0
    }));
    const squares = judged.reduce((sum, engine) => sum + (engine.cycles - engine.truth) ** 2, 0);
    const inRange = judged.filter((engine) => engine.truth >= engine.earliest && engine.truth <= engine.latest);
    return {
        engines: judged.length,
        rootMeanSquareError: Math.sqrt(squares / judged.length),
        inRange: inRange.length / judged.length
    };
}

async function readTable(file: string): Promise<number[][]> {
    const text = gunzipSync(await readFile(file)).toString('utf8');
    return text
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/).map(Number));
}

function lives(rows: readonly number[][]): number[][][] {
    const engines = Map.groupBy(rows, (row) => row[0]);
    return [...engines.values()].map((life) => life.map((row) => row.slice(FIRST_SENSOR)));
}
