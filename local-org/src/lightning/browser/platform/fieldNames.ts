import type { FieldTree } from './recordStore.ts';

/** A field as components name it: text or an import of `@salesforce/schema`. */
export type FieldName = string | { readonly objectApiName: string; readonly fieldApiName: string };

/** `Asset.Account.Name` for both spellings. */
export const qualifiedName = (field: FieldName): string =>
    typeof field === 'string' ? field : `${field.objectApiName}.${field.fieldApiName}`;

/** The API name of an object given as text or as an import of `@salesforce/schema`. */
export const objectName = (object: string | { readonly objectApiName: string }): string =>
    typeof object === 'string' ? object : object.objectApiName;

/** One name, several or none as a list of qualified names. */
export function qualifiedNames(fields: FieldName | readonly FieldName[] | undefined): string[] {
    if (fields === undefined) return [];
    return (isList(fields) ? fields : [fields]).map(qualifiedName);
}

const isList = (fields: FieldName | readonly FieldName[]): fields is readonly FieldName[] => Array.isArray(fields);

/** `['Asset.Account.Name']` as `{ Account: { Name: {} } }`. */
export function fieldTree(names: readonly string[]): FieldTree {
    const root: { [name: string]: ReturnType<typeof fieldTree> } = {};
    for (const name of names) {
        let level: { [name: string]: FieldTree } = root;
        for (const part of name.split('.').slice(1)) level = (level[part] ??= {}) as { [name: string]: FieldTree };
    }
    return root;
}
