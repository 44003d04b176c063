import { Bridge } from './bridge.ts';
import { configSchema } from './config/index.ts';
import type { BridgeConfig, BridgeConfigInput } from './config/index.ts';
import type { BridgeDependencies } from './dependencies.ts';

/**
 * Builds a bridge. Nothing connects before `start()`.
 * @param config a checked configuration (see `loadConfig`), or one with defaults left out
 */
export function createBridge(config: BridgeConfig | BridgeConfigInput, dependencies: BridgeDependencies): Bridge {
    return new Bridge(configSchema.parse(config), dependencies);
}

export type { Bridge } from './bridge.ts';
export { loadConfig, parseConfig } from './config/index.ts';
export type { BridgeConfig, BridgeConfigInput } from './config/index.ts';
export type { BridgeDependencies } from './dependencies.ts';
export type { BridgeStatus } from './status.ts';
export { BridgeError, errorCatalogue } from './errors.ts';
export type { ErrorCode } from './errors.ts';
export type { CatalogueChange, CommandPosition, DeliveredCommand, Org, Subscription } from './sink/org.ts';
export * from './contract/index.ts';
export type { Outcome, OutboxRecord } from './pipeline/index.ts';
