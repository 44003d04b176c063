import { availableParallelism, loadavg } from 'node:os';
import type { HistoryBenchmark } from './benchmark.ts';

/** What each question is, for people. */
const questions: Readonly<Record<string, string>> = {
    chart30Days: '30 days of one signal, at most 1,000 points',
    chart1Day: 'one day, at most 1,000 points',
    chart10Minutes: 'ten minutes of values',
    lttb30Days: '30 days, shape of the line (`lttb`)',
    raw1Day: 'all 86,400 values of a day',
    values1Hour: 'all 3,600 values of an hour',
    statistics30Days: 'statistics over 30 days'
};

/** The page of figures of the history. Medians, in brackets the 95th percentile. */
export function renderReport({
    rows,
    signals,
    rowsPerSecond,
    bytesPerSample,
    queries,
    warm
}: HistoryBenchmark): string {
    const questionRows = Object.entries(queries).map(([name, hot]) => {
        const other = warm.queries[name];
        return `| ${questions[name] ?? name} | ${latency(hot)} | ${other ? latency(other) : '–'} |`;
    });
    return [
        '# Benchmarks of the history',
        '',
        `Written by \`npm run bench:history -- --report docs/benchmarks-history.md\`; do not edit. ${signals} signals at 1 Hz,`,
        `${count(rows)} values in the embedded store; temperatures with two digits. Questions are asked from another thread,`,
        'each 20 times, after one that is not counted.',
        '',
        `Measured with Node ${process.versions.node} on ${availableParallelism()} processors, load average at the end`,
        `${(loadavg()[0] ?? 0).toFixed(1)}. On a machine with other work the latencies say more about that work.`,
        '',
        '| figure | hot (SQLite) | warm (Parquet) |',
        '| --- | --- | --- |',
        `| values a second in | ${count(rowsPerSecond)}, with all rollups | ${count(warm.rowsPerSecond)}, moved from hot |`,
        `| bytes a value | ${bytesPerSample}, with all rollups | ${warm.bytesPerSample}, values alone |`,
        ...questionRows,
        `| a late value for a day in a file, until its rollups are true | – | ${warm.lateValueMs} ms |`,
        `| writing the file of that day again | – | ${warm.rewriteMs} ms |`,
        `| longest wait of a value for its commit while days move | – | ${warm.longestAppendMs} ms |`,
        ''
    ].join('\n');
}

function latency({ medianMs, p95Ms }: { medianMs: number; p95Ms: number }): string {
    return `${medianMs} ms (${p95Ms})`;
}

function count(value: number): string {
    return value.toLocaleString('en-US');
}
