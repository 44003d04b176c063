/* eslint-disable jest/no-standalone-expect -- `runs` is `it`, or `it.skip` where mosquitto is not installed */
import { measure } from '../../bench/pipeline/bench.ts';
import { startMosquitto } from '../../bench/pipeline/broker.ts';
import { hasMosquitto } from '../support/broker.ts';

describe('bench', () => {
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
