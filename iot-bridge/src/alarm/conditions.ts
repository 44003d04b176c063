import type { Instant, SignalValue } from '../pipeline/index.ts';
import type { AlarmDefinition } from './definitions.ts';

/** Whether the condition of an alarm holds; `unknown` freezes the alarm. */
export type Condition = 'beyond' | 'within' | 'unknown';

/** What a condition may look at besides the value. */
export interface ConditionContext {
    /** Whether the condition held before: hysteresis applies to leaving it only. */
    standing: boolean;
    /** Latest good value of the reference signal. */
    reference: number | undefined;
    /** Earlier values of the signal inside the window, oldest first. */
    history: readonly (readonly [Instant, number])[];
    at: Instant;
}

/** Judges one value. Pure. */
export function evaluate(definition: AlarmDefinition, value: SignalValue, context: ConditionContext): Condition {
    if (definition.kind === 'State') {
        return definition.states.includes(String(value)) ? 'beyond' : 'within';
    }
    if (typeof value !== 'number') return 'unknown';
    const measured = quantity(definition, value, context);
    if (measured === undefined) return 'unknown';
    return compare(definition, measured, context.standing) ? 'beyond' : 'within';
}

/** The number that is compared with the limit: the value, its distance from the reference, or its change. */
function quantity(definition: AlarmDefinition, value: number, context: ConditionContext): number | undefined {
    switch (definition.kind) {
        case 'Deviation':
            return context.reference === undefined ? undefined : Math.abs(value - context.reference);
        case 'Rate of Change':
            return largestChange(definition, value, context);
        default:
            return value;
    }
}

/** Largest change against any value inside the window, in the unit of the signal. */
function largestChange(definition: AlarmDefinition, value: number, context: ConditionContext): number | undefined {
    let largest: number | undefined;
    for (const [at, earlier] of context.history) {
        if (at < context.at - definition.windowMs || at >= context.at) continue;
        largest = Math.max(largest ?? 0, Math.abs(value - earlier));
    }
    return largest;
}

function compare(definition: AlarmDefinition, value: number, standing: boolean): boolean {
    const slack = standing ? definition.hysteresis : 0;
    if (definition.kind === 'Low' || definition.kind === 'Low Low') {
        return standing ? value < definition.limit + slack : value < definition.limit;
    }
    if (definition.kind === 'Counter') return value >= definition.limit - slack;
    return standing ? value > definition.limit - slack : value > definition.limit;
}
