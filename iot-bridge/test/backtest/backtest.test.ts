import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBridge } from '../../src/index.ts';
import type { Bridge, BridgeConfigInput } from '../../src/index.ts';
import { dataDirectory, testConfig } from '../support/bridge.ts';
import { MemoryOrg } from '../support/memoryOrg.ts';
import { motorPlant } from '../support/plant.ts';
import { until } from '../support/until.ts';

const TOKEN = 'a-token-for-the-back-test';
const HOUR_MS = 3_600_000;
/** Half a day ago, at a full minute. */
const START = Math.floor(Date.now() / 60_000) * 60_000 - 12 * HOUR_MS;
const DEVICES = ['nw-motor-01', 'nw-motor-02'];

/**
 * Ten hours by the five seconds. The vibration of motor 1 is above 4.5 mm/s three times: for ten minutes, for five
 * minutes, and for a single value; that of motor 2 never.
 */
function recording(): string {
    const lines: string[] = [];
    for (let since = 0; since < 10 * HOUR_MS; since += 5000) {
        const minute = since / 60_000;
        const high = (minute >= 60 && minute < 70) || (minute >= 200 && minute < 205) || since === 400 * 60_000;
        for (const device of DEVICES) {
            const vibration = device === 'nw-motor-01' && high ? 6 : 1.8;
            const metrics = { windingTemperature: 158, bearingVibration: vibration };
            const timestamp = new Date(START + since).toISOString();
            lines.push(JSON.stringify({ device, timestamp, state: 'Running', metrics }));
        }
    }
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'backtest-')), 'motors.ndjson');
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
}

let bridge: Bridge;
let address: string;
let configFile: string;

beforeAll(async () => {
    const config: BridgeConfigInput = testConfig({
        dataDirectory: dataDirectory(),
        files: [{ path: recording(), format: 'ndjson', topic: 'plant/nw/{device}/telemetry' }],
        health: { judge: 'off' },
        history: { record: 'on', flushSeconds: 0.2, api: { port: 0, tokens: [{ name: 'admin', token: TOKEN }] } }
    });
    configFile = path.join(mkdtempSync(path.join(tmpdir(), 'backtest-')), 'bridge.yaml');
    writeFileSync(configFile, JSON.stringify(config));
    bridge = createBridge(config, { org: new MemoryOrg(motorPlant(DEVICES)) });
    await bridge.start();
    await bridge.whenDrained();
    address = bridge.status().history?.address ?? '';
    // A new device is known to the history with its next flush.
    await until(async () => (await backtest(vibration)).status === 200, 'the history knows the motors');
});

afterAll(() => bridge.stop());

async function backtest(query: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }> {
    const text = new URLSearchParams({ days: '1', model: 'EM-75', ...query }).toString();
    const headers = { authorization: `Bearer ${TOKEN}` };
    const response = await fetch(`${address}/history/v1/backtest?${text}`, { headers });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const vibration = { signal: 'Bearing_Vibration', kind: 'High', limit: '4.5' };

describe('a back-test', () => {
    it('tells how often, how long and on which machines an alarm would have fired', async () => {
        // A day of two machines is asked for, ten hours are recorded.
        const { body } = await backtest(vibration);
        expect(body).toMatchObject({
            resolution: 'values',
            episodes: 3,
            episodesPerDay: 3,
            cases: 3,
            activeMs: 15 * 60_000 + 5000,
            longestMs: 10 * 60_000,
            fleeting: 1,
            floodShare: 0,
            devices: [
                { device: 'nw-motor-01', episodes: 3, cases: 3 },
                { device: 'nw-motor-02', episodes: 0, cases: 0 }
            ]
        });
        expect(body.newest).toMatchObject([
            { raisedAt: START + 400 * 60_000, value: 6 },
            { raisedAt: START + 200 * 60_000 },
            { raisedAt: START + 60 * 60_000, clearedAt: START + 70 * 60_000 }
        ]);
    });

    it('judges with the engine: a delay keeps the single value out', async () => {
        expect((await backtest({ ...vibration, onDelaySeconds: '30' })).body).toMatchObject({
            episodes: 2,
            fleeting: 0
        });
        expect((await backtest({ ...vibration, limit: '7' })).body).toMatchObject({ episodes: 0, cases: 0 });
    });

    it('counts no Case for an alarm that opens none', async () => {
        expect((await backtest({ ...vibration, priority: 'Low' })).body).toMatchObject({ episodes: 3, cases: 0 });
    });

    it('replays the worst value of each minute where that is asked for', async () => {
        expect((await backtest({ ...vibration, resolution: 'minutes' })).body).toMatchObject({
            resolution: 'minutes',
            episodes: 3,
            longestMs: 10 * 60_000
        });
    });

    it('changes a definition of the org where one is named', async () => {
        expect((await backtest({ definition: 'Motor_Bearing_Vibration_High' })).body).toMatchObject({
            definition: 'Motor_Bearing_Vibration_High',
            episodes: 2
        });
        const changed = await backtest({ definition: 'Motor_Bearing_Vibration_High', onDelaySeconds: '360' });
        expect(changed.body).toMatchObject({ episodes: 1 });
    });

    it('leaves the alarms of the bridge alone', async () => {
        const before = bridge.status().transitions;
        await backtest(vibration);
        expect(bridge.status().transitions).toEqual(before);
    });

    it('refuses what cannot be tried, with the reason', async () => {
        const refused = await backtest({ signal: 'Torque', kind: 'High', limit: '1' });
        expect(refused.status).toBe(400);
        expect(JSON.stringify(refused.body)).toMatch(/no signal definition is named Torque/);
        expect((await backtest({ definition: 'Nothing' })).status).toBe(400);
        expect((await backtest({ limit: '1' })).status).toBe(400);
        expect((await backtest({ ...vibration, model: 'HP-400' })).status).toBe(400);
        expect((await fetch(`${address}/history/v1/backtest`)).status).toBe(401);
    });

    it('is a command, too', async () => {
        const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
        const candidate = ['--model', 'EM-75', '--signal', 'Bearing_Vibration', '--kind', 'High', '--limit', '4.5'];
        const { stdout } = await promisify(execFile)(process.execPath, [
            ...[main, 'backtest', '--config', configFile, '--address', address, '--days', '1'],
            ...candidate
        ]);
        expect(stdout).toContain('3 alarms (3.0 a day), 3 Cases');
        expect(stdout).toContain('nw-motor-02: 0 alarms');
    });
});
