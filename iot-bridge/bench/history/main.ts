/**
 * Measures the embedded history store: `npm run bench:history -- --rows 100000000 --report docs/benchmarks-history.md`.
 * The last line of stdout is one JSON object; see `HistoryBenchmark` for its keys.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchmarkHistory } from './benchmark.ts';
import { renderReport } from './report.ts';

const { values } = parseArgs({
    options: { rows: { type: 'string', default: '10000000' }, report: { type: 'string' } }
});
const rows = Number(values.rows);
if (!Number.isSafeInteger(rows) || rows < 1) {
    console.error(`--rows must be a whole number from 1, not ${values.rows}`);
    process.exit(2);
}
const result = await benchmarkHistory(rows);
if (values.report !== undefined) writeFileSync(values.report, renderReport(result));
console.log(JSON.stringify(result));
