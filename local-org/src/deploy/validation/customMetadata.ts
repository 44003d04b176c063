/** Custom metadata records: their type, their fields, and the values in them. */
import type { CustomMetadata } from '@salesforce/types/metadata';
import { problemAt, type MetadataComponent, type Problem } from '../../metadata/index.ts';
import type { FieldDescribe } from '../../platform.ts';
import { findField, unknownObject } from './fieldPath.ts';
import type { Rule } from './rule.ts';

const recordName = /^[A-Za-z](?:_?[A-Za-z0-9]){0,39}$/;

/** The rules of custom metadata records. */
export const customMetadataRule: Rule = (component, context) => {
    const { schema } = context;
    const content = component.content as CustomMetadata;
    const [typeName = '', name = ''] = component.fullName.split('.');
    const objectName = typeName.endsWith('__mdt') ? typeName : `${typeName}__mdt`;
    const type = schema.object(objectName);
    if (!type) return [problemAt(component, unknownObject(schema, objectName))];
    const given = new Set(content.values.map((one) => one.field));
    const missing = type.fields.filter((field) => field.custom && isRequired(field) && !given.has(field.name));
    return [
        ...labelProblems(component, content, name),
        ...missing.map((field) => problemAt(component, `Required field is missing: ${field.name}`)),
        ...content.values.flatMap((one, index) => {
            const at = content.values.findIndex((other) => other.field === one.field);
            if (at !== index) return [problemAt(component, `The field ${one.field} has two values`, one, 'field')];
            const found = findField(context, objectName, one.field);
            if (found.problem) return [problemAt(component, `In field: field - ${found.problem}`, one, 'field')];
            const problem = found.field ? valueProblem(found.field, one.value) : undefined;
            return problem ? [problemAt(component, `${one.field}: ${problem}`, one, 'value')] : [];
        })
    ];
};

function isRequired(field: FieldDescribe): boolean {
    return !field.nillable && field.type !== 'boolean';
}

function labelProblems(component: MetadataComponent, content: CustomMetadata, name: string): Problem[] {
    const problems: Problem[] = [];
    if (!recordName.test(name)) problems.push(problemAt(component, `The record name ${name} is not valid`));
    if (!content.label) problems.push(problemAt(component, 'Required field is missing: label'));
    if ((content.label?.length ?? 0) > 40)
        problems.push(problemAt(component, 'The label is at most 40 characters long', content, 'label'));
    return problems;
}

/** Why a value does not fit its field; undefined when it does. */
function valueProblem(field: FieldDescribe, value: unknown): string | undefined {
    if (value === null || value === undefined || value === '')
        return isRequired(field) ? 'a value is required' : undefined;
    switch (field.type) {
        case 'boolean':
            return typeof value === 'boolean' ? undefined : 'expected an xsd:boolean';
        case 'double':
        case 'int':
        case 'percent':
        case 'currency':
            return typeof value === 'number' ? numberProblem(field, value) : 'expected an xsd:double';
        case 'picklist':
            return picklistProblem(field, value);
        case 'date':
            return isText(value, /^\d{4}-\d\d-\d\d$/) ? undefined : 'expected a date such as 2026-01-31';
        case 'datetime':
            return isText(value, /^\d{4}-\d\d-\d\dT\d\d:\d\d/)
                ? undefined
                : 'expected a time such as 2026-01-31T10:00:00Z';
        default:
            return textProblem(field, value);
    }
}

function isText(value: unknown, pattern: RegExp): boolean {
    return typeof value === 'string' && pattern.test(value);
}

function numberProblem(field: FieldDescribe, value: number): string | undefined {
    const digits = Math.max(0, field.precision - field.scale);
    if (Math.abs(value) >= 10 ** digits) return `${value} has more than ${digits} digits before the point`;
    const rounded = Number(value.toFixed(field.scale));
    return rounded === value ? undefined : `${value} has more than ${field.scale} digits behind the point`;
}

function picklistProblem(field: FieldDescribe, value: unknown): string | undefined {
    if (typeof value !== 'string') return 'expected an xsd:string';
    if (!field.restrictedPicklist || field.picklistValues.some((one) => one.value === value)) return undefined;
    return `bad value for restricted picklist field: ${value}`;
}

function textProblem(field: FieldDescribe, value: unknown): string | undefined {
    if (typeof value !== 'string') return 'expected an xsd:string';
    if (field.length === 0 || value.length <= field.length) return undefined;
    return `data value too large (${value.length} characters, at most ${field.length})`;
}
