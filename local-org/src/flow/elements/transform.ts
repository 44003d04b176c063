import type { FlowTransform, FlowTransformValue, FlowTransformValueAction } from '@salesforce/types/metadata';
import { addNumbers } from '../../formula/index.ts';
import { declaredType, fieldType, single } from '../dataType.ts';
import type { FlowType } from '../dataType.ts';
import { FlowError } from '../flowError.ts';
import type { Checker } from '../load/checker.ts';
import type { Resource } from '../load/resource.ts';
import { link, list } from '../metadata.ts';
import { coerce, plain } from '../run/assign.ts';
import { Evaluator } from '../run/evaluate.ts';
import { detail } from '../run/interview.ts';
import type { Interview } from '../run/interview.ts';
import type { Runtime } from '../run/runtime.ts';
import { isCollection } from '../value.ts';
import type { FlowRecord, FlowValue } from '../value.ts';
import { handler } from './handler.ts';
import { stepOf } from './step.ts';

const eachItem = /(\w+)\[\$EachItem\]/i;

function typeOf(element: FlowTransform): FlowType | undefined {
    return declaredType(element.dataType ?? 'String', element.isCollection === true, element.objectType);
}

function declare(element: FlowTransform): Resource[] {
    const name = element.name ?? '';
    const type = typeOf(element);
    return type ? [{ kind: 'output', name, type, element: name }] : [{ kind: 'element', name }];
}

function actionsOf(element: FlowTransform): readonly FlowTransformValueAction[] {
    return list(element.transformValues).flatMap((value) => list(value.transformValueActions));
}

function check(element: FlowTransform, checker: Checker): void {
    const type = typeOf(element);
    if (!type) return checker.report('The local org does not support Apex-defined types.');
    const object = type.base === 'record' ? checker.object(type.object) : undefined;
    for (const action of actionsOf(element)) checkAction(action, type, checker);
    if (!object) return;
    for (const action of actionsOf(element))
        if (action.outputFieldApiName !== undefined) checker.field(object, action.outputFieldApiName, action);
}

function checkAction(action: FlowTransformValueAction, type: FlowType, checker: Checker): void {
    const parameters = list(action.inputParameters);
    for (const parameter of parameters) checker.value(parameter.value, parameter);
    const value = checker.value(action.value, action);
    if (action.transformType === 'Count') return checker.assignable(type, single('number'), 'Count', action);
    if (action.transformType === 'Sum') return checker.assignable(type, single('number'), 'Sum', action);
    if (action.transformType !== 'Map')
        return checker.report(`The local org does not support the transformation ${action.transformType}.`, action);
    if (action.outputFieldApiName === undefined)
        checker.assignable({ ...type, collection: false }, value, 'The result', action);
}

/** The collection whose items are mapped one by one, if there is one. */
function sourceOf(element: FlowTransform): string | undefined {
    for (const { value } of actionsOf(element)) {
        const name = eachItem.exec(value?.elementReference ?? value?.formulaExpression ?? '')?.[1];
        if (name !== undefined) return name;
    }
    return undefined;
}

function mapOne(value: FlowTransformValue, type: FlowType, evaluator: Evaluator): FlowValue {
    if (type.base !== 'record') {
        const [action] = list(value.transformValueActions);
        return coerce(evaluator.value(action?.value), { ...type, collection: false });
    }
    const object = evaluator.runtime.schema.object(type.object ?? '');
    if (!object) throw new FlowError(`There is no object ${type.object ?? ''}.`);
    const record: FlowRecord = { object: object.name, fields: {} };
    for (const action of list(value.transformValueActions)) {
        const field = object.field(action.outputFieldApiName ?? '');
        if (field) record.fields[field.name] = plain(coerce(evaluator.value(action.value), fieldType(field)));
    }
    return record;
}

function aggregate(action: FlowTransformValueAction, evaluator: Evaluator): FlowValue {
    const parameters = new Map(list(action.inputParameters).map(({ name, value }) => [name.toLowerCase(), value]));
    const source = parameters.get('sourcecollection') ?? action.value;
    const reference = source?.elementReference?.replace(/\[\$EachItem\].*$/i, '') ?? '';
    const items = evaluator.reference(reference);
    if (!isCollection(items)) return 0;
    if (action.transformType === 'Count') return items.length;
    const path =
        source?.elementReference?.split(/\[\$EachItem\]\.?/i)[1] ??
        parameters.get('aggregationfield')?.stringValue ??
        '';
    return items.reduce<number>((sum, item) => addNumbers(sum, numberAt(item, reference, path, evaluator)), 0);
}

function numberAt(item: FlowValue, collection: string, path: string, evaluator: Evaluator): number {
    evaluator.interview.set(`${collection}[$EachItem]`, item);
    return Number(evaluator.reference(`${collection}[$EachItem]${path === '' ? '' : `.${path}`}`) ?? 0);
}

function transform(element: FlowTransform, evaluator: Evaluator): FlowValue {
    const type = typeOf(element) ?? single('text');
    const [only] = actionsOf(element);
    if (only?.transformType === 'Count' || only?.transformType === 'Sum') return aggregate(only, evaluator);
    const source = sourceOf(element);
    const values = list(element.transformValues);
    const mapAll = (): FlowValue[] => values.map((value) => mapOne(value, type, evaluator));
    if (source === undefined) return type.collection ? mapAll() : (mapAll()[0] ?? null);
    const items = evaluator.reference(source);
    const mapped = (isCollection(items) ? items : [items]).flatMap((item) => {
        evaluator.interview.set(`${source}[$EachItem]`, item);
        return mapAll();
    });
    return type.collection ? mapped : (mapped[0] ?? null);
}

function run(element: FlowTransform, interviews: readonly Interview[], runtime: Runtime): void {
    for (const interview of interviews) {
        const result = transform(element, new Evaluator(interview, runtime));
        interview.set(element.name ?? '', result);
        interview.proceed(
            stepOf(element, 'transforms', [detail('result', result)]),
            link('next', element.connector)[0]
        );
    }
}

export const transforms = handler<FlowTransform>({
    kind: 'transforms',
    summary: 'Maps records and collections to others; counts and sums collections',
    bulk: false,
    links: (element) => link('next', element.connector),
    declare,
    check,
    run
});
