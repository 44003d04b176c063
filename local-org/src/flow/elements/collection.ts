import type { FlowCollectionProcessor, FlowCollectionSortOption } from '@salesforce/types/metadata';
import { compare } from '../../formula/index.ts';
import { single } from '../dataType.ts';
import type { FlowType } from '../dataType.ts';
import type { Checker } from '../load/checker.ts';
import type { Resource } from '../load/resource.ts';
import { link, list } from '../metadata.ts';
import { comparable, conditionsHold, isBlank } from '../run/compare.ts';
import { assign } from '../run/assign.ts';
import { Evaluator } from '../run/evaluate.ts';
import { detail } from '../run/interview.ts';
import type { Interview } from '../run/interview.ts';
import type { Runtime } from '../run/runtime.ts';
import { isCollection, isRecord } from '../value.ts';
import type { FlowValue } from '../value.ts';
import { handler } from './handler.ts';
import type { Declarations } from './handler.ts';
import { stepOf } from './step.ts';

/** Filters make a new collection; sorting changes the collection itself. */
function declare(element: FlowCollectionProcessor, { typeOf }: Declarations): Resource[] {
    const name = element.name ?? '';
    const type = typeOf(element.collectionReference);
    if (element.collectionProcessorType !== 'FilterCollectionProcessor' || !type) return [{ kind: 'element', name }];
    const item = element.assignNextValueToReference;
    const items: Resource[] =
        item === undefined || typeOf(item)
            ? []
            : [{ kind: 'output', name: item, type: { ...type, collection: false }, element: name }];
    return [{ kind: 'output', name, type, element: name }, ...items];
}

function check(element: FlowCollectionProcessor, checker: Checker): void {
    const type = checker.reference(element.collectionReference, element);
    if (type && !type.collection) checker.report(`${element.collectionReference} is not a collection.`);
    if (type && element.assignNextValueToReference !== undefined) {
        const item = checker.reference(element.assignNextValueToReference, element);
        checker.assignable(item, { ...type, collection: false }, element.assignNextValueToReference, element);
    }
    switch (element.collectionProcessorType) {
        case 'FilterCollectionProcessor':
            return checkFilter(element, checker);
        case 'SortCollectionProcessor':
            return checkSort(element, type, checker);
        default:
            checker.report(`The local org does not support ${element.collectionProcessorType}.`);
    }
}

function checkFilter(element: FlowCollectionProcessor, checker: Checker): void {
    if (element.formula === undefined) return checker.conditions(element.conditions, element.conditionLogic);
    const formula = checker.formula(element.formula, element);
    if (formula) checker.assignable(single('boolean'), single(formula.type), 'The filter', element);
}

function checkSort(element: FlowCollectionProcessor, type: FlowType | undefined, checker: Checker): void {
    const object = type?.base === 'record' ? checker.object(type.object, element) : undefined;
    for (const option of list(element.sortOptions)) if (object) checker.field(object, option.sortField, option);
}

function filter(element: FlowCollectionProcessor, items: readonly FlowValue[], evaluator: Evaluator): FlowValue[] {
    return items.filter((item) => {
        evaluator.interview.set(element.assignNextValueToReference ?? `currentItem_${element.name ?? ''}`, item);
        if (element.formula !== undefined) return evaluator.formula(element.formula) === true;
        return conditionsHold(element.conditions, element.conditionLogic, evaluator);
    });
}

function sort(element: FlowCollectionProcessor, items: readonly FlowValue[], evaluator: Evaluator): FlowValue[] {
    const type = evaluator.typeOfReference(element.collectionReference);
    const sorted = items.toSorted((one, other) => {
        for (const option of list(element.sortOptions)) {
            const order = compareBy(option, one, other, type, evaluator);
            if (order !== 0) return order;
        }
        return 0;
    });
    return sorted.slice(0, element.limit === undefined || element.limit <= 0 ? undefined : element.limit);
}

function compareBy(
    option: FlowCollectionSortOption,
    one: FlowValue,
    other: FlowValue,
    type: FlowType,
    evaluator: Evaluator
): number {
    const [left, right] = [keyOf(option, one, evaluator), keyOf(option, other, evaluator)];
    if (isBlank(left) || isBlank(right)) {
        const first = option.doesPutEmptyStringAndNullFirst ? -1 : 1;
        return isBlank(left) === isBlank(right) ? 0 : isBlank(left) ? first : -first;
    }
    const keyType = option.sortField === undefined ? type : sortType(option, type, evaluator);
    const order = compare(comparable(left, keyType), comparable(right, keyType)) ?? 0;
    return option.sortOrder === 'Desc' ? -order : order;
}

function sortType(option: FlowCollectionSortOption, type: FlowType, evaluator: Evaluator): FlowType {
    const field = evaluator.runtime.schema.object(type.object ?? '')?.field(option.sortField ?? '');
    const number = field && ['int', 'double', 'currency', 'percent'].includes(field.type);
    return single(number ? 'number' : field?.type === 'date' || field?.type === 'datetime' ? field.type : 'text');
}

function keyOf(option: FlowCollectionSortOption, item: FlowValue, evaluator: Evaluator): FlowValue {
    if (!isRecord(item) || option.sortField === undefined) return item;
    return evaluator.runtime.parents.read(item, option.sortField.split('.'));
}

function process(element: FlowCollectionProcessor, interview: Interview, runtime: Runtime): void {
    const evaluator = new Evaluator(interview, runtime);
    const value = evaluator.reference(element.collectionReference);
    const items = isCollection(value) ? value : [];
    const filters = element.collectionProcessorType === 'FilterCollectionProcessor';
    const result = filters ? filter(element, items, evaluator) : sort(element, items, evaluator);
    if (filters) interview.set(element.name ?? '', result);
    else assign(evaluator, element.collectionReference, result);
    const details = [detail(element.collectionReference, items), detail('result', result)];
    interview.proceed(stepOf(element, 'collectionProcessors', details), link('next', element.connector)[0]);
}

export const collectionProcessors = handler<FlowCollectionProcessor>({
    kind: 'collectionProcessors',
    summary: 'Filters a collection by conditions or a formula, or sorts and cuts it',
    bulk: false,
    links: (element) => link('next', element.connector),
    declare,
    check,
    run(element, interviews, runtime) {
        for (const interview of interviews) process(element, interview, runtime);
    }
});
