import type { Execution, FieldDescribe, FieldValue, ObjectDescribe, RecordData } from '../platform.ts';
import type { RecordsContext } from './context.ts';
import { convertValue } from './convertValue.ts';
import { fieldErrors, RecordRefusal } from './saveError.ts';

/** A record as a client sends it: values, and parents named by an external id (`Asset__r: { Device_Id__c: … }`). */
export type RecordInput = Readonly<Record<string, unknown>>;

/** What a client may say about a record that is no field of it. */
const NOT_FIELDS: ReadonlySet<string> = new Set(['attributes', 'id']);

/**
 * The fields that the client sets, as they are kept.
 * @throws RecordRefusal for unknown fields, fields that may not be written, and values that do not fit.
 */
export function loadInput(
    context: RecordsContext,
    execution: Execution,
    object: ObjectDescribe,
    input: RecordInput,
    operation: 'insert' | 'update'
): RecordData {
    const loaded: RecordData = {};
    const refused: string[] = [];
    for (const [name, value] of Object.entries(input)) {
        if (NOT_FIELDS.has(name.toLowerCase())) continue;
        const field = object.field(name) ?? object.relationship(name);
        if (!field) throw fieldErrors.noColumn(name, object.name);
        if (!mayWrite(context, execution, object, field, operation)) {
            refused.push(field.name);
            continue;
        }
        const isParent = field.name.toLowerCase() !== name.toLowerCase();
        loaded[field.name] = isParent ? parentId(context, field, name, value) : convertValue(field, value);
    }
    if (refused.length > 0) throw fieldErrors.readOnly(refused);
    return loaded;
}

function mayWrite(
    context: RecordsContext,
    execution: Execution,
    object: ObjectDescribe,
    field: FieldDescribe,
    operation: 'insert' | 'update'
): boolean {
    if (!(operation === 'insert' ? field.createable : field.updateable)) return false;
    return execution.mode === 'system' || context.access.field(execution.userId, object.name, field.name).edit;
}

/** The id of a parent that is named by one of its external id fields. */
function parentId(context: RecordsContext, field: FieldDescribe, relationship: string, value: unknown): FieldValue {
    if (value === null) return null;
    if (typeof value !== 'object') throw fieldErrors.wrongType(field, value);
    const entries = Object.entries(value as Record<string, unknown>).filter(([name]) => name !== 'attributes');
    const [entry, more] = entries;
    if (!entry || more)
        throw new RecordRefusal(
            'INVALID_FIELD',
            `Exactly one external id field is needed for relationship ${relationship}`
        );
    const [keyName, key] = entry;
    for (const targetName of field.referenceTo) {
        const target = context.schema.object(targetName);
        const keyField = target?.field(keyName);
        if (!target || !keyField) continue;
        if (!keyField.externalId && keyField.type !== 'id')
            throw new RecordRefusal('INVALID_FIELD', `${keyName} is not an external id field of ${target.name}`, [
                keyName
            ]);
        const ids = context.rows.idsWhere(target, keyField.name, convertValue(keyField, key));
        if (ids.length > 1)
            throw new RecordRefusal('DUPLICATE_EXTERNAL_ID', `External id ${String(key)} is on more than one record`, [
                keyName
            ]);
        if (ids[0]) return ids[0];
        throw new RecordRefusal(
            'INVALID_FIELD',
            `Foreign key external ID: ${String(key)} not found for field ${keyField.name} in entity ${target.name}`,
            [field.name]
        );
    }
    throw fieldErrors.noColumn(keyName, field.referenceTo.join(', '));
}
