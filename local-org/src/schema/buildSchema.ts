import type { CustomObject, StandardValue, StandardValueSet } from '@salesforce/types/metadata';
import type { MetadataComponent, MetadataRegistry, Problem } from '../metadata/component.ts';
import { problemAt } from '../metadata/problem.ts';
import type { FieldDescribe, PicklistValue, Schema } from '../platform.ts';
import { readCustomField, toPicklist } from './customField.ts';
import { describeCustomObject, kindOf, type KeyPrefixes } from './customObject.ts';
import { makeSchema, type ObjectParts } from './describe.ts';
import { withCoordinates } from './location.ts';
import { closedValues, statusFormula } from './statusFields.ts';
import { typeSummaries } from './summary.ts';
import { recordTypeField } from './systemFields.ts';
import type { StandardObjects } from './standardObjects.ts';

export type { KeyPrefixes } from './customObject.ts';

/** A schema and what stands against the metadata it was made of. */
export interface SchemaReading {
    readonly schema: Schema;
    readonly problems: readonly Problem[];
}

/** Custom fields of tasks and events are deployed on the object that both have in common. */
const ACTIVITY = 'Activity';
const activities: ReadonlySet<string> = new Set(['Event', 'Task']);

function activityFields(
    objectName: string,
    deployed: ReadonlyMap<string, readonly FieldDescribe[]>
): readonly FieldDescribe[] {
    return activities.has(objectName) ? (deployed.get(ACTIVITY) ?? []) : [];
}

/** Builds the schema of an org from the standard objects and the deployed objects, fields and value sets. */
export function buildSchema(
    standard: StandardObjects,
    registry: MetadataRegistry,
    prefixes: KeyPrefixes
): SchemaReading {
    const problems: Problem[] = [];
    const childNames = new Map(standard.childNames);
    const deployed = deployedFields(registry, childNames, problems);
    const standardParts = standard.objects.map((object) => ({
        ...object,
        fields: [...object.fields, ...activityFields(object.name, deployed), ...(deployed.get(object.name) ?? [])]
    }));
    const typed = new Set(registry.list('RecordType').map(({ fullName }) => fullName.split('.')[0] ?? ''));
    const customParts = registry.list('CustomObject').flatMap((component) => {
        const kind = kindOf(component.fullName, component.content as CustomObject);
        const fields = deployed.get(component.fullName) ?? [];
        const own = typed.has(component.fullName) ? [...fields, recordTypeField] : fields;
        if (kind) return describeCustomObject(component, kind, own, prefixes);
        if (component.fullName !== ACTIVITY && !standard.objects.some((object) => object.name === component.fullName))
            problems.push(problemAt(component, `Not supported by the local org: object ${component.fullName}`));
        return [];
    });
    const valued = withStandardValueSets([...standardParts, ...customParts], standard, registry);
    const objects = typeSummaries(valued, (path, message) => {
        const component = registry.get('CustomField', path);
        if (component) problems.push(problemAt(component, message));
    });
    problems.push(...unknownTargets(objects, registry), ...orphanFields(objects, registry));
    return { schema: makeSchema(objects, childNames), problems };
}

function deployedFields(
    registry: MetadataRegistry,
    childNames: Map<string, string>,
    problems: Problem[]
): Map<string, FieldDescribe[]> {
    const fields = new Map<string, FieldDescribe[]>();
    for (const component of registry.list('CustomField')) {
        const [objectName = '', fieldName = ''] = component.fullName.split('.');
        // Settings of a standard field, such as its history tracking, do not change what this org keeps of it.
        if (!fieldName.endsWith('__c')) continue;
        const reading = readCustomField(component, fieldName, registry);
        problems.push(...reading.problems.map((message) => problemAt(component, message)));
        if (!reading.field) continue;
        fields.set(objectName, [...(fields.get(objectName) ?? []), ...withCoordinates(reading.field)]);
        if (reading.childRelationship) childNames.set(component.fullName, reading.childRelationship);
    }
    return fields;
}

function withStandardValueSets(
    objects: readonly ObjectParts[],
    standard: StandardObjects,
    registry: MetadataRegistry
): readonly ObjectParts[] {
    const replaced = new Map<string, readonly StandardValue[]>();
    for (const component of registry.list('StandardValueSet')) {
        const values = (component.content as StandardValueSet).standardValue;
        for (const path of standard.valueSets.get(component.fullName) ?? []) replaced.set(path, values);
    }
    if (replaced.size === 0) return objects;
    return objects.map((object) => ({ ...object, fields: withValues(object, replaced) }));
}

/** The fields of an object with their deployed values, and what follows from those of its status. */
function withValues(object: ObjectParts, replaced: ReadonlyMap<string, readonly StandardValue[]>): FieldDescribe[] {
    const status = ['Status', 'StageName'].find((name) => replaced.has(`${object.name}.${name}`)) ?? '';
    const statusValues = replaced.get(`${object.name}.${status}`);
    return object.fields.map((field) => {
        const values = replaced.get(`${object.name}.${field.name}`);
        if (values) return { ...field, picklistValues: statusPicklist(values) };
        const formula = statusValues ? statusFormula(field, status, statusValues) : null;
        return formula === null ? field : { ...field, formula };
    });
}

function statusPicklist(values: readonly StandardValue[]): PicklistValue[] {
    const closed = new Set(closedValues(values).map(({ fullName }) => fullName));
    return toPicklist(values).map((one) => (closed.has(one.value) ? { ...one, closed: true } : one));
}

function unknownTargets(objects: readonly ObjectParts[], registry: MetadataRegistry): Problem[] {
    const known = new Set(objects.map((object) => object.name));
    return objects.flatMap((object) =>
        object.fields.flatMap((field) => {
            const missing = field.referenceTo.find((target) => !known.has(target));
            const component =
                missing &&
                (registry.get('CustomField', `${object.name}.${field.name}`) ??
                    registry.get('CustomField', `${ACTIVITY}.${field.name}`));
            return component
                ? problemAt(component, `referenceTo value of '${missing}' does not resolve to a valid sObject type`)
                : [];
        })
    );
}

function orphanFields(objects: readonly ObjectParts[], registry: MetadataRegistry): Problem[] {
    const known = new Set([ACTIVITY, ...objects.map((object) => object.name)]);
    return registry
        .list('CustomField')
        .filter((component: MetadataComponent) => !known.has(component.fullName.split('.')[0] ?? ''))
        .map((component) =>
            problemAt(component, `Entity ${component.fullName.split('.')[0]} does not exist in this org`)
        );
}
