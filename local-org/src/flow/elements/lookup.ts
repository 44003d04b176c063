import type { FlowRecordLookup } from '@salesforce/types/metadata';
import type { ObjectDescribe, RecordData } from '../../platform.ts';
import { single } from '../dataType.ts';
import { FlowError } from '../flowError.ts';
import type { Checker } from '../load/checker.ts';
import type { Resource } from '../load/resource.ts';
import { link, list } from '../metadata.ts';
import type { Link } from '../metadata.ts';
import { assign } from '../run/assign.ts';
import { Evaluator } from '../run/evaluate.ts';
import { faultMessage } from '../run/expected.ts';
import { checkFilters, filterValues } from '../run/filters.ts';
import { detail } from '../run/interview.ts';
import type { Interview } from '../run/interview.ts';
import { prepare } from '../run/perInterview.ts';
import { queryTogether } from '../run/query.ts';
import type { Runtime } from '../run/runtime.ts';
import { allFields, buildSoql } from '../run/soql.ts';
import type { Selection } from '../run/soql.ts';
import type { FlowRecord, FlowValue } from '../value.ts';
import { handler } from './handler.ts';
import { stepOf, way } from './step.ts';

function links(element: FlowRecordLookup): readonly Link[] {
    return [...link('next', element.connector), ...link('fault', element.faultConnector)];
}

/** Without a variable for the records they are kept under the element's name. */
function storesOutput(element: FlowRecordLookup): boolean {
    return element.storeOutputAutomatically === true;
}

/** One record unless a collection takes the result. */
function firstOnly(element: FlowRecordLookup, runtimeType?: { collection: boolean }): boolean {
    if (element.getFirstRecordOnly !== undefined) return element.getFirstRecordOnly;
    if (storesOutput(element)) return false;
    return runtimeType?.collection !== true;
}

function declare(element: FlowRecordLookup): Resource[] {
    const name = element.name ?? '';
    if (!storesOutput(element)) return [{ kind: 'element', name }];
    const type = { ...single('record', element.object), collection: !firstOnly(element) };
    return [{ kind: 'output', name, type, element: name }];
}

function check(element: FlowRecordLookup, checker: Checker): void {
    const object = checker.object(element.object);
    if (list(element.relatedRecords).length > 0)
        checker.report('The local org does not support getting related records.');
    checkFilters(element.filters, element.filterLogic, object, checker);
    for (const field of list(element.queriedFields)) checker.field(object, field, element);
    if (element.sortField !== undefined) checker.field(object, element.sortField, element);
    checker.assignable(single('number'), checker.value(element.limit), 'limit', element);
    for (const output of list(element.outputAssignments)) {
        const source = checker.field(object, output.field, output);
        checker.assignable(
            checker.reference(output.assignToReference, output),
            source,
            output.assignToReference,
            output
        );
    }
    checkOutput(element, checker);
}

function checkOutput(element: FlowRecordLookup, checker: Checker): void {
    if (element.outputReference === undefined) return;
    const target = checker.reference(element.outputReference, element);
    if (!target) return;
    const source = { ...single('record', element.object), collection: target.collection };
    checker.assignable(target, source, element.outputReference, element);
}

function selectionOf(element: FlowRecordLookup, object: ObjectDescribe, evaluator: Evaluator): Selection {
    const queried = [...list(element.queriedFields), ...list(element.outputAssignments).map((output) => output.field)];
    const limit = element.limit ? Number(evaluator.value(element.limit)) : undefined;
    return {
        object,
        fields: queried.length > 0 ? queried : allFields(object),
        filters: filterValues(element.filters, evaluator),
        logic: element.filterLogic,
        sortField: element.sortField,
        descending: element.sortOrder === 'Desc',
        limit: isSingle(element, evaluator) ? 1 : limit
    };
}

function isSingle(element: FlowRecordLookup, evaluator: Evaluator): boolean {
    const target =
        element.outputReference === undefined ? undefined : evaluator.typeOfReference(element.outputReference);
    return firstOnly(element, target);
}

function keep(
    element: FlowRecordLookup,
    object: ObjectDescribe,
    rows: readonly RecordData[],
    evaluator: Evaluator
): FlowValue {
    const records = rows.map((fields): FlowRecord => ({ object: object.name, fields }));
    const [first] = records;
    const found: FlowValue = isSingle(element, evaluator) ? (first ?? null) : records;
    const keepsOld = rows.length === 0 && element.assignNullValuesIfNoRecordsFound !== true;
    if (storesOutput(element)) evaluator.interview.set(element.name ?? '', found);
    else if (element.outputReference !== undefined && !keepsOld) assign(evaluator, element.outputReference, found);
    if (keepsOld) return found;
    for (const output of list(element.outputAssignments)) {
        assign(
            evaluator,
            output.assignToReference,
            first ? evaluator.runtime.parents.read(first, output.field.split('.')) : null
        );
    }
    return found;
}

function run(element: FlowRecordLookup, interviews: readonly Interview[], runtime: Runtime): void {
    const fault = way(links(element), 'fault');
    const object = runtime.schema.object(element.object ?? '');
    if (!object) throw new FlowError(`There is no object ${element.object ?? ''}.`);
    const mocked = runtime.parts.mock?.(element.name ?? '');
    const prepared = prepare(element, 'recordLookups', interviews, fault, (interview) =>
        selectionOf(element, object, new Evaluator(interview, runtime))
    );
    try {
        const answers =
            mocked === undefined
                ? queryTogether(
                      runtime,
                      prepared.map(({ input }) => input)
                  )
                : [];
        for (const [index, { interview, input }] of prepared.entries()) {
            const evaluator = new Evaluator(interview, runtime);
            const found = mocked === undefined ? keep(element, object, answers[index] ?? [], evaluator) : mocked;
            if (mocked !== undefined) interview.set(element.name ?? '', mocked);
            interview.proceed(
                stepOf(element, 'recordLookups', [buildSoql(input), detail('found', found)]),
                way(links(element), 'next')
            );
        }
    } catch (error) {
        throw new FlowError(
            `This error occurred when the flow tried to look up records: ${faultMessage(error)}.`,
            undefined,
            { cause: error }
        );
    }
}

export const recordLookups = handler<FlowRecordLookup>({
    kind: 'recordLookups',
    summary: 'Gets records by filters, sorted and limited; the first one or all',
    bulk: true,
    links,
    declare,
    check,
    run
});
