import { isDeepStrictEqual } from 'node:util';
import { buildSource, sourceEntries } from './buildSources.ts';
import type { SourceEntry } from './buildSources.ts';
import type { BridgeParts } from './composeParts.ts';
import { adoptValues, allRoutes, configChanges, filtersOf } from './config/index.ts';
import type { BridgeConfig } from './config/index.ts';
import type { Observation } from './observation.ts';
import type { Source } from './pipeline/index.ts';

/** What reloading works with. */
export interface ReloadParts {
    /** The configuration in force; its values are replaced in place. */
    config: BridgeConfig;
    parts: BridgeParts;
    observation: Observation;
    /** The sources that run; replaced as a whole when one comes or goes. */
    sources: { current: Source[] };
}

/** What became of a changed configuration. */
export interface ReloadResult {
    /** Keys whose new value is in force. */
    applied: string[];
    /** Keys whose new value waits for a restart. */
    waiting: string[];
}

/**
 * Brings a changed configuration into force: values at once, sources one by one, so that the others keep their
 * connection. What needs a restart is named and keeps its old value.
 */
export async function reload(context: ReloadParts, next: BridgeConfig): Promise<ReloadResult> {
    const changes = configChanges(context.config, next);
    const usable = changes.filter(({ reload: when }) => when !== 'restart');
    const before = sourceEntries(context.config);
    adoptValues(context.config, next, usable);
    const changed = new Set(usable.map(({ path }) => path));
    applyLogLevel(context, changed);
    restartTimers(context, changed);
    if (changed.has('signals')) context.parts.keeper.setLocal(context.config.signals);
    if (changed.has('routes')) await applyRoutes(context);
    if (changed.has('mqtt') || changed.has('webhooks')) {
        context.parts.intake.setRoutes(allRoutes(context.config));
        await exchangeSources(context, before);
    }
    const waiting = changes.filter(({ reload: when }) => when === 'restart').map(({ path }) => path);
    return { applied: [...changed], waiting };
}

function applyLogLevel({ config, observation }: ReloadParts, changed: ReadonlySet<string>): void {
    if (changed.has('observe.logLevel')) observation.log.level = config.observe.logLevel;
}

/** Timers were started with the old interval. */
function restartTimers({ parts }: ReloadParts, changed: ReadonlySet<string>): void {
    if (changed.has('governor.pollSeconds')) {
        parts.maintenance.stop();
        parts.maintenance.start();
    }
    if (changed.has('salesforce.catalogueSeconds')) {
        void parts.keeper.stop();
        parts.keeper.start();
    }
}

async function applyRoutes({ config, parts, sources }: ReloadParts): Promise<void> {
    parts.intake.setRoutes(allRoutes(config));
    const filters = new Map(config.mqtt.map((source) => [source.name, filtersOf(source, config)]));
    for (const source of sources.current) {
        const wanted = filters.get(source.name);
        if (wanted) await source.listenTo?.(wanted);
    }
}

/** Stops sources that are gone or changed and starts new ones; an unchanged one is not touched. */
async function exchangeSources(context: ReloadParts, before: readonly SourceEntry[]): Promise<void> {
    const { config, parts, observation, sources } = context;
    // Before the first catalogue nothing runs; the sources will be built from the new values.
    if (sources.current.length === 0) return;
    const running = new Map(before.map((entry, index) => [entry, sources.current[index]]));
    const kept = (entry: SourceEntry): Source | undefined => {
        const same = before.find((other) => running.has(other) && isDeepStrictEqual(other, entry));
        const source = same && running.get(same);
        if (same) running.delete(same);
        return source;
    };
    const wanted = sourceEntries(config).map((entry) => ({ entry, source: kept(entry) }));
    // The old client must be gone before a new one takes its client id or port.
    for (const source of running.values()) await source?.stop();
    const started: Source[] = [];
    const next = wanted.map(({ entry, source }) => {
        if (source) return source;
        const fresh = buildSource(entry, config, parts.clock, observation);
        started.push(fresh);
        return fresh;
    });
    sources.current = next;
    for (const source of started) await source.start(observation.traced(parts.intake));
}
