import type { BridgeConfig } from './config/index.ts';
import type { Observation } from './observation.ts';
import { ReplayClock, systemClock } from './pipeline/index.ts';
import type { Clock, Source } from './pipeline/index.ts';
import { FileSource, MqttSource, WebhookSource } from './source/index.ts';

/** Recorded time when recordings are replayed, else the machine's. */
export function buildClock(config: BridgeConfig): Clock {
    return config.files.length > 0 ? new ReplayClock() : systemClock;
}

/** The sources of a configuration. */
export function buildSources(config: BridgeConfig, clock: Clock, observation: Observation): Source[] {
    const { log } = observation;
    const filters = [...new Set(config.routes.map((route) => route.filter))];
    const brokers = config.mqtt.map(
        (entry) =>
            new MqttSource({
                config: entry,
                filters,
                clock,
                log,
                onConnection: (connected) => observation.connection(entry.name, connected)
            })
    );
    const recordings =
        clock instanceof ReplayClock && config.files.length > 0
            ? [new FileSource({ files: config.files, clock, log })]
            : [];
    const webhooks = config.webhooks.map(
        (entry) =>
            new WebhookSource({
                config: entry,
                clock,
                log,
                onConnection: (listening) => observation.connection(entry.name, listening)
            })
    );
    return [...brokers, ...webhooks, ...recordings];
}
