import { Backtests, backtestRoute } from './backtest/index.ts';
import { composeParts } from './composeParts.ts';
import type { BridgeParts } from './composeParts.ts';
import { buildSources } from './buildSources.ts';
import type { BridgeConfig } from './config/index.ts';
import type { BridgeDependencies } from './dependencies.ts';
import { BridgeError, reasonOf } from './errors.ts';
import { History } from './history/index.ts';
import { Observation } from './observation.ts';
import { reload } from './reload.ts';
import type { ReloadResult } from './reload.ts';
import { within } from './pipeline/index.ts';
import type { Source } from './pipeline/index.ts';
import type { Subscription } from './sink/org.ts';
import type { BridgeStatus } from './status.ts';
import { Store } from './store/index.ts';

/** How long a stopping bridge waits for others, and then for its own disk. */
const stopGraceMs = 2_500;
const closeGraceMs = 2_000;

/** A bridge from MQTT to an org: the life of its parts, nothing else. */
export class Bridge {
    private readonly config: BridgeConfig;
    private readonly dependencies: BridgeDependencies;
    private readonly observation: Observation;
    private readonly store: Store;
    private readonly history: History | undefined;
    private readonly stopping = new AbortController();
    private readonly sources: { current: Source[] } = { current: [] };
    private reloading: Promise<unknown> = Promise.resolve();
    private parts: BridgeParts | undefined;
    private subscription: Subscription | undefined;
    private background: Promise<void> = Promise.resolve();
    private ready = false;

    constructor(config: BridgeConfig, dependencies: BridgeDependencies) {
        this.config = config;
        this.dependencies = dependencies;
        this.observation = new Observation(config, dependencies.logStream);
        this.store = new Store({
            directory: config.dataDirectory,
            durability: config.durability,
            onTrouble: (error) => this.observation.storeTrouble(error),
            onCommit: (milliseconds) => this.observation.committed(milliseconds)
        });
        const { history, dataDirectory, durability } = config;
        const onTrouble = this.observation.historyTrouble;
        if (history.record === 'on') this.history = new History(history, { dataDirectory, durability, onTrouble });
    }

    /**
     * Opens the store and starts health and metrics; then connects to the org and the brokers in the background, for
     * as long as it takes. @throws BridgeError STORE_UNUSABLE, STORE_IN_USE, SHARED_SUBSCRIPTION_REFUSED,
     * PORT_TAKEN, HISTORY_PORT_TAKEN
     */
    async start(): Promise<void> {
        refuseSharedGroups(this.config);
        this.store.open();
        const { config, store, observation, dependencies } = this;
        const sources = (): readonly Source[] => this.sources.current;
        this.parts = composeParts({
            config,
            store,
            observation,
            org: dependencies.org,
            history: this.history?.recorder,
            sources,
            publish: (topic, payload, expiresAt) => this.publish(topic, payload, expiresAt)
        });
        observation.attach({ ...this.parts, sources, ready: () => this.ready, history: this.history });
        await observation.start();
        await this.startHistory(this.parts);
        this.background = this.run(this.parts);
    }

    /** Resolves when the bridge works: catalogue read, sources started. */
    async whenReady(): Promise<void> {
        await this.background;
    }

    /** Resolves when all recordings are replayed and the org has everything; never for a live source. */
    async whenDrained(): Promise<void> {
        await this.background;
        await Promise.all(this.sources.current.map((source) => source.ended ?? new Promise(() => undefined)));
        await this.parts?.health?.settled();
        await this.parts?.maintenance.drained();
    }

    /**
     * Stops sources first, then writes what is left. Idempotent. Nothing is waited for longer than a few seconds: what
     * the org or a broker has not confirmed by then is still in the outbox, or is delivered again.
     */
    async stop(): Promise<void> {
        if (this.stopping.signal.aborted) return;
        this.stopping.abort();
        const deadline = performance.now() + stopGraceMs;
        const soon = (work: Promise<unknown>): Promise<void> => within(deadline - performance.now(), work);
        await soon(this.background);
        await soon(this.reloading);
        await soon(Promise.all(this.sources.current.map((source) => source.stop())));
        await soon(Promise.resolve(this.subscription?.stop()));
        this.parts?.maintenance.stop();
        await soon(Promise.all([this.parts?.commands.settled(), this.parts?.keeper.stop()]));
        await soon(Promise.resolve(this.parts?.health?.stop()));
        await this.parts?.dispatcher.stop(deadline - performance.now());
        await within(closeGraceMs, Promise.all([this.store.close(), this.history?.stop()]));
        await this.dependencies.org.disconnect();
        await this.observation.stop();
    }

    /**
     * Brings a changed configuration into force as far as that is possible without a restart; what is not is named in log
     * and status. Reloads follow one another.
     */
    async reload(next: BridgeConfig): Promise<ReloadResult> {
        const { config, observation, sources } = this;
        const work = this.reloading.then(async () => {
            if (!this.parts || this.stopping.signal.aborted) return { applied: [], waiting: [] };
            refuseSharedGroups(next);
            const result = await reload({ config, parts: this.parts, observation, sources }, next);
            observation.reloaded(result);
            return result;
        });
        this.reloading = work.catch((error: unknown) => observation.reloadRefused(error));
        return work;
    }

    /** A changed configuration cannot be used; the last good one stays in force. */
    refuse(error: unknown): void {
        this.observation.reloadRefused(error);
    }

    /** What the bridge has done and how it is. */
    status(): BridgeStatus {
        return this.observation.status();
    }

    /** The history answers what happened, and what an alarm definition would have made of it. */
    private async startHistory({ keeper }: BridgeParts): Promise<void> {
        if (!this.history) return;
        const { store } = this.history;
        const backtests = new Backtests({ store, processing: this.config.processing, rows: () => keeper.known() });
        await this.history.start([backtestRoute(backtests, Date.now)]);
    }

    private async run(parts: BridgeParts): Promise<void> {
        const { config, observation } = this;
        const { signal } = this.stopping;
        const online = observation.persist(signal, async () => {
            await this.dependencies.org.connect();
            observation.reached(undefined);
            // Not before the login: until then there is no org to send to.
            if (!signal.aborted) parts.dispatcher.start();
            await parts.keeper.refresh();
        });
        if (!parts.keeper.loaded) await online;
        if (signal.aborted) return;
        this.sources.current = buildSources(config, parts.clock, observation);
        for (const source of this.sources.current) await source.start(observation.traced(parts.intake));
        parts.maintenance.start();
        parts.keeper.start();
        this.ready = true;
        if (config.commands.receive === 'on') void online.then(() => this.listen(parts));
    }

    /** Subscribes to commands; after a restart behind the last one handled, else to what comes from now on. */
    private async listen({ commands, stored }: BridgeParts): Promise<void> {
        const { log } = this.observation;
        await this.observation.persist(this.stopping.signal, async () => {
            this.subscription = await this.dependencies.org.subscribeCommands(
                stored.commandPosition ?? 'latest',
                (delivered) => commands.deliver(delivered),
                (error) => log.warn({ reason: reasonOf(error) }, 'the subscription to commands was interrupted')
            );
        });
    }

    private async publish(topic: string, payload: string | Uint8Array, expiresAt?: number): Promise<void> {
        const publishers = this.sources.current.filter((source) => source.publish && source.connection().connected);
        if (publishers.length === 0) throw new Error('no broker is connected');
        for (const source of publishers) await source.publish?.(topic, payload, expiresAt);
    }
}

/** @throws BridgeError SHARED_SUBSCRIPTION_REFUSED */
function refuseSharedGroups({ mqtt }: BridgeConfig): void {
    for (const { name, sharedGroup } of mqtt) {
        if (sharedGroup === undefined) continue;
        throw new BridgeError('SHARED_SUBSCRIPTION_REFUSED', { source: name, group: sharedGroup });
    }
}
