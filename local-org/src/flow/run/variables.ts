import type { Execution } from '../../platform.ts';
import { declaredType } from '../dataType.ts';
import { FlowError } from '../flowError.ts';
import type { LoadedFlow } from '../load/resource.ts';
import { list } from '../metadata.ts';
import type { FlowValue } from '../value.ts';
import { coerce } from './assign.ts';
import { Evaluator } from './evaluate.ts';
import { Interview } from './interview.ts';
import type { Runtime } from './runtime.ts';

/**
 * Variables at the start of an interview: their default values, replaced by the inputs.
 * @throws FlowError when an input is not one of the flow.
 */
export function startValues(
    flow: LoadedFlow,
    inputs: Readonly<Record<string, FlowValue>>,
    runtime: Runtime
): Map<string, FlowValue> {
    const blank = new Interview(flow, { trigger: '', startedAt: runtime.now(), first: null });
    const evaluator = new Evaluator(blank, runtime);
    for (const variable of list(flow.metadata.variables)) {
        const name = variable.name ?? '';
        if (variable.value) blank.set(name, evaluator.value(variable.value));
        else if (variable.isCollection === true) blank.set(name, []);
    }
    for (const [name, value] of Object.entries(inputs)) {
        const variable = list(flow.metadata.variables).find((one) => one.name?.toLowerCase() === name.toLowerCase());
        if (variable?.isInput !== true) throw new FlowError(`The flow ${flow.name} has no input ${name}.`);
        const type = declaredType(variable.dataType, variable.isCollection === true, variable.objectType);
        blank.set(name, type ? coerce(value, type) : value);
    }
    return blank.values;
}

/** Output variables at the end of an interview. */
export function outputsOf(interview: Interview): Record<string, FlowValue> {
    const outputs = list(interview.flow.metadata.variables).filter((variable) => variable.isOutput === true);
    return Object.fromEntries(outputs.map(({ name = '' }) => [name, interview.get(name)]));
}

/** Whose permissions count in a flow that something else calls: those of the caller, unless the flow says otherwise. */
export function modeOf(flow: LoadedFlow, caller: Execution['mode']): Execution['mode'] {
    return (flow.metadata.runInMode ?? 'DefaultMode') === 'DefaultMode' ? caller : 'system';
}
