import { measure } from './bench.ts';
import type { Measured } from './bench.ts';
import { startMosquitto } from './broker.ts';
import { ratiosOf, scenariosOf, usualDay } from './plan.ts';
import type { BenchSize, Ratios, Results } from './plan.ts';

/** Runs the whole bench. @throws Error where mosquitto is not installed */
export async function runBench(size: BenchSize, tell: (line: string) => void): Promise<Ratios> {
    const broker = await startMosquitto();
    if (!broker) throw new Error('mosquitto is not installed; the bench needs it.');
    try {
        const scenarios = Object.entries(scenariosOf(size));
        const results = Object.fromEntries(scenarios.map(([name]) => [name, [] as Measured[]])) as Results;
        for (let run = 0; run < size.runs; run++) {
            for (const [name, scenario] of scenarios) {
                const measured = await measure(broker.port, scenario);
                results[name as keyof Results].push(measured);
                tell(`${run + 1}/${size.runs} ${name}: ${summary(measured)}`);
            }
        }
        const calls = await measure(broker.port, usualDay(size));
        return ratiosOf(results, calls, await memoryOf(broker.port, size));
    } finally {
        await broker.stop();
    }
}

/** Every device is heard of, so that all state there is has been built. */
async function memoryOf(port: number, { manyDevices }: BenchSize): Promise<number> {
    const messages = manyDevices * 2;
    const scenario = { kind: 'bridge', qos: 1, devices: manyDevices, rate: 0, seconds: 0, messages } as const;
    return (await measure(port, scenario)).rssBytes;
}

function summary({ cpuMicros, rate, arrived }: Measured): string {
    return `${cpuMicros.toFixed(1)} µs, ${Math.round(rate)}/s, ${(arrived * 100).toFixed(2)} % arrived`;
}
