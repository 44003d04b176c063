import type { FlowTriggerType } from '@salesforce/types/metadata';
import type { TriggerOperation } from '../../platform.ts';
import { sameName } from '../dataType.ts';
import type { LoadedFlow } from '../load/resource.ts';

/** Last order number that runs before the flows without one. */
const lastBeforeUnordered = 1000;

/** Flows of an object that a trigger starts, in their order: 1 to 1,000, those without a number, 1,001 to 2,000. */
export function flowsOf(flows: Iterable<LoadedFlow>, trigger: FlowTriggerType, objectName: string): LoadedFlow[] {
    const found = [...flows].filter(
        ({ metadata, recordObject }) =>
            metadata.start?.triggerType === trigger && sameName(recordObject ?? '', objectName)
    );
    return found.toSorted((one, other) => orderOf(one) - orderOf(other) || one.name.localeCompare(other.name));
}

function orderOf({ metadata: { triggerOrder } }: LoadedFlow): number {
    return triggerOrder ?? lastBeforeUnordered + 0.5;
}

/** Whether a flow wants to hear of this kind of change. */
export function wantsOperation({ metadata }: LoadedFlow, operation: TriggerOperation): boolean {
    const type = metadata.start?.recordTriggerType ?? 'CreateAndUpdate';
    if (operation === 'delete') return true;
    return type === 'CreateAndUpdate' || type === (operation === 'insert' ? 'Create' : 'Update');
}
