/** Every element of a flow that touches data or calls an action says what happens when it fails. */
import type { Flow } from '@salesforce/types/metadata';
import { problemAt, type MetadataComponent, type Problem } from '../metadata/index.ts';

/** Elements with a fault path, by their name in the Metadata API. */
const failing = ['actionCalls', 'recordCreates', 'recordDeletes', 'recordLookups', 'recordUpdates', 'waits'] as const;

/** What those elements have in common. */
interface FailingElement {
    readonly name?: string;
    readonly faultConnector?: { readonly targetReference?: string };
    readonly inputReference?: string;
}

/** Data and action elements without a fault path; the elements that fault paths lead to are the last resort. */
export function faultPathProblems(components: readonly MetadataComponent[]): Problem[] {
    return components.filter((component) => component.type === 'Flow').flatMap(flowProblems);
}

function flowProblems(component: MetadataComponent): Problem[] {
    const flow = component.content as Flow;
    const elements = failing.flatMap((kind): readonly FailingElement[] => flow[kind]);
    const lastResorts = new Set(elements.map((element) => element.faultConnector?.targetReference));
    return elements
        .filter((element) => !element.faultConnector && !lastResorts.has(element.name))
        .filter((element) => !writesTriggeringRecord(flow, element))
        .map((element) => problemAt(component, `The element ${element.name} has no fault path`, element, 'name'));
}

/** A before-save update of the record itself cannot fail and takes no fault path. */
function writesTriggeringRecord(flow: Flow, element: FailingElement): boolean {
    return flow.start?.triggerType === 'RecordBeforeSave' && element.inputReference === '$Record';
}
