import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBridge } from '../../src/index.ts';
import type { BridgeConfigInput } from '../../src/index.ts';
import { dataDirectory, testConfig } from '../support/bridge.ts';
import { MemoryOrg } from '../support/memoryOrg.ts';
import { motorPlant } from '../support/plant.ts';
import { noise } from './machines.ts';

const START = Date.parse('2026-03-02T06:00:00Z');
const random = noise(11);

/** A recording of a motor, one message every two seconds. */
function recording(fromSecond: number, toSecond: number, more: (second: number) => Record<string, unknown>): string {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'health-')), 'motor.ndjson');
    const lines: string[] = [];
    for (let second = fromSecond; second < toSecond; second += 2) {
        const { state = 'Running', ...metrics } = more(second);
        const message = {
            timestamp: new Date(START + second * 1000).toISOString(),
            state,
            metrics: {
                windingTemperature: 158 + random(),
                bearingVibration: 1.8 + 0.05 * random(),
                operatingHours: 1990 + second / 3600,
                ...metrics
            }
        };
        lines.push(JSON.stringify(message));
    }
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
}

const plant = motorPlant();
const rows = {
    ...plant,
    signals: [
        ...plant.signals,
        {
            DeveloperName: 'Operating_Hours',
            MasterLabel: 'Operating Hours',
            Signal_Name__c: 'Operating_Hours',
            Value_Path__c: 'metrics.operatingHours',
            Asset_Field__c: 'Operating_Hours__c',
            Active__c: true
        }
    ],
    rules: [
        {
            DeveloperName: 'Motor',
            Usage__c: 'Operating Hours' as const,
            Product_Model__c: 'EM-75',
            Interval__c: 1000,
            Lead_Days__c: 7,
            Active__c: true
        }
    ]
};

/** Replays a recording and answers what the Asset holds afterwards. */
async function replay(file: string, directory: string, own: Partial<BridgeConfigInput> = {}) {
    const org = new MemoryOrg(rows);
    const config = testConfig({
        dataDirectory: directory,
        files: [{ path: file, format: 'ndjson', topic: 'plant/nw/nw-motor-01/telemetry' }],
        clock: { maximumAgeHours: 24 * 3650 },
        health: { sampleSeconds: 2, bucketSeconds: 10, learningSamples: 30, settleSeconds: 10 },
        ...own
    });
    const bridge = createBridge(config, { org });
    await bridge.start();
    await bridge.whenDrained();
    const status = bridge.status();
    await bridge.stop();
    return { asset: org.assets.get('nw-motor-01') ?? {}, status };
}

describe('health in the running bridge', () => {
    it('writes score, reasons, usage and the due date to the Asset, and goes on after a restart', async () => {
        const directory = dataDirectory();
        const healthy = await replay(
            recording(0, 900, () => ({})),
            directory
        );
        expect(healthy.asset).toMatchObject({
            Health_Score__c: 100,
            Health_Reasons__c: 'Everything is as usual.',
            Starts__c: 0,
            Prediction_Key__c: 'nw-motor-01:Operating Hours:2000',
            Predicted_Due_Date__c: '2026-03-02',
            Maintenance_Due__c: true
        });
        expect(healthy.status.health).toMatchObject({ machines: 1, skipped: 0 });
        // One minute of a worn bearing is far too short to learn what is usual: that comes from the run before.
        const worn = await replay(
            recording(902, 1100, () => ({ bearingVibration: 4 + 0.05 * random() })),
            directory
        );
        expect(worn.asset.Health_Score__c).toBeLessThan(65);
        expect(worn.asset.Health_Reasons__c).toMatch(/^−\d+: Bearing Vibration is [34].*usually 1\.\d+ to [12]/);
    });

    it('does not learn while Operating_State is Maintenance, nor from values out of their plausible range', async () => {
        const directory = dataDirectory();
        const spoiled = recording(0, 900, () => ({ state: 'Maintenance', bearingVibration: 4 }));
        const first = await replay(spoiled, directory);
        expect(first.asset.Health_Score__c).toBeNull();
        const broken = recording(902, 1800, () => ({ bearingVibration: 'broken', windingTemperature: 'broken' }));
        expect((await replay(broken, directory)).asset.Health_Score__c).toBeNull();
    });

    it('counts starts', async () => {
        const states = ['Stopped', 'Running', 'Running', 'Idle'];
        const file = recording(0, 400, (second) => ({ state: states[Math.floor(second / 50) % 4] }));
        expect((await replay(file, dataDirectory())).asset.Starts__c).toBe(2);
    });

    it('leaves machines out that do not fit, and says so', async () => {
        const { asset, status } = await replay(
            recording(0, 100, () => ({})),
            dataDirectory(),
            { health: { maximumSignals: 1 } }
        );
        expect(asset).not.toHaveProperty('Health_Reasons__c');
        expect(status.health).toMatchObject({ machines: 0, leftOut: 1 });
    });

    it('judges nothing where that is switched off', async () => {
        const directory = dataDirectory();
        const { asset, status } = await replay(
            recording(0, 100, () => ({})),
            directory,
            { health: { judge: 'off' } }
        );
        expect(asset).not.toHaveProperty('Health_Reasons__c');
        expect(status.health).toBeUndefined();
        expect(existsSync(path.join(directory, 'health.sqlite'))).toBe(false);
    });
});
