import type { Execution, ObjectDescribe, RecordData, SaveError, SaveResult } from '../platform.ts';
import { toId18 } from '../schema/recordId.ts';
import { hasTable, isStored } from '../store/tables.ts';
import type { RecordsContext } from './context.ts';
import { rollUp } from './rollUp.ts';
import { saveDrafts } from './saveDrafts.ts';
import { FormulaFields } from './formulaFields.ts';
import { failure, RecordRefusal, success } from './saveError.ts';

/** Deletes one record with what belongs to it; nothing is changed when anything refuses. */
export function deleteRecord(
    context: RecordsContext,
    execution: Execution,
    object: ObjectDescribe,
    id: string
): SaveResult {
    const full = toId18(id);
    try {
        if (!full?.startsWith(object.keyPrefix)) throw new RecordRefusal('MALFORMED_ID', `malformed id ${id}`);
        context.database.transaction(() => remove(context, execution, object, full, new Set([full])));
        return success(full, false);
    } catch (error) {
        if (!(error instanceof RecordRefusal)) throw error;
        return failure([error.error], full ?? id);
    }
}

/** `doomed` are the records that go with this one: their summaries need no keeping. */
function remove(
    context: RecordsContext,
    execution: Execution,
    object: ObjectDescribe,
    id: string,
    doomed: Set<string>
): void {
    const record = context.rows.get(object, id);
    if (!record) throw new RecordRefusal('ENTITY_IS_DELETED', 'entity is deleted');
    runBeforeDelete(context, execution, object, record);
    for (const child of object.childRelationships)
        releaseChildren(context, execution, child.childObject, child.field, id, doomed);
    context.rows.delete(object, id, context.clock.now().toISOString());
    context.changed(object.name, id);
    if (!object.fields.some((field) => field.masterDetail && doomed.has(String(record[field.name]))))
        rollUpDeleted(context, execution, object, record);
}

function rollUpDeleted(context: RecordsContext, execution: Execution, object: ObjectDescribe, prior: RecordData): void {
    const refused = rollUp(context, execution, object, [{ record: undefined, prior }], saveDrafts);
    const [error] = [...refused.values()].flat();
    if (error) throw new RecordRefusal(error.statusCode, error.message, error.fields);
}

function runBeforeDelete(
    context: RecordsContext,
    execution: Execution,
    object: ObjectDescribe,
    record: RecordData
): void {
    const errors: SaveError[] = [];
    const complete = new FormulaFields(context).complete(object, record, execution.userId);
    context.automation.beforeDelete(execution, {
        objectName: object.name,
        operation: 'delete',
        records: [{ record: complete, prior: complete, addError: (error) => void errors.push(error) }]
    });
    const [error] = errors;
    if (error) throw new RecordRefusal(error.statusCode, error.message, error.fields);
}

function releaseChildren(
    context: RecordsContext,
    execution: Execution,
    childName: string,
    fieldName: string,
    parentId: string,
    doomed: Set<string>
): void {
    const child = context.schema.object(childName);
    const field = child?.field(fieldName);
    if (!child || !field || !hasTable(child) || !isStored(field)) return;
    const ids = context.rows.idsWhere(child, field.name, parentId);
    if (ids.length === 0) return;
    if (field.deleteRule === 'Restrict')
        throw new RecordRefusal(
            'DELETE_FAILED',
            `Your attempt to delete this record could not be completed because it is associated with the following ${child.labelPlural}: ${ids.slice(0, 5).join(', ')}`
        );
    for (const id of ids) {
        if (field.deleteRule === 'Cascade') remove(context, execution, child, id, doomed.add(id));
        else context.rows.update(child, id, { [field.name]: null });
        context.changed(child.name, id);
    }
}
