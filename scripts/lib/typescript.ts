import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';

/** What a run of the TypeScript compiler found. */
export interface CompilerRun {
    readonly project: string;
    /** The compiler's own lines; empty when it found nothing. */
    readonly problems: readonly string[];
}

/**
 * Runs the TypeScript compiler over one project file.
 * @param root folder of this repository
 * @param project project file or folder, relative to root
 */
export async function runCompiler(root: string, project: string): Promise<CompilerRun> {
    const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
    const { promise, resolve } = Promise.withResolvers<CompilerRun>();
    const parameters = [compiler, '-p', project, '--pretty', 'false'];
    execFile(process.execPath, parameters, { cwd: root, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
        const lines = `${stdout}${stderr}`.split('\n').filter((line) => line.trim() !== '');
        const silent = error && lines.length === 0 ? [error.message] : [];
        resolve({ project, problems: error ? [...lines, ...silent] : [] });
    });
    return promise;
}
