import type { SQLInputValue } from 'node:sqlite';
import type { FieldType, FieldValue, QueryResult, QueryRow, Schema } from '../platform.ts';
import { valueAt, type Output } from './selection.ts';

/** How rows are written: for the platform itself, or as the REST API with `attributes` and its date format. */
export interface RowStyle {
    /** Address of the records' resources, such as `/services/data/v66.0/sobjects`; blank for no `attributes`. */
    readonly attributesUrl: string;
}

/** Rows without `attributes`, dates in ISO 8601 with `Z`. */
export const plainStyle: RowStyle = { attributesUrl: '' };

/** Makes the answer's row of a statement's row; `children` are set in by relationship name. */
export function renderRow(
    schema: Schema,
    output: Output,
    row: readonly SQLInputValue[],
    style: RowStyle,
    children: ReadonlyMap<string, QueryResult | null>
): QueryRow {
    const rest = style.attributesUrl !== '';
    const result: QueryRow = {};
    if (rest) {
        if (output.idIndex === undefined) result['attributes'] = { type: 'AggregateResult' };
        else result['attributes'] = attributes(output.object.name, valueAt(row, output.idIndex), style);
    }
    const missing = new Set<string>();
    for (const column of output.columns) {
        const value = fieldValue(valueAt(row, column.index), column.type, rest);
        const holder = holderOf(schema, output, row, style, result, column.path, missing);
        if (holder) holder[column.path.at(-1) ?? ''] = value;
    }
    for (const [name, child] of children) result[name] = child;
    return result;
}

function attributes(type: string, id: SQLInputValue, style: RowStyle): QueryRow {
    return { type, url: `${style.attributesUrl}/${type}/${String(id)}` };
}

/** The nested object that a value goes into; undefined when its parent is blank. */
function holderOf(
    schema: Schema,
    output: Output,
    row: readonly SQLInputValue[],
    style: RowStyle,
    result: QueryRow,
    path: readonly string[],
    missing: Set<string>
): QueryRow | undefined {
    let holder = result;
    for (let depth = 1; depth < path.length; depth++) {
        const key = path[depth - 1] ?? '';
        const joined = path.slice(0, depth).join('.');
        if (missing.has(joined)) return undefined;
        if (holder[key] === undefined) {
            const parent = output.parents.find((one) => one.path.join('.') === joined);
            const id = parent ? valueAt(row, parent.idIndex) : undefined;
            if (id === null) {
                holder[key] = null;
                missing.add(joined);
                return undefined;
            }
            const type = typeof id === 'string' ? schema.objectByKeyPrefix(id.slice(0, 3))?.name : undefined;
            holder[key] = type && style.attributesUrl !== '' ? { attributes: attributes(type, id ?? null, style) } : {};
        }
        // Only rows are put under the keys of a path before its last.
        holder = holder[key] as QueryRow;
    }
    return holder;
}

/** A kept value as it is answered. */
export function fieldValue(value: SQLInputValue, type: FieldType, rest: boolean): FieldValue {
    if (value === null) return type === 'boolean' ? false : null;
    if (type === 'boolean') return value === 1;
    if (rest && type === 'datetime' && typeof value === 'string') return value.replace(/Z$/, '+0000');
    return typeof value === 'number' || typeof value === 'string' ? value : String(value);
}
