import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until } from '../test/support/until.ts';
import type { VictimOrder, VictimSetting, VictimWord } from './victimWords.ts';

/** How often clocks of victims were set. */
export interface ClockJumps {
    forward: number;
    back: number;
}

/** A bridge as a process of its own, and what it has said. */
export class VictimProcess {
    private readonly child: ChildProcess;
    private readonly errors: { code: string | undefined; text: string }[] = [];
    private address: string | undefined;
    private isReady = false;

    /** @param jumps counts on for all victims of a run */
    constructor(setting: VictimSetting, jumps: ClockJumps) {
        const script = fileURLToPath(new URL('victim.ts', import.meta.url));
        const execArgv = ['--disable-warning=ExperimentalWarning'];
        this.child = fork(script, [JSON.stringify(setting)], { execArgv });
        this.child.on('message', (word: VictimWord) => this.hear(word, jumps));
    }

    /** Resolves when it works. @throws Error when it has ended by itself before */
    async ready(): Promise<void> {
        await this.readyOrEnded();
        if (this.hasEnded) throw this.endedByItself();
    }

    /** Resolves when it works or is gone. */
    async readyOrEnded(): Promise<void> {
        await until(() => this.isReady || this.hasEnded, 'the bridge is ready', 60_000);
    }

    /** Whether its process is gone. */
    get hasEnded(): boolean {
        return this.child.exitCode !== null || this.child.signalCode !== null;
    }

    /** Whether its log has an error with this code and text. */
    hasLogged(code: string, text: string): boolean {
        return this.errors.some((error) => error.code === code && error.text.includes(text));
    }

    /** The last error of its log. */
    get lastWords(): string {
        return this.errors.at(-1)?.text ?? 'nothing';
    }

    /** Ends it. @throws Error when it has ended by itself before */
    async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
        if (this.hasEnded) throw this.endedByItself();
        const end = once(this.child, 'exit');
        this.child.kill(signal);
        await end;
    }

    /** Gives an order. */
    tell(order: VictimOrder): void {
        this.child.send(order);
    }

    /** What its endpoint answers. */
    async ask(path: '/readyz' | '/healthz' | '/metrics'): Promise<{ status: number; text: string }> {
        const response = await fetch(new URL(path, this.address));
        return { status: response.status, text: await response.text() };
    }

    private hear(word: VictimWord, jumps: ClockJumps): void {
        if (word.kind === 'jumped') jumps[word.byMs > 0 ? 'forward' : 'back']++;
        else if (word.kind === 'error') this.errors.push(word);
        else {
            this.isReady = true;
            this.address = word.httpAddress;
        }
    }

    private endedByItself(): Error {
        return new Error(`the bridge ended by itself with code ${this.child.exitCode}: ${this.lastWords}`);
    }
}
