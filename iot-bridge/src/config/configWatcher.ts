import { statSync } from 'node:fs';
import { loadConfig } from './load.ts';
import type { BridgeConfig } from './schema.ts';

/** What the watcher works with. */
export interface ConfigWatcherParts {
    file: string;
    /** How often the file is looked at; polling also sees a file behind a link that is exchanged, as in Kubernetes. */
    everyMs: number;
    onConfig(config: BridgeConfig): void;
    /** The file is refused as a whole. */
    onProblem(error: unknown): void;
}

/** Reads the configuration file again when it changes, or when it is asked to. */
export class ConfigWatcher {
    private readonly parts: ConfigWatcherParts;
    private timer: NodeJS.Timeout | undefined;
    private seen: string;

    constructor(parts: ConfigWatcherParts) {
        this.parts = parts;
        this.seen = this.stamp();
    }

    /** Starts watching. */
    start(): void {
        this.timer = setInterval(() => this.look(), this.parts.everyMs).unref();
    }

    /** Stops watching. */
    stop(): void {
        clearInterval(this.timer);
    }

    /** Reads the file now, with the secrets it refers to. */
    read(): void {
        this.seen = this.stamp();
        let config: BridgeConfig;
        try {
            config = loadConfig(this.parts.file);
        } catch (error) {
            this.parts.onProblem(error);
            return;
        }
        this.parts.onConfig(config);
    }

    private look(): void {
        if (this.stamp() !== this.seen) this.read();
    }

    /** Tells one state of the file from another, also when it is replaced by one of the same size. */
    private stamp(): string {
        const found = statSync(this.parts.file, { throwIfNoEntry: false });
        return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : 'gone';
    }
}
