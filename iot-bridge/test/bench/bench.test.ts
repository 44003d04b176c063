/* eslint-disable jest/no-standalone-expect -- `runs` is `it`, or `it.skip` where mosquitto is not installed */
import { readFileSync } from 'node:fs';
import { measure, memoryPools, nodeOptions } from '../../bench/pipeline/bench.ts';
import { startMosquitto } from '../../bench/pipeline/broker.ts';
import { hasMosquitto } from '../support/broker.ts';

describe('bench', () => {
    it.each(['iot-bridge.service', 'Dockerfile'])('starts Node.js as %s does', (name) => {
        const text = readFileSync(new URL(`../../deploy/${name}`, import.meta.url), 'utf8');
        for (const option of nodeOptions) expect(text).toContain(option);
        expect(text).toContain(`${memoryPools.name}=${memoryPools.value}`);
    });

    const load = { kind: 'bridge', qos: 1, devices: 20, rate: 1000, seconds: 1, alarmEvery: 25 } as const;

    const runs = hasMosquitto('bench') ? it : it.skip;

    runs(
        'measures the bridge under a small load (skipped where mosquitto is not installed)',
        async () => {
            const broker = await startMosquitto();
            const measured = await measure(broker!.port, load);
            await broker!.stop();
            expect(measured.arrived).toBe(1);
            expect(measured.cpuMicros).toBeGreaterThan(0);
            expect(measured.latencies.length).toBeGreaterThan(10);
            expect(measured.eventCalls).toBeGreaterThan(0);
        },
        60_000
    );
});
