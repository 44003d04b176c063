/**
 * Measures the embedded history store: `npm run bench:history -- --rows 100000000`. The last line of stdout is one JSON
 * object; see `HistoryBenchmark` for its keys.
 */
import { parseArgs } from 'node:util';
import { benchmarkHistory } from './benchmark.ts';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '10000000' } } });
const rows = Number(values.rows);
if (!Number.isSafeInteger(rows) || rows < 1) {
    console.error(`--rows must be a whole number from 1, not ${values.rows}`);
    process.exit(2);
}
console.log(JSON.stringify(await benchmarkHistory(rows)));
