import type { ChildRelationship, FieldDescribe, FieldType, ObjectDescribe } from '../platform.ts';
import type { Caller } from './caller.ts';
import { canRead, isCompound, nameField, readableObject } from './fieldSelection.ts';
import { masterRecordTypeId } from './recordRepresentation.ts';

/** Names of the field types in UI API, which differ from those of the Describe API in case. */
const dataTypes = {
    id: 'Reference',
    string: 'String',
    textarea: 'TextArea',
    picklist: 'Picklist',
    multipicklist: 'MultiPicklist',
    boolean: 'Boolean',
    int: 'Int',
    double: 'Double',
    currency: 'Currency',
    percent: 'Percent',
    date: 'Date',
    datetime: 'DateTime',
    time: 'Time',
    reference: 'Reference',
    phone: 'Phone',
    email: 'Email',
    url: 'Url',
    address: 'Address',
    location: 'Location',
    encryptedstring: 'EncryptedString'
} satisfies Record<FieldType, string>;

/** "Object Info" of the User Interface API: what the caller may see and do. */
export function objectInfo(caller: Caller, name: string): object {
    const object = readableObject(caller, name);
    const { org, execution } = caller;
    const access = org.access.object(execution.userId, object.name);
    const readable = object.fields.filter((field) => canRead(caller, object, field));
    return {
        apiName: object.name,
        childRelationships: object.childRelationships
            .map((relationship) => childInfo(caller, relationship))
            .filter(Boolean),
        createable: access.create,
        custom: object.kind !== 'standard',
        defaultRecordTypeId: masterRecordTypeId,
        deletable: access.delete,
        dependentFields: {},
        fields: Object.fromEntries(readable.map((field) => [field.name, fieldInfo(caller, object, field)])),
        keyPrefix: object.keyPrefix,
        label: object.label,
        labelPlural: object.labelPlural,
        layoutable: true,
        mruEnabled: true,
        nameFields: [nameField(object)].filter(Boolean),
        queryable: true,
        recordTypeInfos: {
            [masterRecordTypeId]: {
                available: true,
                defaultRecordTypeMapping: true,
                master: true,
                name: 'Master',
                recordTypeId: masterRecordTypeId
            }
        },
        searchable: true,
        updateable: access.edit
    };
}

function fieldInfo(caller: Caller, object: ObjectDescribe, field: FieldDescribe): object {
    const isEditable =
        caller.execution.mode === 'system' ||
        caller.org.access.field(caller.execution.userId, object.name, field.name).edit;
    return {
        apiName: field.name,
        calculated: field.formula !== null || field.summary !== null,
        compound: isCompound(field),
        compoundComponentName: field.compoundField ? (/__(L\w+?)__s$/.exec(field.name)?.[1] ?? null) : null,
        compoundFieldName: field.compoundField,
        createable: field.createable && isEditable,
        custom: field.custom,
        dataType: dataTypes[field.type],
        externalId: field.externalId,
        htmlFormatted: false,
        inlineHelpText: field.helpText,
        label: field.label,
        length: field.length,
        nameField: field.nameField,
        precision: field.precision,
        reference: field.type === 'reference',
        referenceTargetField: null,
        referenceToInfos: field.referenceTo.map((target) => referenceInfo(caller, target)),
        relationshipName: field.relationshipName,
        required: !field.nillable && field.createable && field.type !== 'boolean',
        scale: field.scale,
        sortable: field.type !== 'textarea' && !isCompound(field),
        unique: field.unique,
        updateable: field.updateable && isEditable
    };
}

function referenceInfo(caller: Caller, target: string): object {
    const parent = caller.org.schema.object(target);
    return { apiName: target, nameFields: [parent && nameField(parent)].filter(Boolean) };
}

function childInfo(caller: Caller, { childObject, field, relationshipName }: ChildRelationship): object | undefined {
    const child = caller.org.schema.object(childObject);
    const lookup = child?.field(field);
    if (!child || !lookup || !relationshipName) return undefined;
    if (!caller.org.access.object(caller.execution.userId, child.name).read || !canRead(caller, child, lookup))
        return undefined;
    return { childObjectApiName: child.name, fieldName: lookup.name, junctionIdListNames: [], relationshipName };
}
