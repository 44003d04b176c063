import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const libraries = path.resolve(
    import.meta.dirname,
    '../../../node_modules/@salesforce/code-analyzer-pmd-engine/dist/java-lib'
);

/** What a program wrote and how it ended. */
export interface JavaRun {
    code: number | null;
    stdout: string;
    stderr: string;
}

/** Whether there is a Java to run. */
export async function findJava(): Promise<boolean> {
    return (await run(['-version'])).code === 0;
}

/** Runs a class of the checker's jars. */
export function runClass(name: string, parameters: readonly string[]): Promise<JavaRun> {
    return run(['-cp', path.join(libraries, '*'), name, ...parameters]);
}

async function run(parameters: readonly string[]): Promise<JavaRun> {
    const child = spawn('java', parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
    const result: JavaRun = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (chunk: Buffer) => (result.stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (result.stderr += chunk.toString()));
    try {
        const [code] = (await once(child, 'close')) as [number | null];
        return { ...result, code };
    } catch {
        return { ...result, code: null };
    }
}
