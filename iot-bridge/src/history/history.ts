import path from 'node:path';
import type { HistoryConfig } from '../config/sections/history.ts';
import { HistoryServer } from './api/historyServer.ts';
import type { Route } from './api/route.ts';
import { WorkerHistory } from './embedded/workerHistory.ts';
import type { HistoryStore, Refusal } from './model.ts';
import { PostgresHistory } from './postgres/postgresHistory.ts';
import { HistoryRecorder } from './record/historyRecorder.ts';

const PENDING_VALUES = 500_000;
const TIDY_INTERVAL_MS = 3_600_000;

/** What the history needs from the bridge. */
export interface HistoryContext {
    dataDirectory: string;
    durability: 'process' | 'power';
    /** Called when something fails that is repeated, and with undefined when it works again. */
    onTrouble: (error: unknown) => void;
    now?: () => number;
}

/** How the history is doing. */
export interface HistoryStatus {
    /** Values that wait for the store. */
    pending: number;
    /** Values that could not be stored, by reason. */
    refused: Record<string, number>;
    /** Late values that wait for a file that cannot be read, as of the last hour. */
    setAside: number;
    /** Address of the query API, when it is served. */
    address: string | undefined;
}

/** Opens the store a configuration names. */
export function openStore(config: HistoryConfig, context: HistoryContext): HistoryStore {
    const shared = { gapMs: config.gapSeconds * 1000, classes: config.retention, eventDays: config.eventDays };
    if (config.engine === 'postgresql') return new PostgresHistory({ ...shared, url: config.postgresUrl ?? '' });
    return new WorkerHistory({
        ...shared,
        file: path.join(context.dataDirectory, 'history.sqlite'),
        durability: context.durability,
        pendingValues: PENDING_VALUES,
        flushMs: config.flushSeconds * 1000,
        folders: {
            warm: config.warmDirectory ?? path.join(context.dataDirectory, 'history'),
            cold: config.coldDirectory
        },
        onTrouble: context.onTrouble
    });
}

/**
 * The history of a bridge: readings and alarms go in through {@link History.recorder}, questions are answered over
 * HTTP. The pipeline waits for nothing here unless it asks to, by `recorder.afterCommit` or `recorder.ready`.
 */
export class History {
    readonly store: HistoryStore;
    readonly recorder: HistoryRecorder;
    private readonly config: HistoryConfig;
    private readonly context: HistoryContext;
    private readonly refused: Record<string, number> = {};
    private server: HistoryServer | undefined;
    private address: string | undefined;
    private timer: NodeJS.Timeout | undefined;
    private tidyFailed = false;
    private setAside = 0;

    constructor(config: HistoryConfig, context: HistoryContext) {
        this.config = config;
        this.context = context;
        this.store = openStore(config, context);
        this.recorder = new HistoryRecorder(this.store, {
            onTrouble: context.onTrouble,
            onRefused: (refusals) => this.count(refusals)
        });
    }

    /**
     * Starts moving and removing by age and, if configured, the query API.
     * @param moreRoutes served beside those of the history
     * @throws HistoryError HISTORY_PORT_TAKEN
     */
    async start(moreRoutes?: readonly Route[]): Promise<void> {
        this.timer = setInterval(() => void this.tidy(), TIDY_INTERVAL_MS);
        this.timer.unref();
        const { serve, ...api } = this.config.api;
        if (serve === 'off') return;
        const { now, onTrouble } = this.context;
        this.server = new HistoryServer({
            ...api,
            store: this.store,
            onError: onTrouble,
            moreRoutes,
            ...(now && { now })
        });
        this.address = await this.server.start();
    }

    /** Stops answering, writes what waits and closes the store. */
    async stop(): Promise<void> {
        clearInterval(this.timer);
        await this.server?.stop();
        await this.recorder.stop();
        await this.store.close();
    }

    /** How it is doing. */
    status(): HistoryStatus {
        return {
            pending: this.recorder.pending(),
            refused: { ...this.refused },
            setAside: this.setAside,
            address: this.address
        };
    }

    private async tidy(): Promise<void> {
        try {
            const now = (this.context.now ?? Date.now)();
            await this.store.applyRetention(now);
            const { setAside = 0 } = await this.store.archive(now);
            this.setAside = setAside;
            if (this.tidyFailed) this.context.onTrouble(undefined);
            this.tidyFailed = false;
        } catch (error) {
            this.tidyFailed = true;
            this.context.onTrouble(error);
        }
    }

    private count(refusals: readonly Refusal[]): void {
        for (const { reason, count } of refusals) this.refused[reason] = (this.refused[reason] ?? 0) + count;
    }
}
