import type { Execution, ObjectDescribe, TriggerBatch, TriggerRecord } from '../platform.ts';
import { checkDrafts } from './checkRecord.ts';
import type { RecordsContext } from './context.ts';
import { startRecord, type Draft } from './draft.ts';
import { FormulaFields } from './formulaFields.ts';
import { rollUp } from './rollUp.ts';
import { writeDraft } from './writeDraft.ts';

/** Records that go through the order of execution together, as in Apex. */
const BATCH_SIZE = 200;

/** Leaves an attempt whose after-save automation refused records, so that the others are saved without them. */
class Retry extends Error {}

/**
 * Saves drafts in batches: before-save automation, checks, write, after-save automation. A record that fails
 * does not keep the others of its batch from being saved.
 */
export function saveDrafts(
    context: RecordsContext,
    execution: Execution,
    object: ObjectDescribe,
    drafts: readonly Draft[]
): void {
    for (let start = 0; start < drafts.length; start += BATCH_SIZE)
        saveBatch(context, execution, object, drafts.slice(start, start + BATCH_SIZE));
}

function saveBatch(
    context: RecordsContext,
    execution: Execution,
    object: ObjectDescribe,
    batch: readonly Draft[]
): void {
    for (;;) {
        const sound = batch.filter((draft) => draft.errors.length === 0);
        if (sound.length === 0) return;
        try {
            context.database.transaction(() => attempt(context, execution, object, sound));
            return;
        } catch (error) {
            if (!(error instanceof Retry)) throw error;
        }
    }
}

function attempt(
    context: RecordsContext,
    execution: Execution,
    object: ObjectDescribe,
    drafts: readonly Draft[]
): void {
    const formulas = new FormulaFields(context);
    for (const draft of drafts) {
        startRecord(context, execution, object, draft);
        formulas.refresh(object, draft.record, execution.userId);
    }
    context.automation.beforeSave(execution, batchOf(object, drafts));
    const unrefused = drafts.filter((draft) => draft.errors.length === 0);
    checkDrafts(context, execution, object, unrefused, formulas);
    const sound = unrefused.filter((draft) => draft.errors.length === 0);
    for (const draft of sound) writeDraft(context, execution, object, draft);
    const written = sound.filter((draft) => draft.errors.length === 0);
    if (written.length === 0) return;
    const after = new FormulaFields(context);
    for (const draft of written) after.refresh(object, draft.record, execution.userId);
    context.automation.afterSave(execution, batchOf(object, written));
    rollUpDrafts(context, execution, object, written);
    if (written.some((draft) => draft.errors.length > 0)) throw new Retry();
}

/** A parent that refuses its new summary refuses the details that changed it. */
function rollUpDrafts(
    context: RecordsContext,
    execution: Execution,
    object: ObjectDescribe,
    drafts: readonly Draft[]
): void {
    const sound = drafts.filter((draft) => draft.errors.length === 0);
    const refused = rollUp(context, execution, object, sound, saveDrafts);
    if (refused.size === 0) return;
    const masters = object.fields.filter((field) => field.masterDetail);
    for (const draft of sound)
        for (const { name } of masters)
            for (const id of new Set([draft.record[name], draft.prior?.[name]]))
                draft.errors.push(...(refused.get(String(id)) ?? []));
}

function batchOf(object: ObjectDescribe, drafts: readonly Draft[]): TriggerBatch {
    return {
        objectName: object.name,
        operation: drafts[0]?.isNew ? 'insert' : 'update',
        records: drafts.map(triggerRecord)
    };
}

function triggerRecord(draft: Draft): TriggerRecord {
    return { record: draft.record, prior: draft.prior, addError: (error) => void draft.errors.push(error) };
}
