import { refusals, SalesforceError } from '../errors.ts';
import type { FieldDescribe, ObjectDescribe } from '../platform.ts';
import { translatedObject } from '../translation/index.ts';
import type { Caller } from './caller.ts';

/** Fields to read; a relationship name leads to the fields of the parent. */
export interface FieldSelection {
    readonly [name: string]: FieldSelection;
}

interface Draft {
    [name: string]: Draft;
}

/** Relationships that a field name may pass through, by the limits of UI API. */
const maximumLevels = 5;

/** An object by its API name, in the caller's language. @throws SalesforceError when the caller cannot see it */
export function readableObject({ org, execution }: Caller, name: string): ObjectDescribe {
    const object = org.schema.object(name);
    if (!object || (execution.mode === 'user' && !org.access.object(execution.userId, object.name).read)) {
        throw refusals.noObject(name);
    }
    return translatedObject(org, execution.userId, object);
}

/** Whether the caller may read a field. */
export function canRead({ org, execution }: Caller, object: ObjectDescribe, field: FieldDescribe): boolean {
    return execution.mode === 'system' || org.access.field(execution.userId, object.name, field.name).read;
}

/**
 * Turns qualified names (`Asset.Account.Name`) into a selection.
 * @param optional names that are left out when the caller cannot read them
 * @throws SalesforceError INVALID_FIELD for other names that do not exist or cannot be read
 */
export function selectFields(
    caller: Caller,
    object: ObjectDescribe,
    names: readonly string[],
    optional: readonly string[] = []
): FieldSelection {
    const selection: Draft = {};
    for (const name of names) {
        if (!add(caller, object, path(object, name), selection)) throw invalidField(object, name);
    }
    for (const name of optional) add(caller, object, path(object, name), selection);
    return selection;
}

/** Fields made of other fields; records hold their parts only. */
export const isCompound = ({ type }: FieldDescribe): boolean => type === 'address' || type === 'location';

/** All fields that the caller may read, parents' names included. */
export function allFields(caller: Caller, object: ObjectDescribe): FieldSelection {
    const readable = object.fields.filter((field) => !isCompound(field) && canRead(caller, object, field));
    const selection: Draft = Object.fromEntries(readable.map((field) => [field.name, {}]));
    for (const { relationshipName, referenceTo } of readable) {
        const parent = caller.org.schema.object(referenceTo[0] ?? '');
        const name = parent && nameField(parent);
        if (relationshipName && parent && name) add(caller, object, [relationshipName, name], selection);
    }
    return selection;
}

/** The field that shows a record's name, if its object has one. */
export const nameField = (object: ObjectDescribe): string | undefined =>
    object.fields.find((field) => field.nameField)?.name;

/** The object behind a relationship. */
export function parentOf(caller: Caller, object: ObjectDescribe, relationship: string): ObjectDescribe | undefined {
    return object
        .relationship(relationship)
        ?.referenceTo.map((name) => caller.org.schema.object(name))
        .find((parent) => parent !== undefined);
}

function path(object: ObjectDescribe, name: string): string[] {
    const [first = '', ...rest] = name.split('.');
    if (rest.length === 0 || first.toLowerCase() !== object.name.toLowerCase()) throw invalidField(object, name);
    return rest;
}

function add(caller: Caller, object: ObjectDescribe, names: readonly string[], selection: Draft): boolean {
    const [first = '', ...rest] = names;
    if (names.length > maximumLevels + 1) return false;
    if (rest.length === 0) {
        const field = object.field(first);
        if (!field || isCompound(field) || !canRead(caller, object, field)) return false;
        selection[field.name] ??= {};
        return true;
    }
    const lookup = object.relationship(first);
    const parent = parentOf(caller, object, first);
    if (!lookup?.relationshipName || !parent || !canRead(caller, object, lookup)) return false;
    const below: Draft = { ...selection[lookup.relationshipName] };
    if (!add(caller, parent, rest, below)) return false;
    selection[lookup.relationshipName] = below;
    return true;
}

const invalidField = (object: ObjectDescribe, name: string): SalesforceError =>
    new SalesforceError('INVALID_FIELD', `Could not find all fields of this request on ${object.name}: ${name}`, 400, [
        name
    ]);
