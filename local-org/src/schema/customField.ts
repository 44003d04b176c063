import type { CustomField, CustomValue, GlobalValueSet } from '@salesforce/types/metadata';
import type { MetadataComponent, MetadataRegistry } from '../metadata/component.ts';
import type { DeleteRule, FieldDescribe, FieldType, PicklistValue } from '../platform.ts';
import { makeField } from './describe.ts';
import { MAX_LOCATION_SCALE } from './location.ts';
import { readSummary, summaryProblems } from './summary.ts';

/** A deployed field, or what stands against it. */
export interface FieldReading {
    readonly field: FieldDescribe | undefined;
    readonly childRelationship: string | undefined;
    readonly problems: readonly string[];
}

type Kind = NonNullable<CustomField['type']>;

/** Types that this org keeps; every other type is refused by name. */
const TYPES: Partial<Readonly<Record<Kind, FieldType>>> = {
    AutoNumber: 'string',
    Checkbox: 'boolean',
    Currency: 'currency',
    Date: 'date',
    DateTime: 'datetime',
    Email: 'email',
    Hierarchy: 'reference',
    Html: 'textarea',
    // Only external objects have them, and this org holds no record of those that could look anything up.
    IndirectLookup: 'string',
    // Its coordinates are fields of their own.
    Location: 'location',
    LongTextArea: 'textarea',
    Lookup: 'reference',
    MasterDetail: 'reference',
    MultiselectPicklist: 'multipicklist',
    Number: 'double',
    Percent: 'percent',
    Phone: 'phone',
    Picklist: 'picklist',
    // Its type follows from the field that it sums up, once that is known.
    Summary: 'double',
    Text: 'string',
    TextArea: 'textarea',
    Time: 'time',
    Url: 'url'
};

const FIXED_LENGTHS: Partial<Readonly<Record<Kind, number>>> = {
    AutoNumber: 30,
    Email: 80,
    Hierarchy: 18,
    Lookup: 18,
    MasterDetail: 18,
    MultiselectPicklist: 4099,
    Phone: 40,
    Picklist: 255,
    TextArea: 255,
    Url: 255
};

const NUMERIC: ReadonlySet<Kind> = new Set<Kind>(['Number', 'Currency', 'Percent']);

/** Reads a CustomField component; `name` is the field's own name, without its object. */
export function readCustomField(component: MetadataComponent, name: string, registry: MetadataRegistry): FieldReading {
    // The component was checked against the Metadata API schema when it was read.
    const content = component.content as CustomField;
    const kind = content.type;
    if (!kind) return refused('Must specify a type for a custom field');
    const type = TYPES[kind];
    if (!type) return refused(`Not supported by the local org: field type ${kind}`);
    const problems = problemsOf(content, kind);
    if (problems.length > 0) return { field: undefined, childRelationship: undefined, problems };
    const field = describe(content, kind, type, name, registry);
    return { field, childRelationship: content.relationshipName && `${content.relationshipName}__r`, problems: [] };
}

function refused(problem: string): FieldReading {
    return { field: undefined, childRelationship: undefined, problems: [problem] };
}

function problemsOf(content: CustomField, kind: Kind): string[] {
    const problems: string[] = [];
    const between = (value: number | undefined, low: number, high: number): boolean =>
        value !== undefined && value >= low && value <= high;
    if (kind === 'Text' && !content.formula && !between(content.length, 1, 255))
        problems.push('Must specify a length between 1 and 255 for a CustomField of type Text');
    if ((kind === 'LongTextArea' || kind === 'Html') && !between(content.length, 256, 131_072))
        problems.push(`Must specify a length between 256 and 131072 for a CustomField of type ${kind}`);
    if (NUMERIC.has(kind) && !content.formula && !between(content.precision, 1, 18))
        problems.push(`Must specify a precision between 1 and 18 for a CustomField of type ${kind}`);
    if (NUMERIC.has(kind) && (content.scale ?? 0) > (content.precision ?? 18))
        problems.push('The scale of a number cannot be more than its precision');
    if ((kind === 'Lookup' || kind === 'MasterDetail') && !content.referenceTo)
        problems.push(`Must specify referenceTo for a CustomField of type ${kind}`);
    if (kind === 'MasterDetail' && !content.relationshipName)
        problems.push('Must specify relationshipName for a CustomField of type MasterDetail');
    if ((kind === 'Picklist' || kind === 'MultiselectPicklist') && !content.valueSet)
        problems.push(`Must specify a valueSet for a CustomField of type ${kind}`);
    if (kind === 'Lookup' && content.required && content.deleteConstraint === 'SetNull')
        problems.push('A required lookup field cannot be cleared when the record it looks up to is deleted');
    if (content.unique && kind !== 'Text' && kind !== 'Number' && kind !== 'Email')
        problems.push(`A field of type ${kind} cannot be unique`);
    if (kind === 'Location') problems.push(...locationProblems(content, between));
    if (kind === 'Summary') problems.push(...summaryProblems(content));
    if (!content.label) problems.push('Must specify a label for a custom field');
    return problems;
}

function locationProblems(
    content: CustomField,
    between: (value: number | undefined, low: number, high: number) => boolean
): string[] {
    const given = (['formula', 'defaultValue', 'precision', 'length'] as const).filter(
        (name) => content[name] !== undefined
    );
    return [
        ...given.map((name) => `Can not specify '${name}' for a CustomField of type Location`),
        ...(between(content.scale, 0, MAX_LOCATION_SCALE)
            ? []
            : [`Must specify a scale between 0 and ${MAX_LOCATION_SCALE} for a CustomField of type Location`])
    ];
}

function describe(
    content: CustomField,
    kind: Kind,
    type: FieldType,
    name: string,
    registry: MetadataRegistry
): FieldDescribe {
    const isMaster = kind === 'MasterDetail';
    const calculated = content.formula !== undefined;
    const summary = kind === 'Summary' ? readSummary(content) : null;
    const settable = !calculated && !summary && kind !== 'AutoNumber' && kind !== 'Location';
    return makeField({
        name,
        type,
        label: content.label ?? name,
        description: content.description ?? '',
        helpText: content.inlineHelpText ?? null,
        custom: true,
        length: FIXED_LENGTHS[kind] ?? content.length ?? (calculated && type === 'string' ? 1300 : 0),
        precision: content.precision ?? (NUMERIC.has(kind) || summary ? 18 : 0),
        scale: content.scale ?? 0,
        nillable: !(content.required === true || isMaster || type === 'boolean'),
        createable: settable,
        updateable: settable && !(isMaster && content.reparentableMasterDetail !== true),
        unique: content.unique ?? false,
        caseSensitive: content.caseSensitive ?? false,
        externalId: content.externalId ?? false,
        autoNumber: kind === 'AutoNumber',
        displayFormat: content.displayFormat ?? (kind === 'AutoNumber' ? '{0}' : null),
        formula: content.formula ?? null,
        formulaBlanksAs: content.formulaTreatBlanksAs === 'BlankAsBlank' ? 'blank' : 'zero',
        defaultFormula: content.defaultValue ?? null,
        picklistValues: picklistValues(content, registry),
        restrictedPicklist: content.valueSet?.restricted === true || content.valueSet?.valueSetName !== undefined,
        referenceTo: kind === 'Hierarchy' ? ['User'] : content.referenceTo ? [content.referenceTo] : [],
        relationshipName: type === 'reference' ? name.replace(/__c$/, '__r') : null,
        deleteRule: deleteRule(content, isMaster),
        masterDetail: isMaster,
        decimalDegrees: content.displayLocationInDecimal ?? false,
        summary
    });
}

function deleteRule(content: CustomField, isMaster: boolean): DeleteRule {
    if (isMaster) return 'Cascade';
    return content.deleteConstraint ?? (content.required ? 'Restrict' : 'SetNull');
}

function picklistValues(content: CustomField, registry: MetadataRegistry): PicklistValue[] {
    const set = content.valueSet;
    if (set?.valueSetDefinition) return toPicklist(set.valueSetDefinition.value);
    if (!set?.valueSetName) return [];
    const global = registry.get('GlobalValueSet', set.valueSetName)?.content as GlobalValueSet | undefined;
    return toPicklist(global?.customValue ?? []);
}

/** Picklist values as the Describe API tells of them. */
export function toPicklist(values: readonly CustomValue[]): PicklistValue[] {
    return values.map((value) => ({
        value: value.fullName ?? '',
        label: value.label ?? value.fullName ?? '',
        isDefault: value.default,
        active: value.isActive !== false
    }));
}
