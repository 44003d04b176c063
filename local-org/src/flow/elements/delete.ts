import type { FlowRecordDelete } from '@salesforce/types/metadata';
import type { ObjectDescribe } from '../../platform.ts';
import { FlowError } from '../flowError.ts';
import { link } from '../metadata.ts';
import type { Link } from '../metadata.ts';
import { Evaluator } from '../run/evaluate.ts';
import { faultMessage } from '../run/expected.ts';
import { checkFilters, filterValues } from '../run/filters.ts';
import { detail } from '../run/interview.ts';
import type { Interview } from '../run/interview.ts';
import { prepare } from '../run/perInterview.ts';
import { queryTogether } from '../run/query.ts';
import type { Runtime } from '../run/runtime.ts';
import { writeFault, writeTogether } from '../run/write.ts';
import { handler } from './handler.ts';
import { recordsOf } from './rowInput.ts';
import { stepOf, way } from './step.ts';

function links(element: FlowRecordDelete): readonly Link[] {
    return [...link('next', element.connector), ...link('fault', element.faultConnector)];
}

function idsOf(element: FlowRecordDelete, object: ObjectDescribe, evaluator: Evaluator): string[] {
    if (element.inputReference !== undefined) {
        const records = recordsOf(evaluator.reference(element.inputReference));
        return records.flatMap(({ fields }) => (typeof fields['Id'] === 'string' ? [fields['Id']] : []));
    }
    const filters = filterValues(element.filters, evaluator);
    const [rows = []] = queryTogether(evaluator.runtime, [
        { object, fields: ['Id'], filters, logic: element.filterLogic }
    ]);
    return rows.map((row) => String(row['Id']));
}

function run(element: FlowRecordDelete, interviews: readonly Interview[], runtime: Runtime): void {
    const ways = links(element);
    const [sample] = interviews;
    const named =
        element.inputReference === undefined || !sample
            ? element.object
            : new Evaluator(sample, runtime).typeOfReference(element.inputReference).object;
    const object = runtime.schema.object(named ?? '');
    if (!object) throw new FlowError(`There is no object ${named ?? ''}.`);
    const prepared = prepare(element, 'recordDeletes', interviews, way(ways, 'fault'), (interview) => {
        const ids = idsOf(element, object, new Evaluator(interview, runtime));
        return { ids, rows: ids.map((Id) => ({ Id })) };
    });
    try {
        const written = writeTogether(runtime, prepared, (rows) =>
            runtime.records.delete(
                runtime.execution,
                object.name,
                rows.map((row) => String(row['Id']))
            )
        );
        for (const { interview, input, errors } of written) {
            const step = stepOf(element, 'recordDeletes', [detail('ids', input.ids)]);
            if (errors.length > 0) interview.fault(step, writeFault('delete', errors), way(ways, 'fault'));
            else interview.proceed(step, way(ways, 'next'));
        }
    } catch (error) {
        throw new FlowError(
            `This error occurred when the flow tried to delete records: ${faultMessage(error)}.`,
            undefined,
            { cause: error }
        );
    }
}

export const recordDeletes = handler<FlowRecordDelete>({
    kind: 'recordDeletes',
    summary: 'Deletes records of variables or by filters',
    bulk: true,
    links,
    declare: (element) => [{ kind: 'element', name: element.name ?? '' }],
    check(element, checker) {
        const named =
            element.inputReference === undefined
                ? element.object
                : checker.reference(element.inputReference, element)?.object;
        const object = checker.object(named);
        if (element.inputReference === undefined) checkFilters(element.filters, element.filterLogic, object, checker);
    },
    run
});
