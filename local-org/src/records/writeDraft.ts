import { messageOf } from '../errors.ts';
import type { Execution, FieldDescribe, ObjectDescribe, RecordData } from '../platform.ts';
import { isStored } from '../store/tables.ts';
import type { RecordsContext } from './context.ts';
import { derive, moveDescendants } from './derive.ts';
import { guard, type Draft } from './draft.ts';
import { RecordRefusal } from './saveError.ts';

/** Gives a new record its id, numbers and dates, and writes it; a value that must be unique may refuse it. */
export function writeDraft(context: RecordsContext, execution: Execution, object: ObjectDescribe, draft: Draft): void {
    const now = context.clock.now().toISOString();
    guard(draft, () => {
        if (context.takeRowLock())
            throw new RecordRefusal('UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record');
        if (draft.isNew) draft.record['Id'] = context.sequences.nextId(object.keyPrefix);
        derive(context, object, draft.record, draft.prior, now);
        if (draft.isNew) numberRecord(context, object, draft.record);
        stamp(object, draft, execution.userId, now);
        const write = () => (draft.isNew ? insertRow(context, object, draft) : updateRow(context, object, draft));
        refusingDuplicates(context, object, draft.record, write);
        draft.id = String(draft.record['Id']);
        context.changed(object.name, draft.id);
    });
}

function numberRecord(context: RecordsContext, object: ObjectDescribe, record: RecordData): void {
    for (const field of object.fields.filter((one) => one.autoNumber && isStored(one)))
        record[field.name] = autoNumber(field, context.sequences.next(`${object.name}.${field.name}`));
}

/** `ALM-{000000}` and 7 make `ALM-000007`. */
function autoNumber(field: FieldDescribe, number: number): string {
    const format = field.displayFormat ?? '{0}';
    return format.replace(/\{(0+)\}/, (_whole, zeros: string) => String(number).padStart(zeros.length, '0'));
}

function stamp(object: ObjectDescribe, draft: Draft, userId: string, now: string): void {
    const set = (name: string, value: string): void => {
        if (object.field(name)) draft.record[name] = value;
    };
    if (draft.isNew) {
        set('CreatedDate', now);
        set('CreatedById', userId);
    }
    set('LastModifiedDate', now);
    set('LastModifiedById', userId);
    set('SystemModstamp', now);
}

function insertRow(context: RecordsContext, object: ObjectDescribe, draft: Draft): void {
    const row: RecordData = {};
    for (const field of object.fields) {
        const value = draft.record[field.name];
        if (isStored(field) && value !== null && value !== undefined) row[field.name] = value;
    }
    context.rows.insert(object, row);
}

function updateRow(context: RecordsContext, object: ObjectDescribe, draft: Draft): void {
    const changes: RecordData = {};
    for (const field of object.fields) {
        const value = draft.record[field.name] ?? null;
        if (isStored(field) && value !== (draft.prior?.[field.name] ?? null)) changes[field.name] = value;
    }
    context.rows.update(object, String(draft.record['Id']), changes);
    if (object.name === 'Asset' && 'ParentId' in changes) moveDescendants(context, draft.record);
}

function refusingDuplicates(
    context: RecordsContext,
    object: ObjectDescribe,
    record: RecordData,
    write: () => void
): void {
    try {
        write();
    } catch (error) {
        const column = /UNIQUE constraint failed: .*\.(\w+)/.exec(messageOf(error))?.[1];
        if (!column) throw error;
        const [other] = context.rows.idsWhere(object, column, record[column] ?? null);
        throw new RecordRefusal(
            'DUPLICATE_VALUE',
            `duplicate value found: ${column} duplicates value on record with id: ${(other ?? '<unknown>').slice(0, 15)}`
        );
    }
}
