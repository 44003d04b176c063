import type { FlowConnector, FlowSubflow } from '@salesforce/types/metadata';
import { FlowError } from '../flowError.ts';
import type { Checker } from '../load/checker.ts';
import type { Resource } from '../load/resource.ts';
import { link, list } from '../metadata.ts';
import { assign } from '../run/assign.ts';
import { Evaluator } from '../run/evaluate.ts';
import { runInterviews } from '../run/interpreter.ts';
import { detail, Interview } from '../run/interview.ts';
import { modeOf, outputsOf, startValues } from '../run/variables.ts';
import { prepare } from '../run/perInterview.ts';
import type { Runtime } from '../run/runtime.ts';
import type { FlowValue } from '../value.ts';
import { handler } from './handler.ts';
import type { Declarations } from './handler.ts';
import { stepOf, way } from './step.ts';

/** A call of another flow: as a subflow, or as an action, which may have a fault path. */
export type FlowCall = FlowSubflow & { readonly faultConnector?: FlowConnector | undefined };

/** Subflows inside subflows that may be open at once. */
const deepest = 50;

function declare(element: FlowCall, { flow }: Declarations): Resource[] {
    const name = element.name ?? '';
    const called = flow(element.flowName ?? '');
    if (element.storeOutputAutomatically !== true || !called) return [{ kind: 'element', name }];
    return [{ kind: 'outputs', name, types: called.outputs }];
}

function check(element: FlowCall, checker: Checker): void {
    const called = checker.flow(element.flowName ?? '');
    if (!called) return;
    for (const item of list(element.inputAssignments)) {
        const wanted = called.inputs.get(item.name.toLowerCase());
        if (!wanted) checker.report(`The flow ${element.flowName ?? ''} has no input ${item.name}.`, item);
        checker.assignable(wanted, checker.value(item.value, item), item.name, item);
    }
    for (const item of list(element.outputAssignments)) {
        const source = called.outputs.get(item.name.toLowerCase());
        if (!source) checker.report(`The flow ${element.flowName ?? ''} has no output ${item.name}.`, item);
        checker.assignable(checker.reference(item.assignToReference, item), source, item.assignToReference ?? '', item);
    }
}

function inputsOf(element: FlowCall, evaluator: Evaluator): Record<string, FlowValue> {
    return Object.fromEntries(list(element.inputAssignments).map((item) => [item.name, evaluator.value(item.value)]));
}

function settle(element: FlowCall, interview: Interview, child: Interview, runtime: Runtime): void {
    const name = element.name ?? '';
    if (child.status !== 'Finished') {
        const reason = child.error ?? 'it paused, which the local org does not support in subflows';
        const [fault] = link('fault', element.faultConnector);
        return interview.fault(stepOf(element, 'subflows', []), `The flow ${child.flow.name} failed: ${reason}`, fault);
    }
    const outputs = outputsOf(child);
    if (element.storeOutputAutomatically === true) {
        for (const [output, value] of Object.entries(outputs)) interview.set(`${name}.${output}`, value);
    }
    const evaluator = new Evaluator(interview, runtime);
    for (const item of list(element.outputAssignments)) {
        if (item.assignToReference !== undefined) assign(evaluator, item.assignToReference, child.get(item.name));
    }
    const details = [
        `ran ${child.flow.name}`,
        ...Object.entries(outputs).map(([output, value]) => detail(output, value))
    ];
    interview.proceed(stepOf(element, 'subflows', details), way(link('next', element.connector), 'next'));
}

function run(element: FlowCall, interviews: readonly Interview[], runtime: Runtime): void {
    const called = runtime.parts.flow(element.flowName ?? '');
    if (!called) throw new FlowError(`There is no active flow ${element.flowName ?? ''}.`);
    if (runtime.execution.depth > deepest) throw new FlowError(`Subflows are nested deeper than ${deepest}.`);
    const prepared = prepare(element, 'subflows', interviews, link('fault', element.faultConnector)[0], (interview) =>
        startValues(called, inputsOf(element, new Evaluator(interview, runtime)), runtime)
    );
    const children = prepared.map(({ interview, input }) => {
        const start = { trigger: `${interview.flow.name}.${element.name ?? ''}`, startedAt: runtime.now() };
        const child = new Interview(called, { ...start, first: called.first });
        for (const [name, value] of input) child.values.set(name, value);
        return child;
    });
    runInterviews(children, {
        ...runtime.parts,
        execution: runtime.execution,
        mode: modeOf(called, runtime.execution.mode)
    });
    for (const [index, { interview }] of prepared.entries()) {
        const child = children[index];
        if (child) settle(element, interview, child, runtime);
    }
}

export const subflows = handler<FlowCall>({
    kind: 'subflows',
    summary: 'Runs another autolaunched flow with inputs and outputs',
    bulk: true,
    links: (element) => link('next', element.connector),
    declare,
    check,
    run
});
