/**
 * Measures the local org: `npm run bench:org -- --assets 100000`. The last line of stdout is one JSON object, see
 * `OrgBenchmark`; with `--write` the figures also go into `docs/benchmarks-org.md`.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchmarkOrg, type OrgBenchmark } from './benchmark.ts';

const { values } = parseArgs({
    options: { assets: { type: 'string', default: '100000' }, write: { type: 'boolean', default: false } }
});
const assets = Number(values.assets);
if (!Number.isSafeInteger(assets) || assets < 1) {
    console.error(`--assets must be a whole number from 1, not ${values.assets}`);
    process.exit(2);
}
const root = path.resolve(import.meta.dirname, '../..');
const result = await benchmarkOrg(assets, root);
if (values.write) writeFileSync(path.join(root, 'docs/benchmarks-org.md'), page(result));
console.log(JSON.stringify(result));

function page(figures: OrgBenchmark): string {
    const rows = Object.entries(figures).map(([name, value]) => `| ${name} | ${String(value)} |`);
    const head = `Measured with \`npm run bench:org -- --assets ${figures.assets} --write\` on Node ${process.version}, ${cpus().length} cores, in memory.`;
    const notes =
        'Times are medians. A composite request holds five collections of 200 rows. An event starts the flow that keeps the alarm and the flow that opens its case.';
    return `${['# Benchmarks of the local org', head, ['| Measure | Value |', '| --- | --- |', ...rows].join('\n'), notes].join('\n\n')}\n`;
}
