import type { Flow } from '@salesforce/types/metadata';
import { problemAt } from '../../metadata/index.ts';
import type { MetadataRegistry, Problem } from '../../metadata/component.ts';
import type { Schema } from '../../platform.ts';
import { declaredType } from '../dataType.ts';
import type { FlowType } from '../dataType.ts';
import { list } from '../metadata.ts';
import type { FlowInterface } from './checker.ts';
import { hasGlobal } from '../run/globals.ts';
import { loadFlow, notRunnable } from './loadFlow.ts';
import type { LoadedFlow } from './resource.ts';

/** All flows of an org, or of an org as it would be. */
export interface FlowLibrary {
    /** Active flows without errors, by name in lower case. */
    readonly flows: ReadonlyMap<string, LoadedFlow>;
    readonly problems: readonly Problem[];
}

/** Reads and checks every flow. */
export function loadLibrary(registry: MetadataRegistry, schema: Schema): FlowLibrary {
    const components = registry.list('Flow');
    const interfaces = new Map<string, FlowInterface>();
    for (const { fullName, content } of components)
        interfaces.set(fullName.toLowerCase(), interfaceOf(fullName, content as Flow));
    const flows = new Map<string, LoadedFlow>();
    const problems: Problem[] = [];
    const names = { schema, hasGlobal: (path: readonly string[]) => hasGlobal(registry, path) };
    for (const component of components) {
        const reason = notRunnable(component.content as Flow);
        if (reason !== undefined) {
            problems.push(problemAt(component, reason, undefined, undefined, 'warning'));
            continue;
        }
        const outcome = loadFlow(component, names, (name) => interfaces.get(name.toLowerCase()));
        problems.push(...outcome.problems);
        const sound = !outcome.problems.some(({ severity }) => severity === 'error');
        if (sound && outcome.flow.metadata.status === 'Active')
            flows.set(component.fullName.toLowerCase(), outcome.flow);
    }
    return { flows, problems };
}

/** What a flow promises to flows that call it. */
function interfaceOf(name: string, flow: Flow): FlowInterface {
    const variables = list(flow.variables);
    const typed = (chosen: typeof variables): Map<string, FlowType> => {
        const types = new Map<string, FlowType>();
        for (const one of chosen) {
            const type = declaredType(one.dataType, one.isCollection === true, one.objectType);
            if (type) types.set((one.name ?? '').toLowerCase(), type);
        }
        return types;
    };
    return {
        inputs: typed(variables.filter((one) => one.isInput === true)),
        outputs: typed(variables.filter((one) => one.isOutput === true)),
        refusal: refusalOf(name, flow)
    };
}

function refusalOf(name: string, flow: Flow): string | undefined {
    const trigger = flow.start?.triggerType ?? 'None';
    if (trigger !== 'None') return `The flow ${name} starts by itself and cannot be called.`;
    if (notRunnable(flow) !== undefined) return `The flow ${name} does not run in the local org.`;
    if (list(flow.waits).length > 0) return `The flow ${name} waits, which the local org does not support in subflows.`;
    if (list(flow.recordRollbacks).length > 0)
        return `The flow ${name} rolls back, which the local org does not support in subflows.`;
    return undefined;
}
