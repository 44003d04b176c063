import type { FlowRecordCreate } from '@salesforce/types/metadata';
import type { ObjectDescribe, RecordData, SaveResult } from '../../platform.ts';
import { single } from '../dataType.ts';
import { FlowError } from '../flowError.ts';
import type { Checker } from '../load/checker.ts';
import type { Resource } from '../load/resource.ts';
import { link, list } from '../metadata.ts';
import type { Link } from '../metadata.ts';
import { assign } from '../run/assign.ts';
import { Evaluator } from '../run/evaluate.ts';
import { faultMessage } from '../run/expected.ts';
import { checkFilters } from '../run/filters.ts';
import { detail } from '../run/interview.ts';
import type { Interview } from '../run/interview.ts';
import { prepare } from '../run/perInterview.ts';
import type { Runtime } from '../run/runtime.ts';
import { createWithMatching } from '../run/matching.ts';
import { writeFault, writeTogether } from '../run/write.ts';
import type { Written } from '../run/write.ts';
import { isCollection, isRecord } from '../value.ts';
import { handler } from './handler.ts';
import { assignedFields, checkAssignments, recordsOf, rowOf } from './rowInput.ts';
import type { RowInput } from './rowInput.ts';
import { stepOf, way } from './step.ts';

function links(element: FlowRecordCreate): readonly Link[] {
    return [...link('next', element.connector), ...link('fault', element.faultConnector)];
}

function declare(element: FlowRecordCreate): Resource[] {
    const name = element.name ?? '';
    const stores = element.storeOutputAutomatically === true && element.inputReference === undefined;
    return [stores ? { kind: 'output', name, type: single('text'), element: name } : { kind: 'element', name }];
}

function check(element: FlowRecordCreate, checker: Checker): void {
    const object = checker.object(objectName(element, (reference) => checker.reference(reference, element)?.object));
    if (element.inputReference === undefined) checkAssignments(element.inputAssignments, object, 'createable', checker);
    if (list(element.filters).length > 0) checkFilters(element.filters, element.filterLogic, object, checker);
    if (element.upsertExternalIdField !== undefined) checker.field(object, element.upsertExternalIdField, element);
    if (element.assignRecordIdToReference === undefined) return;
    checker.assignable(
        checker.reference(element.assignRecordIdToReference, element),
        single('text'),
        element.assignRecordIdToReference,
        element
    );
}

function objectName(
    element: FlowRecordCreate,
    ofReference: (reference: string) => string | undefined
): string | undefined {
    return element.inputReference === undefined ? element.object : ofReference(element.inputReference);
}

function inputOf(element: FlowRecordCreate, object: ObjectDescribe, evaluator: Evaluator): RowInput {
    if (element.inputReference === undefined) {
        return { rows: [assignedFields(element.inputAssignments, object, evaluator)], records: [] };
    }
    const records = recordsOf(evaluator.reference(element.inputReference));
    const withId = element.doesUpsert === true;
    return { rows: records.map((record) => rowOf(record, object, withId ? 'upsert' : 'create')), records };
}

/** Inserts, or upserts by the chosen field; a row with an id is an update. */
function save(
    element: FlowRecordCreate,
    object: ObjectDescribe,
    runtime: Runtime,
    rows: readonly RecordData[]
): SaveResult[] {
    const { records, execution } = runtime;
    if (element.doesUpsert !== true) return records.insert(execution, object.name, rows);
    return records.upsert(execution, object.name, element.upsertExternalIdField ?? 'Id', rows);
}

function settle(element: FlowRecordCreate, objectName: string, written: Written<RowInput>, runtime: Runtime): void {
    const { interview, input, results, errors } = written;
    const details = input.rows.map((row) => detail('row', { object: objectName, fields: row }));
    const step = stepOf(element, 'recordCreates', [...details, ...results.map(({ id }) => detail('id', id))]);
    const ways = links(element);
    if (errors.length > 0) return interview.fault(step, writeFault('create', errors), way(ways, 'fault'));
    keepIds(element, written, runtime);
    interview.proceed(step, way(ways, 'next'));
}

function keepIds(element: FlowRecordCreate, { interview, input, results }: Written<RowInput>, runtime: Runtime): void {
    const evaluator = new Evaluator(interview, runtime);
    const [first] = results;
    if (element.storeOutputAutomatically === true) interview.set(element.name ?? '', first?.id ?? null);
    if (element.assignRecordIdToReference !== undefined)
        assign(evaluator, element.assignRecordIdToReference, first?.id ?? null);
    if (element.inputReference === undefined || element.inputReference.startsWith('$')) return;
    const withIds = input.records.map((record, index) => ({
        object: record.object,
        fields: { ...record.fields, Id: results[index]?.id ?? null }
    }));
    const value = evaluator.reference(element.inputReference);
    const [only] = withIds;
    if (isCollection(value)) assign(evaluator, element.inputReference, withIds);
    else if (isRecord(value) && only) assign(evaluator, element.inputReference, only);
}

function run(element: FlowRecordCreate, interviews: readonly Interview[], runtime: Runtime): void {
    const fault = way(links(element), 'fault');
    const [sample] = interviews;
    const name =
        sample && objectName(element, (reference) => new Evaluator(sample, runtime).typeOfReference(reference).object);
    const object = runtime.schema.object(name ?? '');
    if (!object) throw new FlowError(`There is no object ${name ?? ''}.`);
    const prepared = prepare(element, 'recordCreates', interviews, fault, (interview) =>
        inputOf(element, object, new Evaluator(interview, runtime))
    );
    try {
        const written =
            list(element.filters).length > 0
                ? createWithMatching(element, object, prepared, runtime)
                : writeTogether(runtime, prepared, (rows) => save(element, object, runtime, rows));
        for (const one of written) settle(element, object.name, one, runtime);
    } catch (error) {
        throw new FlowError(
            `This error occurred when the flow tried to create records: ${faultMessage(error)}.`,
            undefined,
            { cause: error }
        );
    }
}

export const recordCreates = handler<FlowRecordCreate>({
    kind: 'recordCreates',
    summary: 'Creates records, publishes platform events, upserts by a field or by matching filters',
    bulk: true,
    links,
    declare,
    check,
    run
});
