import { filtersOf } from './config/index.ts';
import type { BridgeConfig, MqttConfig, WebhookConfig } from './config/index.ts';
import type { Observation } from './observation.ts';
import { ReplayClock, systemClock } from './pipeline/index.ts';
import type { Clock, Source } from './pipeline/index.ts';
import { FileSource, MqttSource, WebhookSource } from './source/index.ts';

/** What the configuration says about one live source. */
export type SourceEntry = { kind: 'mqtt'; config: MqttConfig } | { kind: 'webhook'; config: WebhookConfig };

/** Recorded time when recordings are replayed, else the machine's. */
export function buildClock(config: BridgeConfig): Clock {
    return config.files.length > 0 ? new ReplayClock() : systemClock;
}

/** The live sources of a configuration, in the order in which {@link buildSources} builds them. */
export function sourceEntries({ mqtt, webhooks }: BridgeConfig): SourceEntry[] {
    return [
        ...mqtt.map((config) => ({ kind: 'mqtt' as const, config })),
        ...webhooks.map((config) => ({ kind: 'webhook' as const, config }))
    ];
}

/** The sources of a configuration: live ones, then recordings. */
export function buildSources(config: BridgeConfig, clock: Clock, observation: Observation): Source[] {
    const live = sourceEntries(config).map((entry) => buildSource(entry, config, clock, observation));
    const { log } = observation;
    const recordings =
        clock instanceof ReplayClock && config.files.length > 0
            ? [new FileSource({ files: config.files, clock, log })]
            : [];
    return [...live, ...recordings];
}

/** One live source. */
export function buildSource(entry: SourceEntry, config: BridgeConfig, clock: Clock, observation: Observation): Source {
    const { log } = observation;
    const onConnection = (connected: boolean): void => observation.connection(entry.config.name, connected);
    return entry.kind === 'mqtt'
        ? new MqttSource({
              config: entry.config,
              filters: filtersOf(entry.config, config),
              clock,
              log,
              traced: config.observe.tracing !== undefined,
              status: () => observation.announced(),
              onConnection
          })
        : new WebhookSource({
              config: entry.config,
              clock,
              log,
              onConnection,
              onRequest: (result) => observation.webhookRequest(entry.config.name, result)
          });
}
