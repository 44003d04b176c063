import type { FlowActionCall } from '@salesforce/types/metadata';
import { single } from '../dataType.ts';
import type { Checker } from '../load/checker.ts';
import type { Resource } from '../load/resource.ts';
import { link, list } from '../metadata.ts';
import type { Link } from '../metadata.ts';
import { Evaluator } from '../run/evaluate.ts';
import { detail } from '../run/interview.ts';
import type { Interview } from '../run/interview.ts';
import type { Runtime } from '../run/runtime.ts';
import type { FlowValue } from '../value.ts';
import { actionOf } from './actionTable.ts';
import { handler } from './handler.ts';
import { stepOf, way } from './step.ts';

function links(element: FlowActionCall): readonly Link[] {
    return [...link('next', element.connector), ...link('fault', element.faultConnector)];
}

function check(element: FlowActionCall, checker: Checker): void {
    const action = actionOf(element);
    if (!action)
        return checker.report(
            `The local org does not run the action ${element.actionName ?? ''} of type ${element.actionType ?? ''}.`
        );
    const given = new Set<string>();
    for (const { name, value } of list(element.inputParameters)) {
        given.add(name);
        if (!action.inputs.includes(name))
            checker.report(`The action ${element.actionName ?? ''} has no input ${name}.`, element);
        checker.value(value, element);
    }
    for (const name of action.required.filter((one) => !given.has(one)))
        checker.report(`The action ${element.actionName ?? ''} needs the input ${name}.`);
    for (const output of list(element.outputParameters)) checker.reference(output.assignToReference, output);
}

function act(element: FlowActionCall, interview: Interview, runtime: Runtime): void {
    const evaluator = new Evaluator(interview, runtime);
    const parameters: Record<string, FlowValue> = {};
    for (const { name, value } of list(element.inputParameters)) parameters[name] = evaluator.value(value);
    const message = actionOf(element)?.message(parameters, element, interview);
    if (message)
        runtime.parts.send({
            ...message,
            flow: interview.flow.name,
            element: element.name ?? '',
            sentAt: runtime.now().toISOString(),
            parameters
        });
    const details = Object.entries(parameters).map(([name, value]) => detail(name, value));
    interview.proceed(stepOf(element, 'actionCalls', details), way(links(element), 'next'));
}

export const actionCalls = handler<FlowActionCall>({
    kind: 'actionCalls',
    summary: 'Send Email, email alerts, custom notifications and Chatter posts, all into an outbox',
    bulk: false,
    links,
    declare: (element): Resource[] => {
        const name = element.name ?? '';
        return [{ kind: 'outputs', name, types: new Map([['issuccess', single('boolean')]]) }];
    },
    check,
    run(element, interviews, runtime) {
        for (const interview of interviews) act(element, interview, runtime);
    }
});
