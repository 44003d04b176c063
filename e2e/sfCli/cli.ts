/** The real sf CLI with a home of its own. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { sfEnvironment, sfScript } from '../../scripts/lib/sfCli.ts';

/** What a command printed, both streams together, and how it ended. */
export interface CliResult {
    readonly code: number;
    readonly text: string;
    /** What it printed on its output alone, such as the answer to `--json`. */
    readonly output: string;
}

/** Runs sf commands in one project. */
export class SfCli {
    readonly #projectDir: string;
    readonly #environment: NodeJS.ProcessEnv;

    constructor(projectDir: string, home: string) {
        this.#projectDir = projectDir;
        const { PATH } = process.env;
        // Neither the user's logins nor a proxy: the CLI would send even local calls through it.
        this.#environment = { ...sfEnvironment, PATH, HOME: home, USERPROFILE: home, NO_COLOR: '1', COLUMNS: '400' };
    }

    run(command: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<CliResult> {
        const options = { cwd: this.#projectDir, env: { ...this.#environment, ...environment }, maxBuffer: 1 << 26 };
        return new Promise((resolve) => {
            const child = execFile(
                process.execPath,
                ['--no-deprecation', sfScript, ...command],
                options,
                (_error, stdout, stderr) =>
                    resolve({ code: child.exitCode ?? 1, text: `${stdout}\n${stderr}`, output: stdout })
            );
        });
    }
}

/** Folder of this repository. */
export const repository = path.resolve(import.meta.dirname, '../..');
