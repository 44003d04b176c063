import type { Execution, ObjectDescribe, RecordData, SaveError, SaveResult } from '../platform.ts';
import { isStored } from '../store/tables.ts';
import type { RecordsContext } from './context.ts';
import { convertValue } from './convertValue.ts';
import { emptySummary } from './summaries.ts';
import { failure, RecordRefusal, success } from './saveError.ts';

/** One record on its way through a save. */
export interface Draft {
    /** Place in the client's list. */
    readonly index: number;
    readonly isNew: boolean;
    /** What the client sets. */
    readonly changes: RecordData;
    readonly prior: RecordData | undefined;
    /** Values as they will be kept; made anew for every attempt. */
    record: RecordData;
    id: string | null;
    readonly errors: SaveError[];
}

/** Runs `work`; a refusal becomes an error of the draft. */
export function guard(draft: Draft, work: () => void): void {
    try {
        work();
    } catch (error) {
        if (!(error instanceof RecordRefusal)) throw error;
        draft.errors.push(error.error);
    }
}

export function resultOf(draft: Draft): SaveResult {
    return draft.errors.length > 0 || draft.id === null
        ? failure(draft.errors, draft.isNew ? null : draft.id)
        : success(draft.id, draft.isNew);
}

/** The record before automation: defaults and the client's values, or the kept values and the client's. */
export function startRecord(context: RecordsContext, execution: Execution, object: ObjectDescribe, draft: Draft): void {
    if (draft.prior) {
        draft.record = { ...draft.prior, ...draft.changes };
        return;
    }
    const record: RecordData = {};
    for (const field of object.fields.filter(isStored)) {
        record[field.name] = field.name in draft.changes ? (draft.changes[field.name] ?? null) : null;
        if (field.name in draft.changes) continue;
        const standard = field.picklistValues.find((value) => value.isDefault)?.value;
        if (field.summary) record[field.name] = emptySummary(field.summary);
        if (field.type === 'boolean') record[field.name] = false;
        if (standard !== undefined) record[field.name] = standard;
        else if (field.defaultFormula !== null)
            record[field.name] = convertValue(
                field,
                defaultValue(context, execution, object, record, field.defaultFormula)
            );
    }
    if (object.field('OwnerId') && record['OwnerId'] === null)
        record['OwnerId'] = execution.mode === 'user' ? execution.userId : ownerOf(context, execution);
    draft.record = record;
}

function ownerOf(context: RecordsContext, execution: Execution): string {
    return execution.userId === '' ? context.defaultOwnerId : execution.userId;
}

function defaultValue(
    context: RecordsContext,
    execution: Execution,
    object: ObjectDescribe,
    record: RecordData,
    formula: string
): RecordData[string] {
    if (formula === 'true' || formula === 'false') return formula === 'true';
    if (/^-?\d+(\.\d+)?$/.test(formula)) return Number(formula);
    return context.formula.evaluate(formula, {
        schema: context.schema,
        objectName: object.name,
        record,
        prior: undefined,
        isNew: true,
        now: context.clock.now(),
        userId: execution.userId,
        lookup: () => null,
        global: (path) => context.global(path, execution.userId)
    });
}
