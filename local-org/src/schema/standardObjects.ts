import type { FieldDescribe, FieldType, PicklistValue } from '../platform.ts';
import { makeField, type ObjectParts } from './describe.ts';
import {
    readExtract,
    readOverlay,
    type FieldOverlay,
    type ObjectOverlay,
    type Overlay,
    type StandardExtract
} from './overlay.ts';
import { auditFields, idField, systemFieldNames } from './systemFields.ts';

/** The standard objects of every org, and what belongs to their fields but is not part of a field's description. */
export interface StandardObjects {
    readonly objects: readonly ObjectParts[];
    /** Child relationship name by `Object.Field`. */
    readonly childNames: ReadonlyMap<string, string>;
    /** `Object.Field` by the StandardValueSet that holds its values. */
    readonly valueSets: ReadonlyMap<string, readonly string[]>;
}

const VALUE_TYPES: Readonly<Record<string, FieldType>> = {
    String: 'string',
    Decimal: 'double',
    Datetime: 'datetime',
    Boolean: 'boolean',
    Date: 'date',
    Integer: 'int',
    Time: 'time',
    Long: 'int'
};

/** Describes the standard objects from the extract and the overlay; an object without overlay is not offered. */
export function standardObjects(): StandardObjects {
    const overlay = readOverlay();
    const extract = readExtract();
    const childNames = new Map<string, string>();
    const valueSets = new Map<string, string[]>();
    const objects = Object.entries(overlay.objects).map(([name, object]) => {
        for (const [fieldName, field] of Object.entries(object.fields)) {
            if (field.children) childNames.set(`${name}.${fieldName}`, field.children);
            if (field.valueSet)
                valueSets.set(field.valueSet, [...(valueSets.get(field.valueSet) ?? []), `${name}.${fieldName}`]);
        }
        return describeObject(name, object, overlay, extract);
    });
    return { objects, childNames, valueSets };
}

function describeObject(name: string, object: ObjectOverlay, overlay: Overlay, extract: StandardExtract): ObjectParts {
    const known = extract[name];
    const absent = overlay.absent.map((pattern) => new RegExp(pattern));
    const names = new Set([...Object.keys(known?.fields ?? {}), ...Object.keys(object.fields)]);
    names.delete('Id');
    const fields = [...names].flatMap((fieldName) => {
        const spec = object.fields[fieldName];
        if (!spec && absent.some((pattern) => pattern.test(fieldName) || pattern.test(`${name}.${fieldName}`)))
            return [];
        return describeField(fieldName, spec ?? {}, known, overlay) ?? [];
    });
    return {
        name,
        label: object.label,
        labelPlural: object.plural,
        description: '',
        kind: 'standard',
        keyPrefix: object.prefix,
        fields: [
            idField,
            ...fields,
            ...compoundAddresses(fields),
            ...(known || names.has('CreatedDate') ? [] : auditFields)
        ]
    };
}

function describeField(
    name: string,
    spec: FieldOverlay,
    known: StandardExtract[string] | undefined,
    overlay: Overlay
): FieldDescribe | undefined {
    const valueType = known?.fields[name];
    const lookup = valueType === 'Id' || spec.type === 'reference' ? lookupOf(name, spec, known, overlay) : undefined;
    const type = lookup ? 'reference' : (spec.type ?? (valueType ? VALUE_TYPES[valueType] : undefined));
    if (!type || (valueType === 'Id' && !lookup)) return undefined;
    const readOnly = spec.readOnly === true || systemFieldNames.has(name);
    const required = spec.required === true || type === 'boolean';
    return makeField({
        name,
        ...(spec.label ? { label: spec.label } : {}),
        type,
        length: spec.length ?? (type === 'string' || type === 'picklist' ? 255 : type === 'reference' ? 18 : 0),
        precision: spec.precision ?? (type === 'double' ? 18 : type === 'int' ? 9 : 0),
        scale: spec.scale ?? (type === 'double' ? 2 : 0),
        nillable: !required && name !== 'OwnerId' && !(readOnly && systemFieldNames.has(name)),
        createable: !readOnly && !spec.autoNumber,
        updateable: !readOnly && !spec.autoNumber && spec.createOnly !== true,
        unique: spec.unique ?? false,
        externalId: spec.externalId ?? false,
        autoNumber: spec.autoNumber !== undefined,
        displayFormat: spec.autoNumber ?? null,
        formula: spec.formula ?? null,
        defaultFormula: spec.defaultValue ?? null,
        picklistValues: (spec.picklist ?? []).map(picklistValue),
        restrictedPicklist: spec.restricted ?? false,
        referenceTo: lookup?.referenceTo ?? [],
        relationshipName: lookup?.relationship ?? null,
        deleteRule: spec.onDelete ?? 'SetNull',
        nameField: spec.nameField ?? false
    });
}

function picklistValue(text: string): PicklistValue {
    const value = text.replace(/^\*/, '');
    return { value, label: value, isDefault: text.startsWith('*'), active: true };
}

interface Lookup {
    readonly referenceTo: readonly string[];
    readonly relationship: string;
}

/** Targets of a lookup field; undefined when the org has none of its targets, so that the field is not offered. */
function lookupOf(
    name: string,
    spec: FieldOverlay,
    known: StandardExtract[string] | undefined,
    overlay: Overlay
): Lookup | undefined {
    const relationship = spec.relationship ?? name.replace(/Id$/, '');
    const parent = known?.parents[relationship];
    const targets = spec.referenceTo ?? (parent === 'Name' ? ['User', 'Group'] : parent ? [parent] : []);
    const referenceTo = targets.filter((target) => target in overlay.objects);
    return referenceTo.length > 0 ? { referenceTo, relationship } : undefined;
}

/** `BillingAddress` where there is a `BillingStreet` and a `BillingCity`; read only, made of its parts. */
function compoundAddresses(fields: readonly FieldDescribe[]): FieldDescribe[] {
    const names = new Set(fields.map((field) => field.name));
    return fields.flatMap((field) => {
        const prefix = /^(.*)Street$/.exec(field.name)?.[1];
        if (prefix === undefined || !names.has(`${prefix}City`)) return [];
        return makeField({ name: `${prefix}Address`, type: 'address', createable: false, updateable: false });
    });
}
