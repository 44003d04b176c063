import type { ObjectDescribe } from '../platform.ts';
import type { Caller } from './caller.ts';
import { canRead, nameField, parentOf, type FieldSelection } from './fieldSelection.ts';

/** Fields that every record in UI API shape needs, when its object has them. */
const systemFields = ['Id', 'LastModifiedById', 'LastModifiedDate', 'SystemModstamp', 'RecordTypeId'];

/** The field list of a query that reads a selection. */
export function selectClause(caller: Caller, object: ObjectDescribe, selection: FieldSelection): string {
    return [...new Set(paths(caller, object, selection, ''))].join(', ');
}

function paths(
    caller: Caller,
    object: ObjectDescribe,
    selection: FieldSelection,
    prefix: string,
    isPolymorphic = false
): string[] {
    const system = isPolymorphic ? ['Id'] : systemFields;
    const own = [...system, nameField(object) ?? 'Id'].filter((name) => {
        const field = object.field(name);
        return field !== undefined && (name === 'Id' || canRead(caller, object, field));
    });
    const chosen = Object.entries(selection).flatMap(([name, below]) => {
        const parent = parentOf(caller, object, name);
        return parent && !object.field(name)
            ? paths(caller, parent, below, `${prefix}${name}.`, isPolymorphicLookup(object, name))
            : [prefix + name];
    });
    return [...own.map((name) => prefix + name), ...chosen];
}

/** A lookup to several objects, such as Owner, reaches only what all of them have. */
const isPolymorphicLookup = (object: ObjectDescribe, relationship: string): boolean =>
    (object.relationship(relationship)?.referenceTo.length ?? 0) > 1;
