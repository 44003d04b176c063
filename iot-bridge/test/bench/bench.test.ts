import { measure } from '../../bench/pipeline/bench.ts';
import { startMosquitto } from '../../bench/pipeline/broker.ts';

describe('bench', () => {
    it('measures the bridge under a small load', async () => {
        const broker = await startMosquitto();
        // Without mosquitto there is nothing to measure against, and `npm run bench` says so.
        if (!broker) return;
        const load = { kind: 'bridge', qos: 1, devices: 20, rate: 1000, seconds: 1, alarmEvery: 25 } as const;
        const measured = await measure(broker.port, load);
        await broker.stop();
        expect(measured.arrived).toBe(1);
        expect(measured.cpuMicros).toBeGreaterThan(0);
        expect(measured.latencies.length).toBeGreaterThan(10);
        expect(measured.eventCalls).toBeGreaterThan(0);
    }, 60_000);
});
