import { CatalogueKeeper } from './catalogue/index.ts';
import type { Catalogue } from './catalogue/index.ts';
import { CommandHandler } from './command/index.ts';
import type { BridgeConfig } from './config/index.ts';
import { reasonOf } from './errors.ts';
import { MessageIntake, Rejections } from './intake/index.ts';
import { Dispatcher, Outbox } from './outbox/index.ts';
import { Fleet } from './process/index.ts';
import { loadState } from './loadState.ts';
import { Maintenance } from './maintenance.ts';
import { Observation } from './observation.ts';
import { buildClock, buildSources } from './buildSources.ts';
import type { BridgeDependencies } from './dependencies.ts';
import { createDecoders } from './decode/index.ts';
import { systemClock } from './pipeline/index.ts';
import type { Source } from './pipeline/index.ts';
import type { Subscription } from './sink/org.ts';
import type { BridgeStatus } from './status.ts';
import { Store } from './store/index.ts';

/** A bridge from MQTT to an org: composition of the stages and their life, nothing else. */
export class Bridge {
    private readonly config: BridgeConfig;
    private readonly dependencies: BridgeDependencies;
    private readonly observation: Observation;
    private readonly store: Store;
    private readonly stopping = new AbortController();
    private sources: Source[] = [];
    private parts: ReturnType<Bridge['compose']> | undefined;
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
    }

    /**
     * Opens the store and starts health and metrics; then connects to the org and the brokers in the background, for
     * as long as it takes. @throws BridgeError STORE_UNUSABLE, PORT_TAKEN
     */
    async start(): Promise<void> {
        this.store.open();
        this.parts = this.compose();
        this.observation.attach({ ...this.parts, sources: () => this.sources, ready: () => this.ready });
        await this.observation.start();
        this.background = this.run(this.parts);
    }

    /** Resolves when the bridge works: catalogue read, sources started. */
    async whenReady(): Promise<void> {
        await this.background;
    }

    /** Resolves when all recordings are replayed and the org has everything; never for a live source. */
    async whenDrained(): Promise<void> {
        await this.background;
        await Promise.all(this.sources.map((source) => source.ended ?? new Promise(() => undefined)));
        await this.parts?.maintenance.drained();
    }

    /** Stops sources first, then writes what is left. Idempotent. */
    async stop(): Promise<void> {
        if (this.stopping.signal.aborted) return;
        this.stopping.abort();
        await this.background.catch(() => undefined);
        await Promise.all(this.sources.map((source) => source.stop()));
        await this.subscription?.stop();
        await this.parts?.commands.settled();
        this.parts?.maintenance.stop();
        await this.parts?.keeper.stop();
        await this.parts?.dispatcher.stop();
        await this.store.close();
        await this.dependencies.org.disconnect();
        await this.observation.stop();
    }

    /** What the bridge has done and how it is. */
    status(): BridgeStatus {
        return this.observation.status();
    }

    private compose() {
        const { config, store, observation } = this;
        const clock = buildClock(config);
        const stored = loadState(store);
        const outbox = new Outbox(store, stored.outbox);
        const rejections = new Rejections(
            { store, log: observation.log, count: observation.rejected },
            stored.quarantine
        );
        const fleet = new Fleet(
            config.processing,
            {
                put: (space, key, read) => store.put(space, key, read),
                remove: (space, key) => store.remove(space, key),
                dirty: (device, signal) => outbox.markDirty(device, signal),
                event: (event) => {
                    outbox.addEvent(event);
                    observation.transition(event);
                    dispatcher.wake();
                },
                late: (device, { signal }) =>
                    rejections.report({ reason: 'late', topic: fleet.get(device)?.topic ?? '', device, signal })
            },
            stored.fleet
        );
        const dispatcher = new Dispatcher({
            outbox,
            sink: this.dependencies.org,
            retry: config.retry,
            governor: config.governor,
            snapshotSeconds: config.salesforce.snapshotSeconds,
            parallelRequests: config.salesforce.parallelRequests,
            clock: systemClock,
            random: Math.random,
            snapshot: ({ device, signal }) => (device === undefined ? undefined : fleet.record(device, signal)),
            committed: () => store.committed(),
            onAccepted: (record) => {
                fleet.confirm(record);
                observation.accepted(record);
            },
            onRejected: (entry, record, cause) => maintenance.bury(entry, record, cause),
            onRetry: observation.retried,
            onPlan: (plan) => {
                fleet.widenDeadbands(plan.deadbandFactor);
                observation.plan(plan);
            }
        });
        const intake = new MessageIntake({
            routes: config.routes,
            clock: config.clock,
            decoders: createDecoders(),
            fleet,
            rejections,
            store,
            onMessage: (message) => {
                observation.message(message);
                maintenance.advance(message.receivedAt);
            },
            onReply: (topic, payload) => this.reply(topic, payload)
        });
        const keeper = new CatalogueKeeper({
            org: this.dependencies.org,
            store,
            log: observation.log,
            refreshSeconds: config.salesforce.catalogueSeconds,
            fullSeconds: config.salesforce.fullCatalogueSeconds,
            onChange: (catalogue: Catalogue) => fleet.define(catalogue, clock.now())
        });
        if (stored.catalogue) keeper.restore(stored.catalogue);
        const commands = new CommandHandler(
            {
                config: config.commands,
                fleet,
                store,
                clock,
                log: observation.log,
                commandTopic: (device) => intake.commandTopic(device),
                publish: (topic, payload) => this.publish(topic, payload),
                onResult: observation.command
            },
            stored.commands
        );
        const maintenance = new Maintenance({
            config,
            store,
            clock,
            fleet,
            outbox,
            intake,
            dispatcher,
            observation,
            org: this.dependencies.org,
            sources: () => this.sources
        });
        return { clock, stored, outbox, rejections, fleet, dispatcher, intake, keeper, commands, maintenance };
    }

    private async run(parts: ReturnType<Bridge['compose']>): Promise<void> {
        const { config, observation } = this;
        const { signal } = this.stopping;
        const online = observation.persist(signal, async () => {
            await this.dependencies.org.connect();
            await parts.keeper.refresh();
        });
        if (!parts.keeper.loaded) await online;
        if (signal.aborted) return;
        this.sources = buildSources(config, parts.clock, observation);
        for (const source of this.sources) await source.start(parts.intake);
        parts.maintenance.start();
        parts.keeper.start();
        parts.dispatcher.start();
        this.ready = true;
        if (config.commands.receive === 'on') void online.then(() => this.listen(parts));
    }

    /** Subscribes to commands; after a restart behind the last one handled, else to what comes from now on. */
    private async listen({ commands, stored }: ReturnType<Bridge['compose']>): Promise<void> {
        const { log } = this.observation;
        await this.observation.persist(this.stopping.signal, async () => {
            this.subscription = await this.dependencies.org.subscribeCommands(
                stored.commandPosition ?? 'latest',
                (delivered) => commands.deliver(delivered),
                (error) => log.warn({ reason: reasonOf(error) }, 'the subscription to commands was interrupted')
            );
        });
    }

    /** An answer that a format demands, such as a request for rebirth; when it fails the next message asks again. */
    private reply(topic: string, payload: Uint8Array): void {
        this.publish(topic, payload).catch((error: unknown) => {
            this.observation.log.warn(
                { topic, reason: reasonOf(error) },
                'an answer to a device could not be published'
            );
        });
    }

    private async publish(topic: string, payload: string | Uint8Array): Promise<void> {
        const publishers = this.sources.filter((source) => source.publish && source.connection().connected);
        if (publishers.length === 0) throw new Error('no broker is connected');
        for (const source of publishers) await source.publish?.(topic, payload);
    }
}
