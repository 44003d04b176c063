import type { CustomMetadata } from '@salesforce/types/metadata';
import { z } from 'zod';
import { refusals, SalesforceError } from '../../errors.ts';
import type { MetadataComponent } from '../../metadata/component.ts';
import { MetadataRefusedError, type Org } from '../../org.ts';
import type { FieldDescribe, ObjectDescribe } from '../../platform.ts';

type Value = string | number | boolean | null;

/** One field of a custom metadata type, as a form needs it. */
export interface SetupField {
    readonly name: string;
    readonly label: string;
    readonly help: string;
    readonly input: 'text' | 'long' | 'number' | 'checkbox' | 'picklist' | 'date' | 'datetime';
    readonly options: readonly { readonly label: string; readonly value: string }[];
    readonly required: boolean;
}

/** One record of a custom metadata type. */
export interface SetupRecord {
    readonly name: string;
    readonly label: string;
    readonly values: Readonly<Record<string, Value>>;
}

/** What the form sends: new values by field; a field that is left out stays as it is. */
export const metadataInput = z.object({
    label: z.string().trim().min(1).max(40),
    values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
});

/** The deployed custom metadata types with the number of their records. */
export function metadataTypes(
    org: Org
): readonly { name: string; label: string; description: string; records: number }[] {
    return org.schema
        .objects()
        .filter(({ kind }) => kind === 'customMetadataType')
        .map((object) => ({
            name: object.name,
            label: object.labelPlural,
            description: object.description,
            records: componentsOf(org, object).length
        }));
}

/** Fields and records of one type. @throws SalesforceError when there is no such type */
export function metadataRecords(org: Org, typeName: string): object {
    const object = metadataType(org, typeName);
    const fields = object.fields
        .filter(({ custom }) => custom)
        .map(setupField)
        .toSorted(shortFirst);
    return {
        name: object.name,
        label: object.labelPlural,
        fields,
        records: componentsOf(org, object).map(setupRecord)
    };
}

/**
 * Changes one record, as an administrator does in Setup: the change is checked like a deployment.
 * @throws SalesforceError with all findings when a value does not fit
 */
export function saveMetadataRecord(
    org: Org,
    typeName: string,
    name: string,
    { label, values }: z.infer<typeof metadataInput>
): SetupRecord {
    const object = metadataType(org, typeName);
    const existing = componentsOf(org, object).find((component) => shortName(component) === name);
    if (!existing) throw refusals.notFound();
    const content = existing.content as CustomMetadata;
    const kept = content.values.filter(({ field }) => !Object.hasOwn(values, field));
    const given = Object.entries(values).map(([field, value]) => ({ field, value: checked(object, field, value) }));
    const changed = { ...existing, files: [], content: { ...content, label, values: [...kept, ...given] } };
    apply(org, changed);
    return setupRecord(changed);
}

function apply(org: Org, component: MetadataComponent): void {
    try {
        org.metadata.apply({ upserts: [component], deletions: [] });
    } catch (error) {
        if (!(error instanceof MetadataRefusedError)) throw error;
        throw invalid(error.problems.map(({ message }) => message).join(' '));
    }
}

function checked(object: ObjectDescribe, name: string, value: Value): Value {
    const field = object.field(name);
    if (!field?.custom) throw invalid(`There is no field ${name} on ${object.name}.`);
    if (value === null || value === '') {
        if (!field.nillable && field.type !== 'boolean') throw invalid(`${field.label}: a value is required.`);
        return null;
    }
    const problem = valueProblem(field, value);
    if (problem) throw invalid(`${field.label}: ${problem}`);
    return value;
}

function valueProblem(field: FieldDescribe, value: string | number | boolean): string | undefined {
    switch (inputOf(field)) {
        case 'number':
            return typeof value === 'number' ? numberProblem(field, value) : 'a number is needed.';
        case 'checkbox':
            return typeof value === 'boolean' ? undefined : 'true or false is needed.';
        case 'picklist':
            return field.picklistValues.some((entry) => entry.active && entry.value === value)
                ? undefined
                : `${String(value)} is none of its values.`;
        default:
            if (typeof value !== 'string') return 'a text is needed.';
            return field.length > 0 && value.length > field.length
                ? `at most ${field.length} characters fit.`
                : undefined;
    }
}

function numberProblem({ precision, scale }: FieldDescribe, value: number): string | undefined {
    const limit = 10 ** (precision - scale);
    if (!Number.isFinite(value) || Math.abs(value) >= limit) return `the number must be smaller than ${limit}.`;
    const rounded = Number(value.toFixed(scale));
    return rounded === value ? undefined : `at most ${scale} digits may follow the decimal point.`;
}

const inputs: Partial<Record<FieldDescribe['type'], SetupField['input']>> = {
    boolean: 'checkbox',
    int: 'number',
    double: 'number',
    currency: 'number',
    percent: 'number',
    picklist: 'picklist',
    textarea: 'long',
    date: 'date',
    datetime: 'datetime'
};

const inputOf = ({ type }: FieldDescribe): SetupField['input'] => inputs[type] ?? 'text';

function setupField(field: FieldDescribe): SetupField {
    return {
        name: field.name,
        label: field.label,
        help: field.helpText ?? field.description,
        input: inputOf(field),
        options: field.picklistValues.filter(({ active }) => active).map(({ label, value }) => ({ label, value })),
        required: !field.nillable && field.type !== 'boolean'
    };
}

/** Tables show what decides before what explains. */
const shortFirst = (a: SetupField, b: SetupField): number => Number(a.input === 'long') - Number(b.input === 'long');

function setupRecord(component: MetadataComponent): SetupRecord {
    const { label, values } = component.content as CustomMetadata;
    const entries = values.map(({ field, value }) => [field, (value ?? null) as Value] as const);
    return { name: shortName(component), label: label ?? shortName(component), values: Object.fromEntries(entries) };
}

function metadataType(org: Org, name: string): ObjectDescribe {
    const object = org.schema.object(name);
    if (object?.kind !== 'customMetadataType') throw refusals.notFound();
    return object;
}

const componentsOf = (org: Org, { name }: ObjectDescribe): readonly MetadataComponent[] =>
    org.registry
        .list('CustomMetadata')
        .filter(({ fullName }) => fullName.startsWith(`${name.replace(/__mdt$/, '')}.`))
        .toSorted((a, b) => a.fullName.localeCompare(b.fullName));

const shortName = ({ fullName }: MetadataComponent): string => fullName.slice(fullName.indexOf('.') + 1);

const invalid = (message: string): SalesforceError => new SalesforceError('FIELD_INTEGRITY_EXCEPTION', message);
