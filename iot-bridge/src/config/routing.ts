import type { BridgeConfig } from './schema.ts';
import type { MqttConfig } from './sections/mqtt.ts';
import type { RouteConfig } from './sections/routes.ts';

/** All routes in the order they are looked at: those of single brokers and webhooks first. */
export function allRoutes({ mqtt, webhooks, routes }: BridgeConfig): RouteConfig[] {
    return [...[...mqtt, ...webhooks].flatMap((source) => source.routes ?? []), ...routes];
}

/** Topic filters a broker is asked for: those of its own routes, else of the general ones. */
export function filtersOf(source: MqttConfig, { routes }: BridgeConfig): string[] {
    return [...new Set((source.routes ?? routes).map(({ filter }) => filter))];
}
