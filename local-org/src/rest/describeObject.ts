import type { Access } from '../org.ts';
import type { FieldDescribe, ObjectDescribe } from '../platform.ts';

/** SOAP types of the Describe API by field type. */
const SOAP_TYPES: Readonly<Partial<Record<FieldDescribe['type'], string>>> = {
    id: 'tns:ID',
    reference: 'tns:ID',
    boolean: 'xsd:boolean',
    int: 'xsd:int',
    double: 'xsd:double',
    currency: 'xsd:double',
    percent: 'xsd:double',
    date: 'xsd:date',
    datetime: 'xsd:dateTime',
    time: 'xsd:time',
    address: 'urn:address',
    location: 'urn:location'
};

/** What the caller may do with an object, for the global list. */
export function summarize(
    object: ObjectDescribe,
    access: Access,
    userId: string,
    base: string
): Record<string, unknown> {
    const rights = access.object(userId, object.name);
    const event = object.kind === 'platformEvent';
    const fixed = object.kind === 'customMetadataType';
    return {
        activateable: false,
        associateEntityType: null,
        associateParentEntity: null,
        createable: rights.create && !fixed,
        custom: object.kind !== 'standard',
        customSetting: object.kind === 'customSetting',
        deepCloneable: false,
        deletable: rights.delete && !fixed && !event,
        deprecatedAndHidden: false,
        feedEnabled: false,
        hasSubtypes: false,
        isInterface: false,
        isSubtype: false,
        keyPrefix: object.keyPrefix,
        label: object.label,
        labelPlural: object.labelPlural,
        layoutable: !event && !fixed,
        mergeable: false,
        mruEnabled: false,
        name: object.name,
        queryable: rights.read && !event,
        replicateable: !event,
        retrieveable: rights.read && !event,
        searchable: rights.read && !event,
        triggerable: !fixed,
        undeletable: false,
        updateable: rights.edit && !fixed && !event,
        urls: {
            rowTemplate: `${base}/sobjects/${object.name}/{ID}`,
            describe: `${base}/sobjects/${object.name}/describe`,
            sobject: `${base}/sobjects/${object.name}`
        }
    };
}

/** The whole description, with the fields that the caller may see. */
export function describeObject(
    object: ObjectDescribe,
    access: Access,
    userId: string,
    base: string
): Record<string, unknown> {
    const visible = object.fields.filter((field) => access.field(userId, object.name, field.name).read);
    return {
        ...summarize(object, access, userId, base),
        actionOverrides: [],
        childRelationships: object.childRelationships.map((child) => ({
            cascadeDelete: false,
            childSObject: child.childObject,
            deprecatedAndHidden: false,
            field: child.field,
            junctionIdListNames: [],
            junctionReferenceTo: [],
            relationshipName: child.relationshipName,
            restrictedDelete: false
        })),
        compactLayoutable: object.kind === 'standard' || object.kind === 'custom',
        extendedBy: null,
        extendsInterfaces: null,
        fields: visible.map((field) => describeField(field, access.field(userId, object.name, field.name).edit)),
        implementedBy: null,
        implementsInterfaces: null,
        listviewable: null,
        lookupLayoutable: null,
        namedLayoutInfos: [],
        networkScopeFieldName: null,
        recordTypeInfos: [masterRecordType],
        searchLayoutable: true,
        sobjectDescribeOption: 'DEFAULT',
        supportedScopes: [{ label: `All ${object.labelPlural.toLowerCase()}`, name: 'everything' }]
    };
}

/** The record type of objects without record types of their own. */
const masterRecordType = {
    active: true,
    available: true,
    defaultRecordTypeMapping: true,
    developerName: 'Master',
    master: true,
    name: 'Master',
    recordTypeId: '012000000000000AAA',
    urls: {}
} as const;

function describeField(field: FieldDescribe, editable: boolean): Record<string, unknown> {
    const text = !isCompound(field) && !NOT_TEXT.has(field.type);
    return { ...behaviour(field, text, editable), ...shape(field, editable) };
}

const NOT_TEXT: ReadonlySet<FieldDescribe['type']> = new Set<FieldDescribe['type']>([
    'boolean',
    'int',
    'double',
    'currency',
    'percent',
    'date',
    'datetime',
    'time'
]);

/** Made of other fields. */
const isCompound = ({ type }: FieldDescribe): boolean => type === 'address' || type === 'location';

/** What can be done with a field. */
function behaviour(field: FieldDescribe, text: boolean, editable: boolean): Record<string, unknown> {
    const compound = isCompound(field);
    return {
        aggregatable: !compound && field.type !== 'textarea',
        aiPredictionField: false,
        autoNumber: field.autoNumber,
        byteLength: text ? field.length * 3 : 0,
        calculated: field.formula !== null || field.summary !== null,
        calculatedFormula: field.custom ? field.formula : null,
        cascadeDelete: field.deleteRule === 'Cascade',
        caseSensitive: field.caseSensitive,
        compoundFieldName: field.compoundField,
        controllerName: null,
        createable: field.createable && editable,
        custom: field.custom,
        defaultValue: field.type === 'boolean' ? field.defaultFormula === 'true' : null,
        defaultValueFormula: field.custom ? field.defaultFormula : null,
        defaultedOnCreate:
            field.type === 'boolean' || field.picklistValues.some((value) => value.isDefault) || !field.createable,
        dependentPicklist: false,
        deprecatedAndHidden: false,
        digits: field.type === 'int' ? field.precision : 0,
        displayLocationInDecimal: field.decimalDegrees,
        encrypted: false,
        externalId: field.externalId,
        extraTypeInfo: field.type === 'textarea' ? 'plaintextarea' : null,
        filterable: !compound && !(field.type === 'textarea' && field.length > 255),
        filteredLookupInfo: null,
        formulaTreatNullNumberAsZero: false,
        groupable: !compound && field.type !== 'textarea' && field.type !== 'double' && field.type !== 'datetime',
        highScaleNumber: false,
        htmlFormatted: false,
        idLookup: field.type === 'id' || field.externalId
    };
}

/** What a field looks like. */
function shape(field: FieldDescribe, editable: boolean): Record<string, unknown> {
    const compound = isCompound(field);
    return {
        inlineHelpText: field.helpText,
        label: field.label,
        length: field.length,
        mask: null,
        maskType: null,
        name: field.name,
        nameField: field.nameField,
        namePointing: field.referenceTo.length > 1,
        nillable: field.nillable,
        permissionable:
            field.compoundField === null && field.nillable && (field.createable || field.updateable || field.custom),
        picklistValues: field.picklistValues.map((value) => ({
            active: value.active,
            defaultValue: value.isDefault,
            label: value.label,
            validFor: null,
            value: value.value
        })),
        polymorphicForeignKey: field.referenceTo.length > 1,
        precision: field.type === 'int' ? 0 : field.precision,
        queryByDistance: field.type === 'location',
        referenceTargetField: null,
        referenceTo: field.referenceTo,
        relationshipName: field.relationshipName,
        relationshipOrder: field.masterDetail ? 0 : null,
        restrictedDelete: field.deleteRule === 'Restrict',
        restrictedPicklist: field.restrictedPicklist,
        scale: field.scale,
        searchPrefilterable: field.type === 'reference',
        soapType: SOAP_TYPES[field.type] ?? 'xsd:string',
        sortable: !compound && !(field.type === 'textarea' && field.length > 255),
        type: field.type,
        unique: field.unique,
        updateable: field.updateable && editable,
        writeRequiresMasterRead: false
    };
}
