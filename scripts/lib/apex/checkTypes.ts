import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { ApexFinding } from './finding.ts';
import { runClass } from './java.ts';

const project = z.looseObject({
    sourceApiVersion: z.string(),
    packageDirectories: z.array(z.looseObject({ path: z.string() }))
});
const report = z.object({
    files: z.array(
        z.object({
            path: z.string(),
            messages: z.array(
                z.object({ start: z.object({ line: z.number() }), category: z.string(), message: z.string() })
            )
        })
    )
});

/** Folder of standard objects in the workspace of the checker. */
const standard = 'standard-objects';
const emptyObject =
    '<?xml version="1.0" encoding="UTF-8"?>\n<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"/>\n';

/**
 * Checks the types of all Apex of a project with apex-ls. It takes a standard object that the project extends for not
 * fully known, and then reports no unknown field of it, unless a package before declares the object; so the check runs
 * in a copy of the project with such a package.
 */
export async function checkTypes(root: string): Promise<ApexFinding[]> {
    const workspace = mkdtempSync(path.join(tmpdir(), 'apex-'));
    try {
        writeWorkspace(root, workspace);
        const parameters = ['-n', '-d', 'warnings', '-f', 'json', '-w', workspace];
        const run = await runClass('io.github.apexdevtools.apexls.CheckForIssues', parameters);
        if (run.code === 0) return [];
        if (run.code !== 4) throw new Error(`the type check of Apex failed: ${run.stderr || run.stdout}`);
        return findingsOf(run.stdout, workspace);
    } finally {
        rmSync(workspace, { recursive: true });
    }
}

function findingsOf(text: string, workspace: string): ApexFinding[] {
    return report.parse(JSON.parse(text)).files.flatMap(({ path: file, messages }) =>
        messages.map(({ start, category, message }) => {
            return { file: path.relative(workspace, file), line: start.line, rule: category, message };
        })
    );
}

function writeWorkspace(root: string, workspace: string): void {
    const settings = project.parse(JSON.parse(readFileSync(path.join(root, 'sfdx-project.json'), 'utf8')));
    for (const { path: folder } of settings.packageDirectories) {
        cpSync(path.join(root, folder), path.join(workspace, folder), { recursive: true });
    }
    for (const folder of globSync('**/objects/*', { cwd: workspace })) {
        const name = path.basename(folder);
        // apex-ls knows no external objects; a class that used one would be told that it does not exist.
        if (name.endsWith('__x')) rmSync(path.join(workspace, folder), { recursive: true });
        if (name.includes('__')) continue;
        const target = path.join(workspace, standard, 'objects', name);
        mkdirSync(target, { recursive: true });
        writeFileSync(path.join(target, `${name}.object-meta.xml`), emptyObject);
    }
    mkdirSync(path.join(workspace, standard), { recursive: true });
    const folders = [standard, ...settings.packageDirectories.map(({ path: folder }) => folder)];
    const packageDirectories = folders.map((folder, index) => ({ path: folder, default: index === 1 }));
    const { sourceApiVersion } = settings;
    const file = path.join(workspace, 'sfdx-project.json');
    writeFileSync(file, JSON.stringify({ packageDirectories, namespace: '', sourceApiVersion }));
}
