import { refusals, SalesforceError } from '../errors.ts';
import type { FieldDescribe } from '../platform.ts';
import type { Caller } from './caller.ts';
import { canRead, readableObject } from './fieldSelection.ts';

/** The values of one picklist, "Picklist Values" of the User Interface API. */
export function picklistValues(caller: Caller, objectName: string, fieldName: string): object {
    const object = readableObject(caller, objectName);
    const field = object.field(fieldName);
    if (!field || !canRead(caller, object, field)) throw refusals.noField(fieldName, object.name);
    if (!isPicklist(field)) {
        throw new SalesforceError('INVALID_FIELD', `${object.name}.${field.name} is not a picklist.`);
    }
    return valuesOf(field);
}

/** The values of all picklists of an object that the caller may read. */
export function allPicklistValues(caller: Caller, objectName: string): object {
    const object = readableObject(caller, objectName);
    const fields = object.fields.filter((field) => isPicklist(field) && canRead(caller, object, field));
    return { picklistFieldValues: Object.fromEntries(fields.map((field) => [field.name, valuesOf(field)])) };
}

const isPicklist = ({ type }: FieldDescribe): boolean => type === 'picklist' || type === 'multipicklist';

function valuesOf({ picklistValues: all }: FieldDescribe): object {
    const values = all
        .filter(({ active }) => active)
        .map(({ value, label }) => ({ attributes: null, label, validFor: [], value }));
    const preset = all.find(({ isDefault, active }) => isDefault && active);
    const defaultValue = preset ? { attributes: null, label: preset.label, validFor: [], value: preset.value } : null;
    return { controllerValues: {}, defaultValue, values };
}
