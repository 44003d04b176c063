import { CatalogueKeeper, ProblemReport, Provisioner, UnknownDevices } from './catalogue/index.ts';
import { CommandHandler } from './command/index.ts';
import { allRoutes } from './config/index.ts';
import type { BridgeConfig } from './config/index.ts';
import type { CommandResultFields } from './contract/index.ts';
import { createDecoders } from './decode/index.ts';
import { reasonOf } from './errors.ts';
import { Health } from './health/index.ts';
import type { HistoryRecorder } from './history/index.ts';
import { MessageIntake, Rejections } from './intake/index.ts';
import type { IntakeParts } from './intake/index.ts';
import { buildClock } from './buildSources.ts';
import { loadState } from './loadState.ts';
import type { StoredState } from './loadState.ts';
import type { Privacy } from './map/index.ts';
import { Maintenance } from './maintenance.ts';
import type { Observation } from './observation.ts';
import { Dispatcher, holdOf, Outbox } from './outbox/index.ts';
import { steadyClock } from './pipeline/index.ts';
import type { Clock, Instant, Reading, Source } from './pipeline/index.ts';
import { privacyOf } from './privacy.ts';
import { Fleet } from './process/index.ts';
import type { Org } from './sink/org.ts';
import type { Store } from './store/index.ts';

/** What the parts of a bridge are built from. */
export interface Context {
    config: BridgeConfig;
    store: Store;
    observation: Observation;
    org: Org;
    /** Takes values and alarms for the history, when one is kept. */
    history?: HistoryRecorder | undefined;
    /** The sources that run at the moment. */
    sources(): readonly Source[];
    publish: (topic: string, payload: string | Uint8Array, expiresAt?: Instant) => Promise<void>;
}

/** The parts of a bridge, wired together. */
export interface BridgeParts {
    clock: Clock;
    stored: StoredState;
    outbox: Outbox;
    rejections: Rejections;
    fleet: Fleet;
    dispatcher: Dispatcher;
    intake: MessageIntake;
    keeper: CatalogueKeeper;
    /** Undefined when machines are not judged. */
    health: Health | undefined;
    commands: CommandHandler;
    maintenance: Maintenance;
}

/** Parts that others call only later, once everything is built. */
type Late = Partial<Pick<BridgeParts, 'commands' | 'dispatcher' | 'maintenance'>>;

/** Builds and wires all parts from what an earlier run left behind. */
export function composeParts(context: Context): BridgeParts {
    const { config, store, observation } = context;
    // First, because it can fail and nothing runs yet.
    const privacy = privacyOf(config);
    const late: Late = {};
    const clock = buildClock(config);
    const stored = loadState(store);
    const outbox = new Outbox(store, stored.outbox);
    const { log, rejected } = observation;
    const rejections = new Rejections({ store, log, count: rejected }, stored.quarantine);
    const fleet = composeFleet(context, stored, outbox, rejections, late);
    const dispatcher = composeDispatcher(context, outbox, fleet, late);
    const intake = composeIntake(context, fleet, rejections, late);
    const health = composeHealth(context, fleet);
    const keeper = composeKeeper({ ...context, privacy }, fleet, rejections, clock, health);
    if (stored.catalogue) keeper.restore(stored.catalogue);
    const commands = composeCommands(context, { fleet, intake, clock, stored, outbox }, late);
    const maintenance = new Maintenance({ ...context, clock, fleet, outbox, intake, dispatcher, health });
    Object.assign(late, { commands, dispatcher, maintenance });
    return { clock, stored, outbox, rejections, fleet, dispatcher, intake, keeper, health, commands, maintenance };
}

function composeFleet(
    { config, store, observation, history }: Context,
    stored: StoredState,
    outbox: Outbox,
    rejections: Rejections,
    late: Late
): Fleet {
    const fleet: Fleet = new Fleet(
        config.processing,
        {
            put: (space, key, read) => store.put(space, key, read),
            touch: (row) => store.touch(row),
            remove: (space, key) => store.remove(space, key),
            dirty: (device, signal) => outbox.markDirty(device, signal),
            event: (event) => {
                outbox.addEvent(event, steadyClock.now(), holdOf(event, config.processing));
                history?.alarm(event);
                observation.transition(event);
                late.dispatcher?.wakeSoon();
            },
            derived: (device, reading) => history?.record(device, reading),
            late: (device, { signal }) => {
                rejections.report({ reason: 'late', topic: fleet.get(device)?.topic ?? '', device, signal });
            }
        },
        stored.fleet
    );
    return fleet;
}

function composeDispatcher(
    { config, store, observation, org }: Context,
    outbox: Outbox,
    fleet: Fleet,
    late: Late
): Dispatcher {
    return new Dispatcher({
        outbox,
        sink: org,
        retry: config.retry,
        governor: config.governor,
        get snapshotSeconds() {
            return config.salesforce.snapshotSeconds;
        },
        get parallelRequests() {
            return config.salesforce.parallelRequests;
        },
        freeEvents: config.salesforce.alarmChannel === 'pubsub',
        clock: steadyClock,
        random: Math.random,
        snapshot: ({ device, signal }) => (device === undefined ? undefined : fleet.record(device, signal)),
        committed: () => store.committed(),
        onAccepted: (record) => {
            fleet.confirm(record);
            observation.accepted(record);
        },
        onRejected: (entry, record, cause) => late.maintenance?.bury(entry, record, cause),
        onRetry: observation.retried,
        onReach: observation.reached,
        onPlan: (plan) => {
            fleet.widenDeadbands(plan.deadbandFactor);
            observation.plan(plan);
        }
    });
}

function composeIntake(context: Context, fleet: Fleet, rejections: Rejections, late: Late): MessageIntake {
    const { config, store, observation, history } = context;
    return new MessageIntake({
        routes: allRoutes(config),
        clock: config.clock,
        decoders: createDecoders(),
        fleet,
        rejections,
        store: history ? recordedStore(store, history) : store,
        ...(history && { onReadings: (device, readings) => recordAll(history, device, readings) }),
        onAnswer: (device, payload) => late.commands?.answer(device, payload),
        onMessage: (message) => {
            observation.message(message);
            late.maintenance?.advance(message.receivedAt);
        },
        onReply: (topic, payload) => {
            context.publish(topic, payload).catch((error: unknown) => {
                const reason = reasonOf(error);
                observation.log.warn({ topic, reason }, 'an answer to a device could not be published');
            });
        }
    });
}

/** A message is done when both the state of the bridge and the history are durable. */
function recordedStore(store: Store, history: HistoryRecorder): IntakeParts['store'] {
    return {
        afterCommit: (callback) => store.afterCommit(() => history.afterCommit(callback)),
        ready: () => store.ready() ?? history.ready()
    };
}

function recordAll(history: HistoryRecorder, device: string, readings: readonly Reading[]): void {
    for (const reading of readings) history.record(device, reading);
}

function composeHealth({ config, observation }: Context, fleet: Fleet): Health | undefined {
    if (config.health.judge === 'off') return undefined;
    const health = new Health({
        config: config.health,
        processing: config.processing,
        dataDirectory: config.dataDirectory,
        devices: () => fleet.all(),
        onAssessed: (assessments) => {
            for (const { device, fields } of assessments) fleet.judged(device, fields);
        },
        onTrouble: (reason) => observation.log.error({ reason }, 'the health of the machines could not be judged')
    });
    health.start();
    return health;
}

function composeKeeper(
    { config, store, observation, org, privacy }: Context & { privacy: Privacy },
    fleet: Fleet,
    rejections: Rejections,
    clock: Clock,
    health: Health | undefined
): CatalogueKeeper {
    const report = new ProblemReport({ org, log: observation.log, name: config.name });
    const unknown = new UnknownDevices({
        org,
        log: observation.log,
        quarantined: () => rejections.quarantined(),
        release: () => rejections.release((device) => fleet.get(device) !== undefined || fleet.isForeign(device))
    });
    const provisioner = new Provisioner({
        org,
        log: observation.log,
        get config() {
            return config.provisioning;
        },
        routes: () => allRoutes(config),
        quarantined: () => rejections.quarantined(),
        count: observation.provisioned
    });
    return new CatalogueKeeper({
        org,
        store,
        log: observation.log,
        report: async (problems) => {
            await report.tell(problems);
            await unknown.tell();
            await provisioner.run();
        },
        get refreshSeconds() {
            return config.salesforce.catalogueSeconds;
        },
        get fullSeconds() {
            return config.salesforce.fullCatalogueSeconds;
        },
        partition: config.partition,
        local: config.signals,
        privacy,
        onChange: (catalogue) => {
            fleet.define(catalogue, clock.now());
            health?.define(catalogue);
        }
    });
}

function composeCommands(
    { config, store, observation, publish }: Context,
    { fleet, intake, clock, stored, outbox }: Pick<BridgeParts, 'fleet' | 'intake' | 'clock' | 'stored' | 'outbox'>,
    late: Late
): CommandHandler {
    const parts = {
        config: config.commands,
        fleet,
        store,
        clock,
        log: observation.log,
        commandTopic: intake.commandTopic.bind(intake),
        acknowledgement: intake.acknowledgement.bind(intake),
        publish,
        tellOrg: (device: string, key: string, fields: CommandResultFields) => {
            outbox.addResult(key, device, fields);
            late.dispatcher?.wakeSoon();
        },
        onResult: observation.command
    };
    return new CommandHandler(parts, stored.commands);
}
