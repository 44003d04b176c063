import { BridgeError, reasonOf } from '../errors.ts';

/** Prints a line for people or programs. */
export function print(text: string): void {
    process.stdout.write(`${text}\n`);
}

/** Tells an error in one sentence and what to do, and sets the exit code. */
export function fail(error: unknown, exitCode = 1): void {
    const text = error instanceof BridgeError ? `${error.code}: ${error.message}\n${error.fix}` : reasonOf(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = exitCode;
}

/** Runs the work of a command and tells its error. */
export function reporting<Arguments extends unknown[]>(
    work: (...given: Arguments) => void | Promise<void>
): (...given: Arguments) => Promise<void> {
    return async (...given) => {
        try {
            await work(...given);
        } catch (error) {
            fail(error);
        }
    };
}
