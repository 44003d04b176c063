import type { FlowInputFieldAssignment } from '@salesforce/types/metadata';
import type { ObjectDescribe, RecordData } from '../../platform.ts';
import { fieldType } from '../dataType.ts';
import { FlowError } from '../flowError.ts';
import type { Checker } from '../load/checker.ts';
import { list } from '../metadata.ts';
import { coerce, plain } from '../run/assign.ts';
import type { Evaluator } from '../run/evaluate.ts';
import { isCollection, isRecord } from '../value.ts';
import type { FlowRecord, FlowValue } from '../value.ts';

/** Rows to write, and the record values that they come from. */
export interface RowInput {
    readonly rows: readonly RecordData[];
    readonly records: readonly FlowRecord[];
}

/** Checks `field = value` pairs: the field exists, may be written, and takes the value. */
export function checkAssignments(
    assignments: readonly FlowInputFieldAssignment[] | undefined,
    object: ObjectDescribe | undefined,
    right: 'createable' | 'updateable',
    checker: Checker
): void {
    for (const item of list(assignments)) {
        const type = checker.field(object, item.field, item);
        const value = checker.value(item.value, item);
        const field = object?.field(item.field ?? '');
        if (field && !field[right]) checker.report(`${object?.name ?? ''}.${field.name} cannot be written.`, item);
        checker.assignable(type, value, item.field ?? '', item);
    }
}

/** The row that `field = value` pairs make for one interview. */
export function assignedFields(
    assignments: readonly FlowInputFieldAssignment[] | undefined,
    object: ObjectDescribe,
    evaluator: Evaluator
): RecordData {
    const row: RecordData = {};
    for (const item of list(assignments)) {
        const field = object.field(item.field ?? '');
        if (!field) throw new FlowError(`${object.name} has no field ${item.field ?? ''}.`);
        row[field.name] = plain(coerce(evaluator.value(item.value), fieldType(field), evaluator.typeOf(item.value)));
    }
    return row;
}

/** The records of a record variable or collection. */
export function recordsOf(value: FlowValue): readonly FlowRecord[] {
    if (isCollection(value)) return value.filter(isRecord);
    return isRecord(value) ? [value] : [];
}

/** The fields of a record that a create or update may write, with its id for an update. */
export function rowOf(record: FlowRecord, object: ObjectDescribe, purpose: 'create' | 'update' | 'upsert'): RecordData {
    const row: RecordData = {};
    for (const [name, value] of Object.entries(record.fields)) {
        const field = object.field(name);
        const allowed = purpose === 'update' ? field?.updateable : field?.createable;
        if (field && allowed && field.formula === null) row[field.name] = value;
    }
    const id = record.fields['Id'];
    if (purpose === 'create') return row;
    if (purpose === 'update' && typeof id !== 'string')
        throw new FlowError('MISSING_ARGUMENT: Id not specified in an update call');
    return typeof id === 'string' ? { ...row, Id: id } : row;
}
