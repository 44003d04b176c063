/**
 * Measures the pipeline against a subscriber that does nothing: `npm run bench`, or `npm run bench -- --quick` for a
 * short look. Writes docs/benchmarks.md (not with --quick); the last line of stdout is one JSON object, see `Ratios`.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { BenchSize } from './pipeline/plan.ts';
import { renderBenchmarks } from './pipeline/report.ts';
import { runBench } from './pipeline/run.ts';

const { values } = parseArgs({
    options: { runs: { type: 'string', default: '3' }, quick: { type: 'boolean', default: false } }
});
const size: BenchSize = values.quick
    ? {
          runs: 1,
          seconds: 1,
          warmUpSeconds: 4,
          flatMessages: 20_000,
          manyDevices: 5000,
          callSeconds: 1,
          rates: [2000, 4000]
      }
    : {
          runs: Number(values.runs),
          seconds: 6,
          warmUpSeconds: 10,
          flatMessages: 250_000,
          manyDevices: 100_000,
          callSeconds: 60,
          rates: [10_000, 30_000]
      };
if (!Number.isInteger(size.runs) || size.runs < 1) {
    console.error(`--runs must be a whole number from 1, not ${values.runs}`);
    process.exit(2);
}
const ratios = await runBench(size, (line) => console.error(line));
const page = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url));
if (!values.quick) writeFileSync(page, renderBenchmarks(ratios, size));
console.log(JSON.stringify(ratios));
