import type { Instant, SignalValue } from '../pipeline/index.ts';
import type { Condition } from './conditions.ts';
import type { AlarmDefinition } from './definitions.ts';
import type { Observation } from './machine.ts';

/** The values of a device after a message, for alarms that look at several signals at once. */
export interface DeviceObservation {
    at: Instant;
    /** Signals the message brought, with the time since their previous value; 0 after a gap. */
    fresh: ReadonlyMap<string, number>;
    /** Latest usable value of a signal. */
    value(signal: string): SignalValue | undefined;
    product: string | undefined;
}

/** Whether a message concerns a Combined alarm. */
export function concerns({ formula }: AlarmDefinition, { fresh }: DeviceObservation): boolean {
    for (const signal of formula?.signals ?? []) if (fresh.has(signal)) return true;
    return false;
}

/**
 * What a Combined alarm sees. Its signals may come in turns, so the continuous time is that since the last look, unless
 * the longest of the signals that came was interrupted by a gap.
 */
export function combinedObservation(
    definition: AlarmDefinition,
    lastAt: Instant,
    seen: DeviceObservation
): Observation {
    const distances = [...(definition.formula?.signals ?? [])].map((signal) => seen.fresh.get(signal) ?? 0);
    const holds = definition.formula?.evaluate(seen);
    const condition: Condition = typeof holds !== 'boolean' ? 'unknown' : holds ? 'beyond' : 'within';
    const continuousMs = Math.max(0, Math.min(Math.max(0, ...distances), seen.at - lastAt));
    return { at: seen.at, condition, continuousMs, value: seen.value(definition.signal) };
}
