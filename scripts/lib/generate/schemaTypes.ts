import type { GeneratedFile } from './generatedFile.ts';
import type { ProjectObject } from './project.ts';
import { SPANNED_OBJECTS, type StandardObject } from './standardObjects.ts';

/** Every custom object has these. */
const SYSTEM_FIELDS = [
    'Id',
    'Name',
    'OwnerId',
    'CreatedById',
    'CreatedDate',
    'LastModifiedById',
    'LastModifiedDate',
    'SystemModstamp'
];

interface Shape {
    readonly fields: Set<string>;
    /** Relationship name to object. */
    readonly parents: Map<string, string>;
}

/**
 * Types of `@salesforce/schema/*`: one module per object, field, and field of a direct parent. What is not
 * listed does not exist, so a wrong name is a compile error.
 */
export function schemaTypes(
    objects: readonly ProjectObject[],
    standard: ReadonlyMap<string, StandardObject>
): GeneratedFile {
    const shapes = mergeShapes(objects, standard);
    const lines = [...shapes.keys()].sort().flatMap((name) => objectModules(name, shapes));
    const header = '// Generated from force-app and the standard objects by "npm run generate". Do not edit.\n';
    return { path: 'config/types/generated/schema.d.ts', content: `${header}\n${lines.join('\n')}\n` };
}

function mergeShapes(
    objects: readonly ProjectObject[],
    standard: ReadonlyMap<string, StandardObject>
): Map<string, Shape> {
    const shapes = new Map<string, Shape>();
    for (const [name, { fields, parents }] of standard) {
        shapes.set(name, {
            fields: new Set([...Object.keys(fields), 'SystemModstamp']),
            parents: new Map(Object.entries(parents))
        });
    }
    for (const object of objects) {
        const shape = shapes.get(object.name) ?? { fields: new Set(SYSTEM_FIELDS), parents: new Map() };
        shapes.set(object.name, shape);
        for (const field of object.fields) {
            shape.fields.add(field.name);
            if (field.parent !== undefined) shape.parents.set(field.name.replace(/__c$/, '__r'), field.parent);
        }
    }
    return shapes;
}

function objectModules(name: string, shapes: ReadonlyMap<string, Shape>): string[] {
    const shape = shapes.get(name);
    if (!shape) return [];
    const own = [...shape.fields].sort();
    const spanning = [...shape.parents].sort().flatMap(([relationship, parent]) => {
        const fields = isSpanned(parent) ? shapes.get(parent)?.fields : undefined;
        if (!fields) return [];
        return [...fields].sort().map((field) => `${relationship}.${field}`);
    });
    return [objectModule(name), ...[...own, ...spanning].map((field) => fieldModule(name, field))];
}

function isSpanned(object: string): boolean {
    return object.endsWith('__c') || SPANNED_OBJECTS.includes(object);
}

function objectModule(name: string): string {
    return `declare module '@salesforce/schema/${name}' { const o: SalesforceObject<'${name}'>; export default o; }`;
}

function fieldModule(name: string, field: string): string {
    const type = `SalesforceField<'${name}', '${field}'>`;
    return `declare module '@salesforce/schema/${name}.${field}' { const f: ${type}; export default f; }`;
}
