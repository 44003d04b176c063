import type { CompactLayout, CustomObject, Layout } from '@salesforce/types/metadata';
import { SalesforceError } from '../errors.ts';
import type { MetadataComponent } from '../metadata/component.ts';
import type { ObjectDescribe } from '../platform.ts';
import { coordinateNames } from '../schema/location.ts';
import { sectionHeading } from '../translation/index.ts';
import type { Caller } from './caller.ts';
import { canRead, isCompound, nameField, readableObject } from './fieldSelection.ts';
import { standardLayouts } from './standardLayouts.ts';

/** A titled group of fields. */
export interface LayoutSection {
    readonly heading: string;
    readonly columns: number;
    readonly fields: readonly string[];
}

/** Fields that tell of the record's history; they stand in a section of their own. */
const systemFields = ['CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate'];

/** Fields that a generated layout leaves out: they mean nothing to people. */
const hidden = new Set([...systemFields, 'Id', 'IsDeleted', 'SystemModstamp', 'LastViewedDate', 'LastReferencedDate']);

/** "Layout" of the User Interface API for the compact or the full layout of an object. */
export function layout(caller: Caller, objectName: string, layoutType: string, mode: string): object {
    const object = readableObject(caller, objectName);
    const sections = layoutType === 'Compact' ? [compactSection(caller, object)] : fullSections(caller, object);
    if (layoutType !== 'Compact' && layoutType !== 'Full') {
        throw new SalesforceError(
            'INVALID_ARGUMENT',
            `Layout type ${layoutType} does not exist; there are Compact and Full.`
        );
    }
    return {
        layoutType,
        mode,
        objectApiName: object.name,
        sections: sections.map((section) => describe(object, section))
    };
}

/** Fields of the deployed full layout, else of the standard one, else all; as far as the caller may read them. */
export function fullSections(caller: Caller, object: ObjectDescribe): LayoutSection[] {
    const readable = (names: readonly string[]): string[] => readableFields(caller, object, names);
    const { org, execution } = caller;
    const layoutName = layoutOf(caller, object)?.fullName ?? '';
    const sections = (deployedLayout(caller, object)?.layoutSections ?? []).map(({ label, layoutColumns }) => ({
        heading: sectionHeading(org, execution.userId, layoutName, label ?? ''),
        columns: layoutColumns.length || 1,
        fields: readable(layoutColumns.flatMap((column) => column.layoutItems.flatMap(({ field }) => field ?? [])))
    }));
    const deployed = sections.filter(({ fields }) => fields.length > 0);
    if (deployed.length > 0) return deployed;
    return [
        { heading: `${object.label} Information`, columns: 2, fields: readable(generatedFields(object)) },
        { heading: 'System Information', columns: 2, fields: readable(systemFields) }
    ].filter(({ fields }) => fields.length > 0);
}

/** Without a deployed layout: the standard one and the fields that deployments have added, else every field. */
function generatedFields(object: ObjectDescribe): string[] {
    const names = object.fields.filter(({ name }) => !hidden.has(name));
    const standard = standardLayouts[object.name]?.details ?? [];
    if (standard.length === 0) return names.map(({ name }) => name);
    return [...standard, ...names.filter(({ custom }) => custom).map(({ name }) => name)];
}

/** Fields of the assigned compact layout, else the name and what tells most of the record. */
export function compactSection(caller: Caller, object: ObjectDescribe): LayoutSection {
    const assigned = (caller.org.registry.get('CustomObject', object.name)?.content as CustomObject | undefined)
        ?.compactLayoutAssignment;
    const deployed = assigned && caller.org.registry.get('CompactLayout', `${object.name}.${assigned}`);
    const names = deployed ? (deployed.content as CompactLayout).fields : presetFields(object);
    return { heading: '', columns: 1, fields: readableFields(caller, object, names) };
}

/** The name and up to five more fields: the standard choice, else custom fields first and then picklists. */
function presetFields(object: ObjectDescribe): string[] {
    const name = nameField(object) ?? 'Id';
    const standard = standardLayouts[object.name]?.highlights;
    if (standard) return [name, ...standard];
    const own = object.fields.filter(({ custom }) => custom);
    const telling = object.fields.filter(
        ({ custom, type, name: field }) => !custom && !hidden.has(field) && type === 'picklist'
    );
    return [name, ...[...own, ...telling].map(({ name: field }) => field)].slice(0, 5);
}

/** The layout of the object; a deployment names it `Asset-Asset Layout`. */
export const deployedLayout = (caller: Caller, object: ObjectDescribe): Layout | undefined =>
    layoutOf(caller, object)?.content as Layout | undefined;

const layoutOf = (caller: Caller, object: ObjectDescribe): MetadataComponent | undefined =>
    caller.org.registry.list('Layout').find(({ fullName }) => fullName.startsWith(`${object.name}-`));

function readableFields(caller: Caller, object: ObjectDescribe, names: readonly string[]): string[] {
    const readable = names.flatMap((name) => {
        const field = object.field(name) ?? object.field(name.replace(/__r$/, '__c'));
        if (!field || !canRead(caller, object, field)) return [];
        if (field.type === 'location') return Object.values(coordinateNames(field.name));
        return isCompound(field) ? [] : [field.name];
    });
    return [...new Set(readable)];
}

function describe(object: ObjectDescribe, { heading, columns, fields }: LayoutSection): object {
    return {
        collapsible: true,
        columns,
        heading,
        useHeading: heading !== '',
        layoutRows: fields.map((name) => ({ layoutItems: [layoutItem(object, name)] }))
    };
}

function layoutItem(object: ObjectDescribe, name: string): object {
    const field = object.field(name);
    const label = field?.label ?? name;
    return {
        editableForNew: field?.createable ?? false,
        editableForUpdate: field?.updateable ?? false,
        label,
        required: field ? !field.nillable : false,
        layoutComponents: [{ apiName: name, componentType: 'Field', label }]
    };
}
