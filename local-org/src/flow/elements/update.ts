import type { FlowRecordUpdate } from '@salesforce/types/metadata';
import type { ObjectDescribe, RecordData, SaveResult } from '../../platform.ts';
import { FlowError } from '../flowError.ts';
import type { Checker } from '../load/checker.ts';
import { link, list } from '../metadata.ts';
import type { Link } from '../metadata.ts';
import { Evaluator } from '../run/evaluate.ts';
import { faultMessage } from '../run/expected.ts';
import { checkFilters, filterValues } from '../run/filters.ts';
import { detail } from '../run/interview.ts';
import type { Interview } from '../run/interview.ts';
import { prepare } from '../run/perInterview.ts';
import type { Prepared } from '../run/perInterview.ts';
import { queryTogether } from '../run/query.ts';
import type { Runtime } from '../run/runtime.ts';
import { writeFault, writeTogether } from '../run/write.ts';
import { handler } from './handler.ts';
import { relatedLogic, relatedOf, relationFilter } from './related.ts';
import { assignedFields, checkAssignments, recordsOf, rowOf } from './rowInput.ts';
import type { RowInput } from './rowInput.ts';
import { stepOf, way } from './step.ts';

function links(element: FlowRecordUpdate): readonly Link[] {
    return [...link('next', element.connector), ...link('fault', element.faultConnector)];
}

function targetsTrigger(element: FlowRecordUpdate): boolean {
    return element.inputReference?.toLowerCase() === '$record';
}

function check(element: FlowRecordUpdate, checker: Checker): void {
    const related = relatedOf(element, checker.names.recordObject, checker.schema);
    if (related) {
        checkAssignments(element.inputAssignments, related.object, 'updateable', checker);
        return checkFilters(element.filters, element.filterLogic, related.object, checker);
    }
    const named =
        element.inputReference === undefined
            ? element.object
            : checker.reference(element.inputReference, element)?.object;
    const object = checker.object(named);
    checkAssignments(element.inputAssignments, object, 'updateable', checker);
    if (element.inputReference === undefined) checkFilters(element.filters, element.filterLogic, object, checker);
    else if (list(element.inputAssignments).length > 0 && !targetsTrigger(element)) {
        checker.report('Fields are set either in the record variable or by filters and field values, not both.');
    }
}

/** Before the save the triggering record is changed in place, without writing anything. */
function changeTrigger(
    element: FlowRecordUpdate,
    object: ObjectDescribe,
    interview: Interview,
    runtime: Runtime
): void {
    const fields = assignedFields(element.inputAssignments, object, new Evaluator(interview, runtime));
    for (const [name, value] of Object.entries(fields)) interview.setRecordField(name, value);
    const details = Object.entries(fields).map(([name, value]) => detail(`$Record.${name}`, value));
    interview.proceed(stepOf(element, 'recordUpdates', details), way(links(element), 'next'));
}

function inputs(
    element: FlowRecordUpdate,
    object: ObjectDescribe,
    interviews: readonly Interview[],
    runtime: Runtime
): Prepared<RowInput>[] {
    const fault = way(links(element), 'fault');
    const related = relatedOf(element, interviews[0]?.record?.object, runtime.schema);
    if (element.inputReference !== undefined && !related) {
        return prepare(element, 'recordUpdates', interviews, fault, (interview) =>
            referenced(element, object, new Evaluator(interview, runtime))
        );
    }
    const selections = prepare(element, 'recordUpdates', interviews, fault, (interview) => {
        const evaluator = new Evaluator(interview, runtime);
        const own = filterValues(element.filters, evaluator);
        const filters = related ? [...own, relationFilter(related, evaluator)] : own;
        return { filters, fields: assignedFields(element.inputAssignments, object, evaluator) };
    });
    const logic = related ? relatedLogic(element) : element.filterLogic;
    const found = queryTogether(
        runtime,
        selections.map(({ input }) => ({ object, fields: ['Id'], filters: input.filters, logic }))
    );
    return selections.map(({ interview, input }, index) => ({
        interview,
        input: { rows: (found[index] ?? []).map((row) => ({ ...input.fields, Id: row['Id'] ?? null })), records: [] }
    }));
}

function referenced(element: FlowRecordUpdate, object: ObjectDescribe, evaluator: Evaluator): RowInput {
    const records = recordsOf(evaluator.reference(element.inputReference ?? ''));
    if (list(element.inputAssignments).length === 0)
        return { rows: records.map((record) => rowOf(record, object, 'update')), records };
    const fields = assignedFields(element.inputAssignments, object, evaluator);
    for (const [name, value] of Object.entries(fields)) evaluator.interview.setRecordField(name, value);
    return { rows: records.map((record) => ({ ...fields, Id: record.fields['Id'] ?? null })), records };
}

/** One list of a save holds a record once, so further changes of it go into further lists. */
function updateInRounds(object: ObjectDescribe, runtime: Runtime, rows: readonly RecordData[]): SaveResult[] {
    const results: SaveResult[] = [];
    let open = rows.map((row, index) => ({ row, index }));
    while (open.length > 0) {
        const seen = new Set<unknown>();
        const round = open.filter(({ row }) => !seen.has(row['Id']) && seen.add(row['Id']));
        for (const { row } of round) runtime.execution.limits.countRecordUpdate(String(row['Id']));
        const answers = runtime.records.update(
            runtime.execution,
            object.name,
            round.map(({ row }) => row)
        );
        for (const [at, { index }] of round.entries()) {
            const answer = answers[at];
            if (answer) results[index] = answer;
        }
        open = open.filter((one) => !round.includes(one));
    }
    return results;
}

function write(
    element: FlowRecordUpdate,
    object: ObjectDescribe,
    interviews: readonly Interview[],
    runtime: Runtime
): void {
    const ways = links(element);
    const written = writeTogether(runtime, inputs(element, object, interviews, runtime), (rows) =>
        updateInRounds(object, runtime, rows)
    );
    for (const { interview, input, errors } of written) {
        const step = stepOf(
            element,
            'recordUpdates',
            input.rows.map((row) => detail('row', { object: object.name, fields: row }))
        );
        if (errors.length > 0) interview.fault(step, writeFault('update', errors), way(ways, 'fault'));
        else interview.proceed(step, way(ways, 'next'));
    }
}

function objectOf(
    element: FlowRecordUpdate,
    sample: Interview | undefined,
    runtime: Runtime
): ObjectDescribe | undefined {
    const related = relatedOf(element, sample?.record?.object, runtime.schema);
    if (related) return related.object;
    const named =
        element.inputReference === undefined || !sample
            ? element.object
            : new Evaluator(sample, runtime).typeOfReference(element.inputReference).object;
    return runtime.schema.object(named ?? '');
}

function run(element: FlowRecordUpdate, interviews: readonly Interview[], runtime: Runtime): void {
    const [sample] = interviews;
    const object = objectOf(element, sample, runtime);
    if (!object) throw new FlowError(`There is no object ${element.object ?? element.inputReference ?? ''}.`);
    if (targetsTrigger(element) && sample?.start.beforeSave === true) {
        for (const interview of interviews) changeTrigger(element, object, interview, runtime);
        return;
    }
    try {
        write(element, object, interviews, runtime);
    } catch (error) {
        throw new FlowError(
            `This error occurred when the flow tried to update records: ${faultMessage(error)}.`,
            undefined,
            { cause: error }
        );
    }
}

export const recordUpdates = handler<FlowRecordUpdate>({
    kind: 'recordUpdates',
    summary: 'Updates the triggering record, its parent or its details, records of variables, or records by filters',
    bulk: true,
    links,
    declare: (element) => [{ kind: 'element', name: element.name ?? '' }],
    check,
    run
});
