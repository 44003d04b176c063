import type { FlowRecordFilter } from '@salesforce/types/metadata';
import type { ObjectDescribe } from '../../platform.ts';
import { single } from '../dataType.ts';
import type { Checker } from '../load/checker.ts';
import { list } from '../metadata.ts';
import type { Evaluator } from './evaluate.ts';
import type { Filter } from './soql.ts';

/** Checks filters of an element that reads records. */
export function checkFilters(
    filters: readonly FlowRecordFilter[] | undefined,
    logic: string | undefined,
    object: ObjectDescribe | undefined,
    checker: Checker
): void {
    checker.logic(logic, list(filters).length);
    for (const filter of list(filters)) checkFilter(filter, object, checker);
}

function checkFilter(filter: FlowRecordFilter, object: ObjectDescribe | undefined, checker: Checker): void {
    const field = checker.field(object, filter.field, filter);
    const value = checker.value(filter.value, filter);
    if (!field || !value) return;
    if (filter.operator === 'IsNull' || filter.operator === 'IsChanged') {
        return checker.assignable(single('boolean'), value, filter.operator, filter);
    }
    const many = filter.operator === 'In' || filter.operator === 'NotIn';
    checker.assignable({ ...field, collection: many && value.collection }, value, filter.field ?? '', filter);
}

/** Filters with the values that one interview gives them. */
export function filterValues(filters: readonly FlowRecordFilter[] | undefined, evaluator: Evaluator): Filter[] {
    return list(filters).map((filter) => ({
        field: filter.field ?? '',
        operator: filter.operator ?? 'EqualTo',
        value: evaluator.value(filter.value)
    }));
}
