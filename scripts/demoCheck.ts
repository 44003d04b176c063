/**
 * Runs the whole chain headless and ends with one JSON line; exit code 0 only when it did what it must.
 * `npm run demo:check` injects one fault, `npm run demo:check -- --replay FILE` plays a recording.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runCheck } from './lib/demo/runCheck.ts';

const { values } = parseArgs({ options: { replay: { type: 'string' }, seconds: { type: 'string', default: '240' } } });
const report = await runCheck({
    projectFolder: path.resolve(import.meta.dirname, '..'),
    replay: values.replay,
    limitMs: Number(values.seconds) * 1000,
    onProgress: (text) => console.error(`  ${text}`)
}).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
});
for (const problem of report.problems) console.error(`  PROBLEM: ${problem}`);
const { messages, rejected, alarms, cases, workOrders, firstCaseMs } = report;
console.log(JSON.stringify({ messages, rejected, alarms, cases, workOrders, firstCaseMs }));
process.exitCode = report.problems.length === 0 ? 0 : 1;
