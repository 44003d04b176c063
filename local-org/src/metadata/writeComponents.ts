/** Components back to the files of a retrieve. */
import type { MetadataComponent, MetadataFile, MetadataRegistry } from './component.ts';
import type { MetadataType, MetadataTypes } from './metadataTypes.ts';
import { placeOf } from './place.ts';
import type { ComponentName } from './registry.ts';
import type { SchemaTable } from './schemaTable.ts';
import { writeDocument, writeFields } from './writeContent.ts';

/** Writes components in Metadata API format; children share the file of their parent, whether it is written or not. */
export function writeComponents(
    types: MetadataTypes,
    table: SchemaTable,
    components: readonly MetadataComponent[]
): readonly MetadataFile[] {
    const whole = components.filter((component) => isWhole(types.get(component.type)));
    const shared = Map.groupBy(
        components.filter((component) => !isWhole(types.get(component.type))),
        (component) => component.path
    );
    return [
        ...whole.flatMap((component) => component.files),
        ...[...shared].map(([path, parts]) => ({ path, bytes: sharedFile(types, table, parts) }))
    ];
}

/** Components that have files for themselves keep them as they came. */
function isWhole(type: MetadataType | undefined): boolean {
    return type !== undefined && type.parent === undefined && type.children.length === 0;
}

function sharedFile(types: MetadataTypes, table: SchemaTable, parts: readonly MetadataComponent[]): Uint8Array {
    const childType = parts.map((part) => types.get(part.type)).find((type) => type?.parent !== undefined);
    const parentName = childType?.parent ?? parts[0]?.type ?? '';
    const parent = parts.find((part) => part.type === parentName);
    const children = types.get(parentName)?.children ?? [];
    const content: Record<string, unknown> = { ...(parent?.content as object | undefined) };
    for (const child of children) {
        const ofType = parts.filter((part) => part.type === child.type).map((part) => part.content);
        if (ofType.length > 0) content[child.element] = ofType;
    }
    return new TextEncoder().encode(writeDocument(table, parentName, content));
}

/** One component as `readMetadata` gives it: elements without a root, with the children of an object. */
export function writeRecord(
    types: MetadataTypes,
    table: SchemaTable,
    registry: MetadataRegistry,
    component: MetadataComponent
): string {
    const content: Record<string, unknown> = { ...(component.content as object), fullName: component.fullName };
    for (const child of types.get(component.type)?.children ?? []) {
        const parts = registry.list(child.type).filter((one) => one.path === component.path);
        content[child.element] = parts.map((part) => part.content);
    }
    return writeFields(table, component.type, content, 0);
}

/** A component made from content that a client sent outside of any file. */
export function componentOf(types: MetadataTypes, name: ComponentName, content: object): MetadataComponent {
    const type = types.get(name.type);
    // A field lies in the file of its object; labels, whose names have no dot, lie in one file.
    const owner = type?.parent
        ? name.fullName.includes('.')
            ? name.fullName.split('.')[0]
            : type.parent
        : name.fullName;
    const path = `${type?.folder ?? ''}/${owner ?? ''}.${type?.suffix ?? ''}`;
    return { ...name, path, ...(placeOf(content) ?? { line: 1, column: 1 }), content, files: [] };
}
