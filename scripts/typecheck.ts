import path from 'node:path';
import { runCompiler, type CompilerRun } from './lib/typescript.ts';

// Checks the types of every part, two at a time, and ends with one line per part.
const PROJECTS = [
    'local-org',
    'local-org/src/lightning/browser',
    'iot-bridge',
    'config/tsconfig.tools.json',
    'config/tsconfig.lwc-test.json'
];
const AT_ONCE = 2;

const root = path.resolve(import.meta.dirname, '..');
const waiting = [...PROJECTS];
const runs: CompilerRun[] = [];

async function work(): Promise<void> {
    for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
        runs.push(await runCompiler(root, project));
    }
}

await Promise.all(Array.from({ length: AT_ONCE }, work));
for (const { problems } of runs) for (const line of problems) console.error(line);
for (const { project, problems } of runs) {
    console.log(`${project}: ${problems.length === 0 ? 'no type errors' : 'type errors, see above'}`);
}
process.exitCode = runs.some(({ problems }) => problems.length > 0) ? 1 : 0;
