/**
 * Cuts the power of a site with many machines and ends with one JSON line; exit code 0 only when it made one Case in
 * time, and no other when every message and every alarm event was repeated, shuffled, with restarts in between.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runPowerLoss } from './lib/powerLoss/run.ts';

const { values } = parseArgs({
    options: {
        machines: { type: 'string', default: '5000' },
        spread: { type: 'string', default: '15' },
        gateways: { type: 'string', default: 'each-line' },
        repetitions: { type: 'string', default: '5' },
        limit: { type: 'string', default: '60' }
    }
});
const report = await runPowerLoss({
    projectFolder: path.resolve(import.meta.dirname, '..'),
    machines: Number(values.machines),
    spreadSeconds: Number(values.spread),
    gateways: values.gateways === 'none' ? 'none' : 'each-line',
    repetitions: Number(values.repetitions),
    limitSeconds: Number(values.limit),
    onProgress: (text) => console.error(`  ${text}`)
}).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
});
const { problems, ...figures } = report;
for (const problem of problems) console.error(`  PROBLEM: ${problem}`);
console.log(JSON.stringify(figures));
process.exitCode = problems.length === 0 ? 0 : 1;
