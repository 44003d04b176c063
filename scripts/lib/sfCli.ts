/** The project's own sf CLI. */
import { spawn } from 'node:child_process';
import path from 'node:path';

/** Neither telemetry nor background updates; progress as lines, not as redrawn screens. */
export const sfEnvironment: Readonly<Record<string, string>> = {
    SF_DISABLE_TELEMETRY: 'true',
    SF_DISABLE_AUTOUPDATE: 'true',
    SF_AUTOUPDATE_DISABLE: 'true',
    SF_SKIP_NEW_VERSION_CHECK: 'true',
    CI: 'true'
};

/** The script behind the `sf` command. */
export const sfScript = path.resolve(import.meta.dirname, '../../node_modules/@salesforce/cli/bin/run.js');

/** Runs a command with its output on our own, and answers its exit code. */
export function runSf(command: readonly string[], cwd: string): Promise<number> {
    const child = spawn(process.execPath, ['--no-deprecation', sfScript, ...command], {
        cwd,
        env: { ...process.env, ...sfEnvironment },
        stdio: 'inherit'
    });
    return new Promise((resolve, reject) => {
        child.once('error', reject);
        child.once('close', (code) => resolve(code ?? 1));
    });
}
