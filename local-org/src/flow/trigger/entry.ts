import { fieldType } from '../dataType.ts';
import { list } from '../metadata.ts';
import { compareValues, sameValue } from '../run/compare.ts';
import { Evaluator } from '../run/evaluate.ts';
import type { Interview } from '../run/interview.ts';
import { parseLogic } from '../run/logic.ts';
import type { Runtime } from '../run/runtime.ts';

/** How a record stands to the entry conditions of a flow. */
export type Entry = 'enters' | 'met before' | 'does not meet';

/**
 * Whether a record starts a flow: its filters or its formula hold and, where the flow asks for it, did not hold
 * before the update.
 */
export function entryOf(interview: Interview, runtime: Runtime): Entry {
    const { start } = interview.flow.metadata;
    const evaluator = new Evaluator(interview, runtime);
    if (start && !meets(evaluator)) return 'does not meet';
    const onlyOnce = start?.doesRequireRecordChangedToMeetCriteria === true && interview.prior !== undefined;
    return onlyOnce && meets(evaluator.withPriorRecord()) ? 'met before' : 'enters';
}

/** Whether a record starts a flow. */
export function mayEnter(interview: Interview, runtime: Runtime): boolean {
    return entryOf(interview, runtime) === 'enters';
}

function meets(evaluator: Evaluator): boolean {
    const { start } = evaluator.interview.flow.metadata;
    if (start?.filterFormula !== undefined && start.filterFormula !== '')
        return evaluator.formula(start.filterFormula) === true;
    const filters = list(start?.filters);
    const parsed = parseLogic(start?.filterLogic ?? 'and', filters.length);
    return 'logic' in parsed && parsed.logic((number) => filterHolds(evaluator, number - 1));
}

function filterHolds(evaluator: Evaluator, index: number): boolean {
    const filter = list(evaluator.interview.flow.metadata.start?.filters)[index];
    const field = filter?.field ?? '';
    const left = evaluator.reference(`$Record.${field}`);
    const type = evaluator.typeOfReference(`$Record.${field}`);
    const right = evaluator.value(filter?.value);
    if (filter?.operator === 'IsChanged') return changed(evaluator, field) === (right !== false);
    return compareValues(filter?.operator ?? 'EqualTo', left, right, type);
}

function changed(evaluator: Evaluator, field: string): boolean {
    const { prior, start, record } = evaluator.interview;
    if (!prior) return start.isNew === true && (record?.fields[field] ?? null) !== null;
    const describe = evaluator.runtime.schema.object(record?.object ?? '')?.field(field);
    if (!describe) return false;
    return !sameValue(record?.fields[describe.name] ?? null, prior.fields[describe.name] ?? null, fieldType(describe));
}
