import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** One step of the verification. A `jest` step counts its tests, any other counts as one. */
export interface VerifyStep {
    readonly name: string;
    /** Arguments for this Node.js, or for Jest. */
    readonly arguments: readonly string[];
    readonly kind: 'node' | 'jest';
}

/** What a step found. */
export interface StepResult {
    readonly name: string;
    readonly passed: number;
    readonly failed: number;
    readonly skipped: number;
    readonly seconds: number;
}

const bin = (name: string) => `node_modules/${name}`;

/** Exit code of a step for which this machine lacks something, as in the Automake test harness. */
const SKIPPED = 77;

/** The steps in order: cheap ones first. */
export const VERIFY_STEPS: readonly VerifyStep[] = [
    {
        name: 'format',
        kind: 'node',
        arguments: [bin('prettier/bin/prettier.cjs'), '--check', '.', '--log-level', 'warn']
    },
    { name: 'generated', kind: 'node', arguments: ['scripts/generate.ts', '--check'] },
    { name: 'types', kind: 'node', arguments: ['scripts/typecheck.ts'] },
    { name: 'lint', kind: 'node', arguments: [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'] },
    { name: 'components', kind: 'node', arguments: ['scripts/buildLwc.ts'] },
    { name: 'metadata', kind: 'node', arguments: ['local-org/src/metadataVerify.ts'] },
    { name: 'apex', kind: 'node', arguments: ['scripts/apexVerify.ts'] },
    { name: 'unit', kind: 'jest', arguments: ['--selectProjects', 'lwc', 'iot-bridge', 'local-org', 'scripts'] },
    { name: 'e2e', kind: 'jest', arguments: ['--selectProjects', 'e2e', '--runInBand'] }
];

const jestReport = z.object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
    numRuntimeErrorTestSuites: z.number(),
    numTotalTests: z.number()
});

/** Runs the steps; a failing step does not stop the later ones, so that one run tells everything. */
export async function runSteps(steps: readonly VerifyStep[]): Promise<StepResult[]> {
    const results: StepResult[] = [];
    for (const step of steps) {
        console.log(`\n── ${step.name} (${String(results.length + 1)} of ${String(steps.length)})`);
        const started = Date.now();
        const counts = step.kind === 'jest' ? await runJest(step) : await runNode(step);
        const result = { name: step.name, ...counts, seconds: Math.round((Date.now() - started) / 1000) };
        console.log(`── ${step.name}: ${result.failed === 0 ? 'passed' : 'FAILED'} in ${String(result.seconds)} s`);
        results.push(result);
    }
    return results;
}

/** `N passed, N failed`, with the skipped ones where there are any. */
export function summaryLine(results: readonly StepResult[]): string {
    const sum = (key: 'passed' | 'failed' | 'skipped') => results.reduce((total, result) => total + result[key], 0);
    const skipped = sum('skipped') > 0 ? `, ${String(sum('skipped'))} skipped` : '';
    return `${String(sum('passed'))} passed, ${String(sum('failed'))} failed${skipped}`;
}

async function runNode(step: VerifyStep): Promise<Omit<StepResult, 'name' | 'seconds'>> {
    return countExit(await run(step.arguments));
}

/** Counts a step by how it ended. */
export function countExit(code: number | null): Omit<StepResult, 'name' | 'seconds'> {
    const isSkipped = code === SKIPPED;
    return { passed: code === 0 ? 1 : 0, failed: code === 0 || isSkipped ? 0 : 1, skipped: isSkipped ? 1 : 0 };
}

async function runJest(step: VerifyStep): Promise<Omit<StepResult, 'name' | 'seconds'>> {
    const folder = await mkdtemp(path.join(tmpdir(), 'verify-'));
    const file = path.join(folder, 'report.json');
    const code = await run([bin('jest/bin/jest.js'), ...step.arguments, '--json', '--outputFile', file]);
    const report = await readFile(file, 'utf8').catch(() => undefined);
    await rm(folder, { recursive: true });
    if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
    return countJest(jestReport.parse(JSON.parse(report)), code);
}

/** Counts a report; a suite that could not run, or a run that failed in no test, counts as one failure. */
export function countJest(
    report: z.infer<typeof jestReport>,
    exitCode: number | null
): Omit<StepResult, 'name' | 'seconds'> {
    const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
    const silent = failed === 0 && (exitCode !== 0 || report.numTotalTests === 0) ? 1 : 0;
    return { passed: report.numPassedTests, failed: failed + silent, skipped: report.numPendingTests };
}

async function run(parameters: readonly string[]): Promise<number | null> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...parameters], {
        stdio: ['ignore', 'inherit', 'inherit']
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
}
