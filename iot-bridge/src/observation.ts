import { setTimeout as wait } from 'node:timers/promises';
import type { DestinationStream, Logger } from 'pino';
import type { CatalogueKeeper } from './catalogue/index.ts';
import type { CommandResult } from './command/index.ts';
import type { BridgeConfig } from './config/index.ts';
import type { AlarmEvent } from './contract/index.ts';
import { BridgeError, errorCodeOf, reasonOf } from './errors.ts';
import type { HealthStatus } from './health/index.ts';
import type { HistoryStatus } from './history/index.ts';
import type { Rejections } from './intake/index.ts';
import { createLogger, HttpServer, Metrics, startTracing } from './observe/index.ts';
import type { Tracing } from './observe/index.ts';
import { normalPlan, retryDelay } from './outbox/index.ts';
import type { Dispatcher, Limits, Outbox, SendingPlan } from './outbox/index.ts';
import type { Intake, OutboxRecord, RawMessage, RejectionReason, Source } from './pipeline/index.ts';
import { steadyClock } from './pipeline/index.ts';
import type { Fleet } from './process/index.ts';
import type { ReloadResult } from './reload.ts';
import { Reachability } from './reachability.ts';
import { announcedStatus, count, Counters, sourceStatus } from './status.ts';
import type { BridgeStatus } from './status.ts';
import { setStatusGauges } from './statusGauges.ts';
import { bridgeVersion } from './version.ts';

/** Parts whose state is shown. */
export interface ObservedParts {
    fleet: Fleet;
    outbox: Outbox;
    rejections: Rejections;
    keeper: CatalogueKeeper;
    dispatcher: Dispatcher;
    sources(): readonly Source[];
    ready(): boolean;
    history?: { status(): HistoryStatus } | undefined;
    health?: { status(): HealthStatus } | undefined;
}

/** Logs, metrics, health and status of one bridge, fed by its stages. */
export class Observation {
    readonly log: Logger;
    private readonly config: BridgeConfig;
    private readonly metrics = new Metrics();
    private readonly counters = new Counters();
    /** Counts the messages of a source. */
    private readonly received = new Map<string, () => void>();
    private readonly server: HttpServer | undefined;
    private parts: ObservedParts | undefined;
    private httpAddress: string | undefined;
    private storeError: BridgeError | undefined;
    private orgError: string | undefined;
    private historyError: string | undefined;
    private readonly reachability = new Reachability();
    private tracing: Tracing | undefined;
    private lastRetryCause = '';
    private configuration: BridgeStatus['configuration'] = { restartFor: [] };

    constructor(config: BridgeConfig, stream?: DestinationStream) {
        this.config = config;
        this.log = createLogger(config.name, config.observe, stream);
        if (config.observe.http === 'on') {
            this.server = new HttpServer(config.observe, this.metrics, {
                readiness: () => this.notReady(),
                status: () => this.status(),
                beforeScrape: () => this.updateGauges()
            });
        }
    }

    /** Names the parts whose state is shown. */
    attach(parts: ObservedParts): void {
        this.parts = parts;
    }

    /** Starts health and metrics. @throws BridgeError PORT_TAKEN */
    async start(): Promise<void> {
        const { name, observe } = this.config;
        this.tracing = await startTracing(name, bridgeVersion(), observe.tracing);
        this.httpAddress = await this.server?.start();
        if (this.httpAddress) this.log.info({ address: this.httpAddress }, 'health and metrics are served');
    }

    async stop(): Promise<void> {
        await this.server?.stop();
        await this.tracing?.stop();
        this.log.info('stopped');
    }

    /** The intake for sources: traced where that is on, else as it is. */
    traced(intake: Intake): Intake {
        return this.tracing?.traced(intake) ?? intake;
    }

    /** Repeats work with the org until it succeeds or the bridge stops; each kind of trouble is told once. */
    async persist(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
        for (let attempt = 1; !signal.aborted; attempt++) {
            try {
                await work();
                this.orgError = undefined;
                return;
            } catch (error) {
                this.tellOrgTrouble(error);
            }
            const delay = retryDelay(this.config.retry, Math.min(attempt, 10), Math.random());
            await wait(delay, undefined, { signal }).catch(() => undefined);
        }
    }

    readonly message = ({ source }: RawMessage): void => {
        this.counters.messages++;
        let received = this.received.get(source);
        if (!received) this.received.set(source, (received = this.metrics.counter('messages', { source })));
        received();
    };

    readonly rejected = (reason: RejectionReason): void => {
        count(this.counters.rejected, reason);
        this.metrics.reject(reason);
    };

    readonly transition = (event: AlarmEvent): void => {
        const { Transition__c: transition, Alarm_Key__c: alarm, State__c: state, Episode_Number__c: episode } = event;
        this.tracing?.queued(event);
        count(this.counters.transitions, transition);
        this.metrics.add('events', { transition });
        this.log.info(
            { alarm, episode, transition, state, priority: event.Priority__c, value: event.Value__c },
            'alarm'
        );
    };

    readonly accepted = (record: OutboxRecord): void => {
        const { kind } = record;
        this.tracing?.settled(record);
        count(this.counters.accepted, kind);
        this.metrics.add('accepted', { kind });
    };

    readonly retried = (records: number, cause: string): void => {
        this.counters.retries += records;
        this.metrics.add('retries', {}, records);
        if (cause !== this.lastRetryCause) this.log.warn({ records, cause }, 'sending is repeated');
        this.lastRetryCause = cause;
    };

    readonly command = (result: CommandResult): void => {
        count(this.counters.commands, result);
        this.metrics.add('commands', { result });
    };

    /** The org refused a record for good. */
    refused(record: OutboxRecord, cause: string, repeated: boolean): void {
        if (!repeated) {
            const what = record.kind === 'alarm-event' ? record.fields.Episode_Key__c : record.device;
            this.log.error({ kind: record.kind, record: what, cause }, 'the org refused a record');
        }
        this.tracing?.settled(record, cause);
        this.counters.deadLetters++;
        this.metrics.add('deadLetters', { kind: record.kind });
    }

    /** A changed configuration is in force, except for what needs a restart. */
    reloaded({ applied, waiting }: ReloadResult): void {
        const result = applied.length > 0 ? 'applied' : 'unchanged';
        this.configuration = { ...this.configuration, problem: undefined, restartFor: waiting };
        if (applied.length > 0) this.configuration.changedAt = new Date().toISOString();
        this.metrics.add('reloads', { result });
        this.log.info({ applied }, `the configuration was read again: ${result}`);
        if (waiting.length > 0) this.log.warn({ keys: waiting }, 'these keys take effect after a restart');
    }

    /** A changed configuration is refused as a whole; the last good one stays in force. */
    reloadRefused(error: unknown): void {
        const problem = reasonOf(error);
        this.configuration = { ...this.configuration, problem };
        this.metrics.add('reloads', { result: 'refused' });
        const code = errorCodeOf(error);
        this.log.error({ code, problem }, 'the changed configuration is refused, the last good one stays in force');
    }

    /** A broker came or went. */
    connection(source: string, connected: boolean): void {
        this.metrics.set('connected', connected ? 1 : 0, { source });
    }

    /** What became of an unknown device that a rule is for. */
    readonly provisioned = (result: string): void => this.metrics.add('provisioned', { result });

    /** What became of a request to a webhook. */
    webhookRequest(source: string, result: string): void {
        this.metrics.add('webhookRequests', { source, result });
    }

    /** How telemetry or alarms are sent changed. */
    plan(plan: SendingPlan): void {
        this.log.warn(plan, 'sending changed');
        this.metrics.set('alarmWindow', plan.alarmWindowMs / 1000);
        this.metrics.set('alarmsAsRecords', Number(plan.alarms === 'records'));
    }

    /** New limits of the org. */
    limits(limits: Limits): void {
        const daily = limits.DailyApiRequests;
        if (daily) this.metrics.set('apiRemaining', daily.remaining);
        const hourly = limits.HourlyPublishedPlatformEvents;
        if (hourly) this.metrics.set('eventsRemaining', hourly.remaining);
    }

    /** Commits fail, or work again. */
    storeTrouble(error: BridgeError | undefined): void {
        this.storeError = error;
        if (error) this.log.error({ code: error.code }, `${error.message} ${error.fix}`);
        else this.log.info('changes are written again');
    }

    /** The history fails, or works again; values wait for it meanwhile. */
    readonly historyTrouble = (error: unknown): void => {
        this.historyError = error === undefined ? undefined : reasonOf(error);
        if (error === undefined) this.log.info('the history is written again');
        else this.log.error({ code: errorCodeOf(error) }, reasonOf(error));
    };

    /** A whole request of the org failed, or with undefined: the org answered. */
    readonly reached = (error: unknown): void => {
        if (error === undefined) this.reachability.answered();
        else this.reachability.failed(reasonOf(error), steadyClock.now());
    };

    /** A group was committed. */
    committed(milliseconds: number): void {
        this.metrics.observe('commitSeconds', milliseconds / 1000);
    }

    /** See {@link BridgeStatus}. */
    status(): BridgeStatus {
        const { counters, parts } = this;
        return {
            notReady: this.notReady(),
            messages: counters.messages,
            rejected: Object.fromEntries(counters.rejected),
            rejectedTotal: [...counters.rejected.values()].reduce((sum, value) => sum + value, 0),
            transitions: Object.fromEntries(counters.transitions),
            accepted: Object.fromEntries(counters.accepted),
            deadLetters: counters.deadLetters,
            retries: counters.retries,
            commands: Object.fromEntries(counters.commands),
            devices: parts?.fleet.size ?? 0,
            outbox: parts?.outbox.depth() ?? { alarms: 0, results: 0, snapshots: 0 },
            quarantined: parts?.rejections.quarantined() ?? [],
            definitionProblems: parts?.keeper.catalogue().problems ?? [],
            alarmProposals: parts?.fleet.proposals() ?? [],
            sending: parts?.dispatcher.plan() ?? normalPlan,
            sources: (parts?.sources() ?? []).map((source) => sourceStatus(source, Date.now())),
            httpAddress: this.httpAddress,
            configuration: this.configuration,
            history: parts?.history?.status(),
            health: parts?.health?.status()
        };
    }

    /** What the bridge tells about itself to others on its brokers: no counts, so that it changes only with its state. */
    announced(): object {
        const { config, parts } = this;
        const sources = (parts?.sources() ?? []).map((source) => sourceStatus(source, Date.now()));
        return announcedStatus(config.name, parts?.dispatcher.plan(), this.configuration.restartFor, sources);
    }

    private notReady(): string[] {
        const reasons: string[] = [];
        if (!this.parts?.ready()) reasons.push('the bridge is starting');
        if (this.orgError) reasons.push(this.orgError);
        const away = this.reachability.away(steadyClock.now());
        if (away && away.seconds >= this.config.observe.orgAwaySeconds)
            reasons.push(`the org has taken no request for ${away.seconds} s: ${away.reason}`);
        if (this.storeError) reasons.push(this.storeError.message);
        if (this.historyError) reasons.push(this.historyError);
        for (const source of this.parts?.sources() ?? []) {
            if (!source.ended && !source.connection().connected)
                reasons.push(`the source ${source.name} is not connected`);
        }
        return reasons;
    }

    private tellOrgTrouble(error: unknown): void {
        const text = error instanceof BridgeError ? `${error.message} ${error.fix}` : reasonOf(error);
        if (text !== this.orgError) this.log.error({ code: errorCodeOf(error) }, text);
        this.orgError = text;
    }

    private updateGauges(): void {
        setStatusGauges(this.metrics, this.status());
        this.metrics.set('orgAnswers', this.orgError || this.reachability.away(steadyClock.now()) ? 0 : 1);
        this.metrics.set('storeWorks', this.storeError ? 0 : 1);
        this.metrics.set('historyWorks', this.historyError ? 0 : 1);
        for (const source of this.parts?.sources() ?? []) {
            for (const { what, at } of source.health?.().expiries ?? [])
                this.metrics.set('expiry', at / 1000, { source: source.name, what });
        }
    }
}
