import type { FlowActionCall, FlowRecordCreate } from '@salesforce/types/metadata';
import { single } from '../dataType.ts';
import type { Checker } from '../load/checker.ts';
import type { Resource } from '../load/resource.ts';
import { link, list } from '../metadata.ts';
import type { Link } from '../metadata.ts';
import { Evaluator } from '../run/evaluate.ts';
import { detail } from '../run/interview.ts';
import type { Interview } from '../run/interview.ts';
import { prepare } from '../run/perInterview.ts';
import type { Runtime } from '../run/runtime.ts';
import type { FlowValue } from '../value.ts';
import { actionOf } from './actionTable.ts';
import { recordCreates } from './create.ts';
import { handler } from './handler.ts';
import type { Declarations } from './handler.ts';
import { isQuickAction, quickCreate } from './quickAction.ts';
import { stepOf, way } from './step.ts';
import { subflows } from './subflow.ts';
import type { FlowCall } from './subflow.ts';

function links(element: FlowActionCall): readonly Link[] {
    return [...link('next', element.connector), ...link('fault', element.faultConnector)];
}

/** The action `flow` runs another flow: the same as a subflow, with other names for its parts. */
function asSubflow(element: FlowActionCall): FlowCall | undefined {
    if (element.actionType !== 'flow') return undefined;
    return {
        ...element,
        flowName: element.actionName ?? '',
        inputAssignments: [...list(element.inputParameters)],
        outputAssignments: [...list(element.outputParameters)]
    };
}

/** A quick action that creates a record: the same as a create, with other names for its parts. */
function asCreate(element: FlowActionCall): FlowRecordCreate | undefined {
    return isQuickAction(element) ? quickCreate(element) : undefined;
}

function declare(element: FlowActionCall, declarations: Declarations): readonly Resource[] {
    const subflow = asSubflow(element);
    if (subflow) return subflows.declare(subflow, declarations);
    const create = asCreate(element);
    if (create) return recordCreates.declare(create, declarations);
    return [{ kind: 'outputs', name: element.name ?? '', types: new Map([['issuccess', single('boolean')]]) }];
}

function check(element: FlowActionCall, checker: Checker): void {
    const subflow = asSubflow(element);
    if (subflow) return subflows.check(subflow, checker);
    const create = asCreate(element);
    if (create) return recordCreates.check(create, checker);
    const { actionName = '', actionType = '' } = element;
    const action = actionOf(element);
    if (!action) return checker.report(`The local org does not run the action ${actionName} of type ${actionType}.`);
    const given = new Set(list(element.inputParameters).map(({ name }) => name));
    for (const { name, value } of list(element.inputParameters)) {
        if (!action.inputs.includes(name)) checker.report(`The action ${actionName} has no input ${name}.`);
        checker.value(value, element);
    }
    for (const name of action.required.filter((one) => !given.has(one))) {
        checker.report(`The action ${actionName} needs the input ${name}.`);
    }
    for (const output of list(element.outputParameters)) checker.reference(output.assignToReference, output);
}

function act(
    element: FlowActionCall,
    interview: Interview,
    parameters: Readonly<Record<string, FlowValue>>,
    runtime: Runtime
): void {
    const message = actionOf(element)?.message(parameters, element);
    const [flow, name] = [interview.flow.name, element.name ?? ''];
    if (message)
        runtime.parts.send({ ...message, flow, element: name, sentAt: runtime.now().toISOString(), parameters });
    interview.set(`${name}.isSuccess`, true);
    const details = Object.entries(parameters).map(([parameter, value]) => detail(parameter, value));
    interview.proceed(stepOf(element, 'actionCalls', details), way(links(element), 'next'));
}

function run(element: FlowActionCall, interviews: readonly Interview[], runtime: Runtime): void {
    const subflow = asSubflow(element);
    if (subflow) return subflows.run(subflow, interviews, runtime);
    const create = asCreate(element);
    if (create) return recordCreates.run(create, interviews, runtime);
    const fault = way(links(element), 'fault');
    const prepared = prepare(element, 'actionCalls', interviews, fault, (interview) => {
        const evaluator = new Evaluator(interview, runtime);
        const inputs = list(element.inputParameters).map(({ name, value }) => [name, evaluator.value(value)] as const);
        const action = actionOf(element);
        const own =
            action?.recordInput === undefined
                ? []
                : [[action.recordInput, interview.record?.fields['Id'] ?? null] as const];
        const parameters: Readonly<Record<string, FlowValue>> = Object.fromEntries([...own, ...inputs]);
        action?.message(parameters, element);
        return parameters;
    });
    for (const { interview, input } of prepared) act(element, interview, input, runtime);
}

export const actionCalls = handler<FlowActionCall>({
    kind: 'actionCalls',
    summary:
        'Send Email, email alerts, custom notifications and Chatter posts into an outbox; quick actions that create a record; other flows',
    bulk: true,
    links,
    declare,
    check,
    run
});
