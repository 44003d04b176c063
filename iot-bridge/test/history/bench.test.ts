import { benchmarkHistory } from '../../bench/history/benchmark.ts';
import { renderReport } from '../../bench/history/report.ts';

test('the benchmark stores what it says and asks all of it back', async () => {
    const result = await benchmarkHistory(20_000);
    expect(result).toMatchObject({ rows: 20_000, signals: 1 });
    expect(result.rowsPerSecond).toBeGreaterThan(0);
    expect(result.queries.statistics30Days?.points).toBe(20_000);
    expect(result.queries.values1Hour?.points).toBe(3600);
    expect(result.warm.queries.statistics30Days?.points).toBe(20_000);
    expect(result.warm.queries.values1Hour?.points).toBe(3600);
    expect(result.warm.bytesPerSample).toBeGreaterThan(0);
    expect(renderReport(result)).toMatch(/\| statistics over 30 days \| [\d.]+ ms \([\d.]+\) \| [\d.]+ ms/);
    expect(result.queries.chart30Days?.points).toBeLessThanOrEqual(1000);
}, 60_000);
