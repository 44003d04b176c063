import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { ApexFinding } from './finding.ts';
import { runClass } from './java.ts';

const ruleset = path.resolve(import.meta.dirname, '../../../config/pmd-apex.xml');
const report = z.object({
    violations: z.array(
        z.object({
            rule: z.string(),
            message: z.string(),
            codeLocation: z.object({ file: z.string(), startLine: z.number() })
        })
    ),
    processingErrors: z.array(z.object({ file: z.string(), message: z.string() }))
});

/** Runs the rules of `config/pmd-apex.xml` on all Apex classes and triggers of a project. */
export async function runPmd(root: string): Promise<ApexFinding[]> {
    const filesToScan = globSync('force-app/**/*.{cls,trigger}', { cwd: root }).map((file) => path.join(root, file));
    if (filesToScan.length === 0) return [];
    const folder = mkdtempSync(path.join(tmpdir(), 'pmd-'));
    try {
        const [input, output] = [path.join(folder, 'input.json'), path.join(folder, 'output.json')];
        const task = { ruleSetInputFile: ruleset, runDataPerLanguage: { apex: { filesToScan } } };
        writeFileSync(input, JSON.stringify(task));
        const run = await runClass('com.salesforce.sfca.pmdwrapper.PmdWrapper', ['run', input, output]);
        if (run.code !== 0) throw new Error(`PMD failed: ${run.stderr || run.stdout}`);
        return findingsOf(readFileSync(output, 'utf8'), root);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

function findingsOf(text: string, root: string): ApexFinding[] {
    const { violations, processingErrors } = report.parse(JSON.parse(text));
    const errors = processingErrors.map(({ file, message }) => ({ file, line: 1, rule: 'not readable', message }));
    const findings = violations.map(({ rule, message, codeLocation: { file, startLine } }) => {
        return { file, line: startLine, rule, message };
    });
    return [...findings, ...errors].map((finding) => ({ ...finding, file: path.relative(root, finding.file) }));
}
