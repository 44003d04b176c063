import type { FlowNode } from '@salesforce/types/metadata';
import { stepOf } from '../elements/step.ts';
import type { ElementKind, Link } from '../metadata.ts';
import { faultMessage } from './expected.ts';
import type { Interview } from './interview.ts';

/** What an interview brings to a step that is taken for many interviews at once. */
export interface Prepared<Input> {
    readonly interview: Interview;
    readonly input: Input;
}

/** Prepares each interview; those that fail take the fault path and are left out. */
export function prepare<Input>(
    element: FlowNode,
    kind: ElementKind,
    interviews: readonly Interview[],
    fault: Link | undefined,
    input: (interview: Interview) => Input
): Prepared<Input>[] {
    const prepared: Prepared<Input>[] = [];
    for (const interview of interviews) {
        try {
            prepared.push({ interview, input: input(interview) });
        } catch (error) {
            interview.fault(stepOf(element, kind, []), faultMessage(error), fault);
        }
    }
    return prepared;
}
