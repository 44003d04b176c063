/** Measures the widgets: `npm run bench:widgets`. Prints one JSON line; `--write` also writes the page in docs. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runBenchmark } from './benchmark.ts';
import { reportPage } from './report.ts';

const { values } = parseArgs({
    options: {
        assets: { type: 'string', default: '10000' },
        orders: { type: 'string', default: '5000' },
        rounds: { type: 'string', default: '3' },
        write: { type: 'boolean', default: false }
    }
});

const projectFolder = path.resolve(import.meta.dirname, '../..');
const result = await runBenchmark({
    projectFolder,
    assets: Number(values.assets),
    orders: Number(values.orders),
    rounds: Number(values.rounds),
    onProgress: (text) => console.error(text)
});
if (values.write) {
    const page = reportPage(result, new Date().toISOString().slice(0, 10));
    await writeFile(path.join(projectFolder, 'docs/benchmarks-widgets.md'), page);
}
console.log(JSON.stringify(result));
