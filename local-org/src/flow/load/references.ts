import type { FormulaType } from '../../formula/index.ts';
import { findField, globalType } from '../../formula/index.ts';
import type { ObjectDescribe, Schema } from '../../platform.ts';
import { fieldType, formulaType, sameName, single } from '../dataType.ts';
import type { FlowType } from '../dataType.ts';
import type { Resource } from './resource.ts';

/** What a reference means, or why it means nothing. */
export type Typed = FlowType | { readonly problem: string };

/** What references are looked up in. */
export interface Namespace {
    readonly resources: ReadonlyMap<string, Resource>;
    readonly recordObject: string | undefined;
    readonly schema: Schema;
    /** Whether a label, permission or custom metadata record of this name exists. */
    readonly hasGlobal: (path: readonly string[]) => boolean;
}

/** Whether a lookup failed. */
export function isProblem(typed: Typed): typed is { readonly problem: string } {
    return 'problem' in typed;
}

const flowGlobals: Readonly<Record<string, FlowType>> = {
    currentdate: single('date'),
    currentdatetime: single('datetime'),
    currentrecord: single('text'),
    faultmessage: single('text'),
    interviewguid: single('text'),
    interviewstarttime: single('datetime')
};

const constants: Readonly<Record<string, FlowType>> = {
    true: single('boolean'),
    false: single('boolean'),
    emptystring: single('text'),
    null: single('null')
};

/** Type of what a reference such as `Get_Case.Account.Name` or `$Record.Status` stands for. */
export function typeOfReference(reference: string, names: Namespace): Typed {
    const [root = '', ...path] = reference.split('.');
    if (root.startsWith('$')) return typeOfGlobal(root, path, reference, names);
    const item = /^(\w+)\[\$EachItem\]$/i.exec(root);
    const resource = names.resources.get((item?.[1] ?? root).toLowerCase());
    if (!resource) return { problem: `There is no resource ${root}.` };
    if (resource.kind === 'element') return { problem: `The element ${root} has no value.` };
    if (resource.kind === 'outputs') return typeOfOutput(resource, path, names.schema);
    const type = item ? { ...resource.type, collection: false } : resource.type;
    return path.length === 0 ? type : typeOfPath(type, path, names.schema);
}

function typeOfOutput(resource: Resource & { kind: 'outputs' }, path: readonly string[], schema: Schema): Typed {
    const parts = sameName(path[0] ?? '', 'Outputs') ? path.slice(1) : path;
    const type = resource.types.get((parts[0] ?? '').toLowerCase());
    if (!type) return { problem: `${resource.name} has no output ${parts[0] ?? ''}.` };
    return parts.length === 1 ? type : typeOfPath(type, parts.slice(1), schema);
}

function typeOfGlobal(root: string, path: readonly string[], reference: string, names: Namespace): Typed {
    const global = root.toLowerCase();
    if (global === '$record' || global === '$record__prior') return typeOfRecord(root, path, names);
    const table = { $flow: flowGlobals, $globalconstant: constants }[global];
    if (table) return table[(path[0] ?? '').toLowerCase()] ?? { problem: `There is no ${reference}.` };
    const type = names.hasGlobal([root, ...path]) ? globalType(reference, names.schema) : undefined;
    return type ? single(type) : { problem: `There is no ${reference}.` };
}

function typeOfRecord(root: string, path: readonly string[], { recordObject, schema }: Namespace): Typed {
    if (recordObject === undefined)
        return { problem: `${root} exists only in flows that start with a record or event.` };
    const type = single('record', recordObject);
    return path.length === 0 ? type : typeOfPath(type, path, schema);
}

/** Type of a field below a record, through relationships. */
export function typeOfPath(type: FlowType, path: readonly string[], schema: Schema): Typed {
    if (type.collection) return { problem: `A collection has no field ${path.join('.')}.` };
    if (type.base !== 'record') return { problem: `A ${type.base} has no field ${path.join('.')}.` };
    const object = schema.object(type.object ?? '');
    if (!object) return { problem: `There is no object ${type.object ?? ''}.` };
    return typeOfField(object, path, schema);
}

function typeOfField(object: ObjectDescribe, path: readonly string[], schema: Schema): Typed {
    const field = findField(object, path, schema);
    if (field?.type === 'location')
        return { problem: `A flow reads ${field.name} by its latitude and longitude, not as a whole.` };
    if (field) return fieldType(field);
    const [name = '', ...rest] = path;
    if (rest.length === 0) return { problem: `${object.name} has no field ${name}.` };
    return { problem: `${object.name} has no relationship ${name} with a field ${rest.join('.')}.` };
}

/** Type of a reference inside a formula, or undefined. */
export function formulaTypeOf(reference: string, names: Namespace): FormulaType | undefined {
    const type = typeOfReference(reference, names);
    return isProblem(type) ? undefined : formulaType(type);
}
