/* eslint-disable jest/no-standalone-expect -- `runs` is `it`, or `it.skip` without the recording */
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createBridge } from '../../src/index.ts';
import type { AssetRow, CatalogueRows } from '../../src/contract/index.ts';
import type { BridgeConfigInput } from '../../src/index.ts';
import { readLives } from '../../src/health/life/lifeFile.ts';
import { RemainingLifeModel } from '../../src/health/life/remainingLife.ts';
import { excerptOf, type Life } from '../../src/health/life/wear.ts';
import { dataDirectory, testConfig } from '../support/bridge.ts';
import { MemoryOrg } from '../support/memoryOrg.ts';
import { asset, signal } from '../support/plant.ts';
import { noise } from './machines.ts';

/** One cycle an hour, as a turbine that flies all day. */
const HOUR_MS = 3_600_000;
const START = Date.parse('2026-03-02T00:00:00Z');
const DEVICE = 'nw-turbine-01';

const folder = (): string => mkdtempSync(path.join(tmpdir(), 'lives-'));

/** A fleet as CSV, compressed. */
function livesFile(lives: readonly Life[], names: readonly string[]): string {
    const rows = lives.flatMap((life, machine) => life.map((row) => [machine + 1, ...row].join(',')));
    const file = path.join(folder(), 'lives.csv.gz');
    writeFileSync(file, gzipSync([['machine', ...names].join(','), ...rows].join('\n')));
    return file;
}

function catalogue(names: readonly string[], own: Partial<AssetRow> = {}): CatalogueRows {
    return {
        assets: [{ ...asset(DEVICE, 'TF-30'), ...own }],
        signals: [
            signal('Operating_State', 'state', { Value_Type__c: 'Text', Asset_Field__c: 'Operating_State__c' }),
            signal('Cycles', 'metrics.cycles', { Asset_Field__c: 'Cycles__c' }),
            ...names.map((name) => signal(name, `metrics.${name}`, { Minimum__c: -1e6, Maximum__c: 1e6 }))
        ],
        alarms: [],
        rules: [
            {
                DeveloperName: 'Turbine',
                Usage__c: 'Cycles',
                Product_Model__c: 'TF-30',
                Interval__c: 1000,
                Lead_Days__c: 1,
                Active__c: true
            }
        ]
    };
}

type Row = (cycle: number) => { readonly state?: string; readonly metrics: Readonly<Record<string, unknown>> };

/** One message a cycle; the counter says how many are complete. */
function recording(fromCycle: number, toCycle: number, row: Row): string {
    const lines = Array.from({ length: toCycle - fromCycle }, (_, index) => {
        const cycle = fromCycle + index;
        const { state = 'Running', metrics } = row(cycle);
        const timestamp = new Date(START + cycle * HOUR_MS).toISOString();
        return JSON.stringify({ timestamp, state, metrics: { cycles: cycle, ...metrics } });
    });
    const file = path.join(folder(), 'turbine.ndjson');
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
}

interface Run {
    readonly file: string;
    readonly lives: string;
    readonly names: readonly string[];
    readonly directory?: string;
    readonly own?: Partial<AssetRow>;
}

/** Replays a recording through the bridge and answers what the Asset holds afterwards. */
async function replay({ file, lives, names, directory = dataDirectory(), own }: Run) {
    const org = new MemoryOrg(catalogue(names, own));
    const health: BridgeConfigInput['health'] = {
        sampleSeconds: 3600,
        bucketSeconds: 3600,
        learningSamples: 20,
        settleSeconds: 0,
        remainingLife: [{ model: 'TF-30', lives, signals: [...names] }]
    };
    const files = [{ path: file, format: 'ndjson' as const, topic: `plant/nw/${DEVICE}/telemetry` }];
    const bridge = createBridge(
        testConfig({ dataDirectory: directory, files, clock: { maximumAgeHours: 87_600 }, health }),
        {
            org
        }
    );
    await bridge.start();
    await bridge.whenDrained();
    await bridge.stop();
    return org.assets.get(DEVICE) ?? {};
}

const cyclesLeft = (found: object, cycle: number): number =>
    (Date.parse(String((found as { Predicted_Due_Date__c?: string }).Predicted_Due_Date__c)) - START) / HOUR_MS - cycle;

describe('the remaining life in the running bridge', () => {
    const names = ['Exhaust', 'Fan'];
    const random = noise(5);
    /** Both signals move in the last hundred cycles. */
    const reading = (left: number): readonly [number, number] => {
        const worn = Math.max(0, 100 - left) / 100;
        return [500 + 40 * worn ** 2 + random(), 2388 - 6 * worn + 0.2 * random()];
    };
    const lifeOf = (cycles: number): Life => Array.from({ length: cycles }, (_, index) => reading(cycles - index));
    const lives = livesFile([150, 170, 190, 200, 210, 230, 260].map(lifeOf), names);
    const END = 205;
    const course: Row = (cycle) => {
        const [Exhaust, Fan] = reading(END - cycle);
        return { metrics: { Exhaust, Fan } };
    };

    it('is written with its range beside what usage says, the earlier of the two', async () => {
        const found = await replay({ file: recording(0, 185, course), lives, names });
        expect(found).toMatchObject({ Prediction_Key__c: `${DEVICE}:life:first` });
        expect(found.Predicted_Due_Reason__c).toMatch(
            /^By machines that ran to their end, \d+ cycles are left \(\d+ to \d+\), 24 a day; told by (Exhaust|Fan)/
        );
        expect(Math.abs(cyclesLeft(found, 185) - 20)).toBeLessThan(24);
        expect(String(found.Predicted_Due_Earliest__c) <= String(found.Predicted_Due_Date__c)).toBe(true);
        expect(String(found.Predicted_Due_Latest__c) >= String(found.Predicted_Due_Date__c)).toBe(true);
    });

    it('gives way to usage while nothing is worn', async () => {
        const found = await replay({ file: recording(0, 60, course), lives, names });
        expect(found.Prediction_Key__c).toBe(`${DEVICE}:Cycles:1000`);
    });

    it('goes on after a restart with what it saw before', async () => {
        const directory = dataDirectory();
        await replay({ file: recording(0, 180, course), lives, names, directory });
        // Five cycles alone are too few to judge anything.
        const found = await replay({ file: recording(180, 185, course), lives, names, directory });
        expect(found.Prediction_Key__c).toBe(`${DEVICE}:life:first`);
    });

    it('begins anew with a service', async () => {
        const directory = dataDirectory();
        await replay({ file: recording(0, 185, course), lives, names, directory });
        const own = { Last_Service__c: new Date(START + 186 * HOUR_MS).toISOString() };
        const found = await replay({ file: recording(186, 190, course), lives, names, directory, own });
        expect(found.Prediction_Key__c).toBe(`${DEVICE}:Cycles:1184`);
    });

    it('learns nothing from maintenance and from values of Bad quality', async () => {
        const worn = { Exhaust: 540, Fan: 2382 };
        const spoiled: readonly Row[] = [
            () => ({ state: 'Maintenance', metrics: worn }),
            () => ({ metrics: { Exhaust: 'broken', Fan: 9e9 } })
        ];
        for (const later of spoiled) {
            const row: Row = (cycle) => (cycle < 120 ? course(cycle) : later(cycle));
            const found = await replay({ file: recording(0, 135, row), lives, names });
            expect(found.Prediction_Key__c).toBe(`${DEVICE}:life:first`);
            expect(cyclesLeft(found, 135)).toBeGreaterThan(45);
        }
        const seen: Row = (cycle) => (cycle < 120 ? course(cycle) : { metrics: worn });
        expect(cyclesLeft(await replay({ file: recording(0, 135, seen), lives, names }), 135)).toBeLessThan(35);
    });

    it('refuses a file that lacks a signal, by name', () => {
        expect(() => readLives(lives, ['Exhaust', 'Vibration'])).toThrow('it has no column Vibration');
        expect(() => readLives(path.join(folder(), 'none.csv'), names)).toThrow('cannot be learned from');
    });
});

const recorded = '/work/shared/data/telemetry/cmapss';
const runs = existsSync(path.join(recorded, 'train_FD001.txt.gz')) ? it : it.skip;

/** Engines of C-MAPSS FD001: 21 sensors a cycle, behind engine, cycle and three settings. */
function engines(name: string): Life[] {
    const rows = gunzipSync(readFileSync(path.join(recorded, `${name}_FD001.txt.gz`)))
        .toString('utf8')
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/).map(Number));
    return [...Map.groupBy(rows, ([engine]) => engine).values()].map((life) => life.map((row) => row.slice(5)));
}

runs(
    'C-MAPSS engines replayed through the bridge get the dates that the measured model tells (skipped without the recording)',
    async () => {
        const names = Array.from({ length: 21 }, (_, index) => `Sensor_${index + 1}`);
        const training = engines('train');
        const lives = livesFile(training, names);
        const model = new RemainingLifeModel(training);
        const worn = engines('test').filter((life) => model.judge(excerptOf(life)).cycles < 60);
        for (const life of worn.slice(0, 2)) {
            const row: Row = (cycle) => ({
                metrics: Object.fromEntries(
                    names.map((name, sensor) => [name, life[Math.min(cycle, life.length - 1)]?.[sensor]])
                )
            });
            // The counter of the message behind the last cycle tells that this one is complete.
            const found = await replay({ file: recording(0, life.length + 1, row), lives, names });
            const { cycles } = model.judge(excerptOf(life));
            expect(found.Prediction_Key__c).toBe(`${DEVICE}:life:first`);
            expect(Math.abs(cyclesLeft(found, life.length) - cycles)).toBeLessThan(25);
        }
    }
);
