import { program } from '../../src/cli/program.ts';

/** What a command wrote, and its exit code. */
export interface CliResult {
    output: string;
    error: string;
    exitCode: number;
}

/** Runs a command of the command line in this process. */
export async function runCli(...words: string[]): Promise<CliResult> {
    const result: CliResult = { output: '', error: '', exitCode: 0 };
    const output = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
        result.output += String(text);
        return true;
    });
    const error = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
        result.error += String(text);
        return true;
    });
    const before = process.exitCode;
    process.exitCode = 0;
    try {
        await program().parseAsync(['node', 'iot-bridge', ...words]);
        result.exitCode = process.exitCode;
    } finally {
        process.exitCode = before;
        output.mockRestore();
        error.mockRestore();
    }
    return result;
}
