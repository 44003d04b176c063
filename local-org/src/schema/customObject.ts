import type { CustomField, CustomObject } from '@salesforce/types/metadata';
import type { MetadataComponent } from '../metadata/component.ts';
import type { FieldDescribe, ObjectKind } from '../platform.ts';
import { makeField, type ObjectParts } from './describe.ts';
import { auditFields, idField, ownerField } from './systemFields.ts';

/** Gives each deployed object its key prefix, the same one for ever. */
export interface KeyPrefixes {
    of(objectName: string, family: string): string;
}

/** First character of the key prefixes of each kind. */
const FAMILIES: Readonly<Record<Exclude<ObjectKind, 'standard'>, string>> = {
    custom: 'a',
    customSetting: 'a',
    customMetadataType: 'm',
    platformEvent: 'e',
    externalObject: 'x'
};

/** Kind of a deployed object by its suffix and content; undefined for a suffix that this org does not keep. */
export function kindOf(name: string, content: CustomObject): Exclude<ObjectKind, 'standard'> | undefined {
    if (name.endsWith('__e')) return 'platformEvent';
    if (name.endsWith('__mdt')) return 'customMetadataType';
    if (name.endsWith('__x')) return 'externalObject';
    if (name.endsWith('__c')) return content.customSettingsType ? 'customSetting' : 'custom';
    return undefined;
}

/** Describes a deployed object with its own and its system fields. */
export function describeCustomObject(
    component: MetadataComponent,
    kind: Exclude<ObjectKind, 'standard'>,
    fields: readonly FieldDescribe[],
    prefixes: KeyPrefixes
): ObjectParts {
    const content = component.content as CustomObject;
    const name = component.fullName;
    const label = content.label ?? name;
    const controlledByParent = fields.some((field) => field.masterDetail);
    return {
        name,
        label,
        labelPlural: content.pluralLabel ?? `${label}s`,
        description: content.description ?? '',
        kind,
        keyPrefix: prefixes.of(name, FAMILIES[kind]),
        fields: [...builtInFields(kind, content.nameField, controlledByParent), ...fields]
    };
}

function builtInFields(
    kind: Exclude<ObjectKind, 'standard'>,
    nameField: CustomField | undefined,
    controlledByParent: boolean
): readonly FieldDescribe[] {
    switch (kind) {
        case 'platformEvent':
            return eventFields;
        case 'customMetadataType':
            return customMetadataFields;
        case 'externalObject':
            return externalFields;
        case 'customSetting':
            return [idField, settingName, settingOwner, ...auditFields];
        case 'custom':
            return [idField, ...(controlledByParent ? [] : [ownerField]), recordName(nameField), ...auditFields];
    }
}

function recordName(nameField: CustomField | undefined): FieldDescribe {
    const isAutoNumber = nameField?.type === 'AutoNumber';
    return makeField({
        name: 'Name',
        label: nameField?.label ?? 'Name',
        type: 'string',
        length: 80,
        nameField: true,
        nillable: true,
        createable: !isAutoNumber,
        updateable: !isAutoNumber,
        autoNumber: isAutoNumber,
        displayFormat: isAutoNumber ? (nameField.displayFormat ?? '{0}') : null
    });
}

const readOnlyText = (name: string, length: number): FieldDescribe =>
    makeField({ name, type: 'string', length, nillable: false, createable: false, updateable: false });

const eventFields: readonly FieldDescribe[] = [
    makeField({ name: 'ReplayId', type: 'string', length: 1000, createable: false, updateable: false }),
    readOnlyText('EventUuid', 36),
    ...auditFields.filter((field) => field.name.startsWith('Created')).map((field) => ({ ...field, nillable: false }))
];

const customMetadataFields: readonly FieldDescribe[] = [
    idField,
    readOnlyText('DeveloperName', 40),
    { ...readOnlyText('MasterLabel', 40), nameField: true },
    readOnlyText('Label', 40),
    makeField({ name: 'Language', type: 'string', length: 40, createable: false, updateable: false }),
    makeField({ name: 'NamespacePrefix', type: 'string', length: 15, createable: false, updateable: false }),
    readOnlyText('QualifiedApiName', 70),
    makeField({ name: 'SystemModstamp', type: 'datetime', nillable: false, createable: false, updateable: false })
];

/** Object Reference, "External Objects". */
const externalFields: readonly FieldDescribe[] = [
    idField,
    { ...readOnlyText('ExternalId', 1000), nameField: true },
    makeField({ name: 'DisplayUrl', type: 'url', length: 1000, createable: false, updateable: false })
];

const settingName: FieldDescribe = makeField({ name: 'Name', type: 'string', length: 38, nameField: true });

const settingOwner: FieldDescribe = makeField({
    name: 'SetupOwnerId',
    type: 'reference',
    length: 18,
    referenceTo: ['Organization', 'Profile', 'User'],
    relationshipName: 'SetupOwner'
});
