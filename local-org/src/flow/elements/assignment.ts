import type { FlowAssignment, FlowAssignmentItem, FlowAssignmentOperator } from '@salesforce/types/metadata';
import { single, typeName } from '../dataType.ts';
import type { FlowType } from '../dataType.ts';
import type { Checker } from '../load/checker.ts';
import { link, list } from '../metadata.ts';
import { applyOperator } from '../run/arithmetic.ts';
import { assign } from '../run/assign.ts';
import { Evaluator } from '../run/evaluate.ts';
import { detail } from '../run/interview.ts';
import type { Interview } from '../run/interview.ts';
import type { Runtime } from '../run/runtime.ts';
import { handler } from './handler.ts';
import { stepOf } from './step.ts';

/** Operators whose place must be a collection. */
const onCollections: ReadonlySet<FlowAssignmentOperator> = new Set<FlowAssignmentOperator>([
    'AddItem',
    'AddAtStart',
    'RemoveAll',
    'RemoveFirst',
    'RemoveBeforeFirst',
    'RemoveAfterFirst',
    'RemoveUncommon',
    'RemovePosition'
]);

function checkItem(item: FlowAssignmentItem, checker: Checker): void {
    const target = checker.reference(item.assignToReference, item);
    const value = checker.value(item.value, item);
    const name = item.assignToReference ?? '';
    if (!target || !value) return;
    checkTarget(name, checker, item);
    if (item.operator === 'Assign') return checker.assignable(target, value, name, item);
    if (item.operator === 'AssignCount') return checkCount(target, value, checker, item);
    if (onCollections.has(item.operator ?? 'None') || target.collection)
        return checkCollection(target, value, checker, item);
    if (item.operator !== 'Add' && item.operator !== 'Subtract') {
        return checker.report(`The local org does not support the operator ${item.operator ?? 'None'}.`, item);
    }
    checkSum(target, value, checker, item);
}

function checkTarget(name: string, checker: Checker, at: unknown): void {
    const [root = '', ...path] = name.split('.');
    const resource = checker.names.resources.get(root.toLowerCase());
    const settable = resource?.kind === 'variable' || resource?.kind === 'output' || root.toLowerCase() === '$record';
    if (!settable) checker.report(`${name} cannot be set.`, at);
    else if (path.length > 1) checker.report(`${name} is a field of another record and cannot be set.`, at);
}

function checkCount(target: FlowType, value: FlowType, checker: Checker, item: FlowAssignmentItem): void {
    if (!value.collection) checker.report('AssignCount counts the items of a collection.', item);
    checker.assignable(target, single('number'), item.assignToReference ?? '', item);
}

function checkCollection(target: FlowType, value: FlowType, checker: Checker, item: FlowAssignmentItem): void {
    const name = item.assignToReference ?? '';
    if (!target.collection) return checker.report(`${name} is ${typeName(target)}, not a collection.`, item);
    const wanted = item.operator === 'RemovePosition' ? single('number') : { ...target, collection: value.collection };
    checker.assignable(wanted, value, name, item);
}

function checkSum(target: FlowType, value: FlowType, checker: Checker, item: FlowAssignmentItem): void {
    const summable = ['number', 'date', 'datetime', 'time'].includes(target.base);
    const wanted = summable ? single('number') : target;
    const textual = ['text', 'picklist', 'multipicklist'].includes(target.base) && item.operator === 'Add';
    if (!summable && !textual) checker.report(`${item.operator ?? ''} does not work on ${typeName(target)}.`, item);
    else checker.assignable(wanted, value, item.assignToReference ?? '', item);
}

function runItem(item: FlowAssignmentItem, evaluator: Evaluator): string {
    const reference = item.assignToReference ?? '';
    const operator = item.operator ?? 'Assign';
    const value = evaluator.value(item.value);
    const type = evaluator.typeOfReference(reference);
    const current = operator === 'Assign' ? null : evaluator.reference(reference);
    const result = applyOperator(operator, current, value, type);
    assign(evaluator, reference, result, operator === 'Assign' ? evaluator.typeOf(item.value) : undefined);
    return detail(reference, evaluator.reference(reference));
}

function runAssignment(element: FlowAssignment, interview: Interview, runtime: Runtime): void {
    const evaluator = new Evaluator(interview, runtime);
    const details: string[] = [];
    for (const item of list(element.assignmentItems)) details.push(runItem(item, evaluator));
    interview.proceed(stepOf(element, 'assignments', details), link('next', element.connector)[0]);
}

export const assignments = handler<FlowAssignment>({
    kind: 'assignments',
    summary: 'Sets variables and record fields; adds, subtracts, fills and empties collections',
    bulk: false,
    links: (element) => link('next', element.connector),
    declare: () => [],
    check(element, checker) {
        for (const item of list(element.assignmentItems)) checkItem(item, checker);
    },
    run(element, interviews, runtime) {
        for (const interview of interviews) runAssignment(element, interview, runtime);
    }
});
