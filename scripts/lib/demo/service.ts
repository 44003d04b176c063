import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A process of the product that runs beside this one. */
export interface Service {
    /** What the process printed when it was ready. */
    readonly ready: unknown;
    /** Resolves with the exit code when the process ends by itself or by `stop`. */
    readonly ended: Promise<number | null>;
    /** Asks the process to end and waits until it has; safe to call twice. */
    stop(): Promise<void>;
    /** Ends the process as a crash would, without a chance to finish anything. */
    kill(): Promise<void>;
}

/** How a process is started and what tells that it is ready. */
export interface ServiceOptions {
    readonly name: string;
    /** Script and arguments for the Node.js that runs this process. */
    readonly arguments: readonly string[];
    readonly cwd: string;
    readonly environment?: Readonly<Record<string, string>>;
    /** Answers the parsed line that means ready, or undefined for any other line. */
    readonly isReady: (line: unknown) => boolean;
    /** Receives everything else that the process prints. */
    readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
}

/** Milliseconds a process may take to end before it is killed. */
const STOP_GRACE_MS = 8000;

/**
 * Starts a process and waits until it says that it is ready.
 * @throws when it ends before, with the last lines that it printed
 */
export async function startService(options: ServiceOptions): Promise<Service> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...options.arguments], {
        cwd: options.cwd,
        env: { ...process.env, ...options.environment },
        stdio: ['ignore', 'pipe', 'pipe']
    });
    const ended = once(child, 'close').then(([code]) => code as number | null);
    const ready = await waitUntilReady(child, options, ended);
    const kill = async (): Promise<void> => {
        child.kill('SIGKILL');
        await ended;
    };
    return { ready, ended, stop: () => stop(child, ended), kill };
}

async function waitUntilReady(
    child: ChildProcess,
    options: ServiceOptions,
    ended: Promise<number | null>
): Promise<unknown> {
    const last: string[] = [];
    const remember = (line: string, stream: 'stdout' | 'stderr') => {
        last.push(line);
        if (last.length > 12) last.shift();
        options.onLine?.(line, stream);
    };
    if (child.stderr) createInterface({ input: child.stderr }).on('line', (line) => remember(line, 'stderr'));
    const readyLine = new Promise<unknown>((resolve) => {
        if (!child.stdout) return;
        createInterface({ input: child.stdout }).on('line', (line) => {
            const parsed = parseJson(line);
            if (parsed !== undefined && options.isReady(parsed)) resolve(parsed);
            else remember(line, 'stdout');
        });
    });
    return Promise.race([
        readyLine,
        ended.then((code) => {
            throw new Error(
                `${options.name} ended with exit code ${String(code)} before it was ready.\n${last.join('\n')}`
            );
        })
    ]);
}

function parseJson(line: string): unknown {
    if (!line.startsWith('{')) return undefined;
    try {
        return JSON.parse(line) as unknown;
    } catch {
        return undefined;
    }
}

async function stop(child: ChildProcess, ended: Promise<number | null>): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
    await ended;
    clearTimeout(timer);
}
