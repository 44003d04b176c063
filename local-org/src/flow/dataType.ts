import type { FlowDataType } from '@salesforce/types/metadata';
import { typeOfField } from '../formula/index.ts';
import type { FormulaType } from '../formula/index.ts';
import type { FieldDescribe } from '../platform.ts';

/** Kinds of values in a flow. */
export type BaseType =
    | 'text'
    | 'number'
    | 'boolean'
    | 'date'
    | 'datetime'
    | 'time'
    | 'picklist'
    | 'multipicklist'
    | 'location'
    | 'record'
    | 'null';

/** Type of a resource of a flow. */
export interface FlowType {
    readonly base: BaseType;
    readonly collection: boolean;
    /** API name of the object, for records. */
    readonly object?: string;
}

const bases = {
    Boolean: 'boolean',
    Currency: 'number',
    Date: 'date',
    DateTime: 'datetime',
    Multipicklist: 'multipicklist',
    Number: 'number',
    Picklist: 'picklist',
    SObject: 'record',
    String: 'text',
    Time: 'time'
} as const satisfies Record<Exclude<FlowDataType, 'Apex'>, BaseType>;

/** The type of a declared resource, or undefined for Apex-defined types. */
export function declaredType(dataType: FlowDataType, collection: boolean, object?: string): FlowType | undefined {
    if (dataType === 'Apex') return undefined;
    const base = bases[dataType];
    return object === undefined ? { base, collection } : { base, collection, object };
}

/** A single value of a kind. */
export function single(base: BaseType, object?: string): FlowType {
    return object === undefined ? { base, collection: false } : { base, collection: false, object };
}

/** Type of a record's field. */
export function fieldType(field: FieldDescribe): FlowType {
    return single(typeOfField[field.type]);
}

/** The type inside a formula; records and collections have none. */
export function formulaType(type: FlowType): FormulaType | undefined {
    if (type.collection || type.base === 'record') return undefined;
    return type.base === 'picklist' || type.base === 'multipicklist' ? 'text' : type.base;
}

const textual: ReadonlySet<BaseType> = new Set(['text', 'picklist', 'multipicklist']);

/** Whether a value of one type can be kept in another: text takes everything that has a text form. */
export function fits(target: FlowType, source: FlowType): boolean {
    if (source.base === 'null') return true;
    if (target.collection !== source.collection) return false;
    if (target.base === 'record' || source.base === 'record') {
        return target.base === source.base && sameName(target.object ?? '', source.object ?? '');
    }
    if (target.base === source.base) return true;
    if (textual.has(target.base)) return !target.collection || textual.has(source.base);
    const dates = (base: BaseType): boolean => base === 'date' || base === 'datetime';
    return dates(target.base) && dates(source.base);
}

/** Whether two values can be compared. */
export function comparable(one: FlowType, other: FlowType): boolean {
    return fits(one, other) || fits(other, one);
}

/** How people read a type. */
export function typeName(type: FlowType): string {
    const name = type.base === 'record' ? `${type.object ?? 'unknown'} record` : type.base;
    return type.collection ? `collection of ${name}` : name;
}

/** API names are compared whatever their case. */
export function sameName(one: string, other: string): boolean {
    return one.toLowerCase() === other.toLowerCase();
}
