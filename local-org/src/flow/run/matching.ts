import type { FlowRecordCreate } from '@salesforce/types/metadata';
import type { ObjectDescribe, RecordData, SaveResult } from '../../platform.ts';
import type { RowInput } from '../elements/rowInput.ts';
import { Evaluator } from './evaluate.ts';
import { filterValues } from './filters.ts';
import type { Prepared } from './perInterview.ts';
import { queryTogether } from './query.ts';
import type { Runtime } from './runtime.ts';
import { writeTogether } from './write.ts';
import type { Written } from './write.ts';

/**
 * Create Records with "check for matching records": nothing found creates, one or many found are updated or
 * left alone, as the element says. The id of a record that was left alone counts as its result.
 */
export function createWithMatching(
    element: FlowRecordCreate,
    object: ObjectDescribe,
    prepared: readonly Prepared<RowInput>[],
    runtime: Runtime
): Written<RowInput>[] {
    const found = queryTogether(
        runtime,
        prepared.map(({ interview }) => ({
            object,
            fields: ['Id'],
            filters: filterValues(element.filters, new Evaluator(interview, runtime)),
            logic: element.filterLogic,
            ...(object.field('LastModifiedDate') ? { sortField: 'LastModifiedDate', descending: true } : {})
        }))
    );
    const creates = prepared.filter((_, index) => found[index]?.length === 0);
    const updates = prepared.flatMap((one, index) => matched(element, one, found[index] ?? []));
    const { records, execution } = runtime;
    return [
        ...writeTogether(runtime, creates, (rows) => records.insert(execution, object.name, rows)),
        ...writeTogether(
            runtime,
            updates.filter(({ input }) => !input.untouched),
            (rows) => records.update(execution, object.name, rows)
        ),
        ...updates.filter(({ input }) => input.untouched).map(leftAlone)
    ];
}

interface Matched extends RowInput {
    readonly untouched: boolean;
    readonly found: readonly string[];
}

function matched(element: FlowRecordCreate, one: Prepared<RowInput>, rows: readonly RecordData[]): Prepared<Matched>[] {
    if (rows.length === 0) return [];
    const operation = rows.length === 1 ? element.operationOneMatchingRecord : element.operationMultMatchingRecords;
    const ids = rows.map((row) => String(row['Id']));
    const chosen = operation === 'UpdateLatestRecord' ? ids.slice(0, 1) : ids;
    const untouched = operation === undefined || operation === 'None';
    const updated = untouched ? [] : chosen.flatMap((Id) => one.input.rows.map((row) => ({ ...row, Id })));
    return [{ interview: one.interview, input: { ...one.input, rows: updated, untouched, found: ids } }];
}

function leftAlone({ interview, input }: Prepared<Matched>): Written<RowInput> {
    const results = input.found.map((id): SaveResult => ({ id, success: true, created: false, errors: [] }));
    return { interview, input, results, errors: [] };
}
