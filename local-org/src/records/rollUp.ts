/** Keeps roll-up summary fields true in the transaction that changes their details. */
import type { Execution, ObjectDescribe, RecordData, SaveError } from '../platform.ts';
import type { RecordsContext } from './context.ts';
import type { Draft } from './draft.ts';
import { summariesOf, summaryValues, type Summary } from './summaries.ts';

/** A detail record before and after it was written; without `record` it was deleted. */
export interface Detail {
    readonly record: RecordData | undefined;
    readonly prior: RecordData | undefined;
}

type Save = (context: RecordsContext, execution: Execution, object: ObjectDescribe, drafts: readonly Draft[]) => void;

/**
 * Works out the summaries above written details and saves the parents whose values changed, with everything a save
 * sets off (Apex Developer Guide, "Triggers and Order of Execution": the parent goes through the save procedure).
 * Answers the errors of parents that refused, by their id.
 */
export function rollUp(
    context: RecordsContext,
    execution: Execution,
    object: ObjectDescribe,
    details: readonly Detail[],
    save: Save
): ReadonlyMap<string, readonly SaveError[]> {
    const summaries = summariesOf(context.schema, object.name);
    const refused = new Map<string, readonly SaveError[]>();
    if (summaries.length === 0) return refused;
    for (const own of Map.groupBy(summaries, ({ parent }) => parent).values()) {
        const [first] = own;
        if (!first) continue;
        const drafts = parentDrafts(context, own, details);
        if (drafts.length > 0) save(context, execution, first.parent, drafts);
        for (const draft of drafts) if (draft.errors.length > 0) refused.set(String(draft.prior?.['Id']), draft.errors);
    }
    return refused;
}

/** Changes of the parents of one object. */
function parentDrafts(context: RecordsContext, summaries: readonly Summary[], details: readonly Detail[]): Draft[] {
    const changes = new Map<string, RecordData>();
    for (const summary of summaries) {
        const ids = parentsOf(summary, details);
        if (ids.length === 0) continue;
        for (const [id, value] of summaryValues(context.database, context.schema, summary, ids))
            changes.set(id, { ...changes.get(id), [summary.field.name]: value });
    }
    const [first] = summaries;
    if (!first || changes.size === 0) return [];
    const priors = context.rows.byIds(first.parent, [...changes.keys()]);
    return [...priors].flatMap(([id, prior], index) => {
        const own = changes.get(id) ?? {};
        const changed = Object.entries(own).filter(([name, value]) => value !== (prior[name] ?? null));
        if (changed.length === 0) return [];
        return [{ index, isNew: false, changes: Object.fromEntries(changed), prior, record: {}, id, errors: [] }];
    });
}

/** Ids of the parents for whom a summary may have changed. */
function parentsOf({ describe }: Summary, details: readonly Detail[]): string[] {
    const { foreignKey, field, filters } = describe;
    const names = [foreignKey, ...(field === null ? [] : [field]), ...filters.map((filter) => filter.field)];
    const touched = details.filter(
        ({ record, prior }) => !record || !prior || names.some((name) => record[name] !== prior[name])
    );
    const ids = touched.flatMap(({ record, prior }) => [record?.[foreignKey], prior?.[foreignKey]]);
    return [...new Set(ids.filter((id) => typeof id === 'string'))];
}
