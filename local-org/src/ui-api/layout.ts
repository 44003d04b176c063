import type { CompactLayout, CustomObject, Layout } from '@salesforce/types/metadata';
import { SalesforceError } from '../errors.ts';
import type { MetadataComponent } from '../metadata/component.ts';
import type { ObjectDescribe } from '../platform.ts';
import { sectionHeading } from '../translation/index.ts';
import type { Caller } from './caller.ts';
import { canRead, isCompound, nameField, readableObject } from './fieldSelection.ts';

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

/** Fields of the deployed full layout, else all fields that the caller may read. */
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
    const names = object.fields.filter(({ name }) => !hidden.has(name)).map(({ name }) => name);
    return [
        { heading: `${object.label} Information`, columns: 2, fields: readable(names) },
        { heading: 'System Information', columns: 2, fields: readable(systemFields) }
    ].filter(({ fields }) => fields.length > 0);
}

/** Fields of the assigned compact layout, else the name and the first custom fields. */
export function compactSection(caller: Caller, object: ObjectDescribe): LayoutSection {
    const assigned = (caller.org.registry.get('CustomObject', object.name)?.content as CustomObject | undefined)
        ?.compactLayoutAssignment;
    const deployed = assigned && caller.org.registry.get('CompactLayout', `${object.name}.${assigned}`);
    const names = deployed ? (deployed.content as CompactLayout).fields : presetFields(object);
    return { heading: '', columns: 1, fields: readableFields(caller, object, names) };
}

/** The name and four more fields: custom ones first, then what tells most of a standard object. */
function presetFields(object: ObjectDescribe): string[] {
    const own = object.fields.filter(({ custom }) => custom);
    const telling = object.fields.filter(
        ({ custom, type, name }) => !custom && !hidden.has(name) && type === 'picklist'
    );
    return [nameField(object) ?? 'Id', ...[...own, ...telling].map(({ name }) => name)].slice(0, 5);
}

/** The layout of the object; a deployment names it `Asset-Asset Layout`. */
export const deployedLayout = (caller: Caller, object: ObjectDescribe): Layout | undefined =>
    layoutOf(caller, object)?.content as Layout | undefined;

const layoutOf = (caller: Caller, object: ObjectDescribe): MetadataComponent | undefined =>
    caller.org.registry.list('Layout').find(({ fullName }) => fullName.startsWith(`${object.name}-`));

function readableFields(caller: Caller, object: ObjectDescribe, names: readonly string[]): string[] {
    return names.flatMap((name) => {
        const field = object.field(name) ?? object.field(name.replace(/__r$/, '__c'));
        return field && !isCompound(field) && canRead(caller, object, field) ? [field.name] : [];
    });
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
