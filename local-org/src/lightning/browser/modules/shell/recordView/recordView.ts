import type { FieldEntry, RecordEntry } from '../../../platform/recordStore.ts';

/** What UI API tells of a field. */
export interface FieldInfo {
    readonly apiName: string;
    readonly label: string;
    readonly dataType: string;
    readonly relationshipName: string | null;
    readonly referenceToInfos: readonly { readonly apiName: string; readonly nameFields: readonly string[] }[];
    readonly nameField: boolean;
    readonly createable: boolean;
    readonly updateable: boolean;
    readonly required: boolean;
    readonly inlineHelpText: string | null;
}

/** What UI API tells of an object. */
export interface ObjectInfo {
    readonly apiName: string;
    readonly label: string;
    readonly labelPlural: string;
    readonly createable: boolean;
    readonly updateable: boolean;
    readonly nameFields: readonly string[];
    readonly fields: Readonly<Record<string, FieldInfo>>;
}

/** The fields of a layout, as UI API answers it. */
export interface LayoutReply {
    readonly sections: readonly {
        readonly heading: string;
        readonly layoutRows: readonly {
            readonly layoutItems: readonly { readonly layoutComponents: readonly { readonly apiName: string }[] }[];
        }[];
    }[];
}

/** One field of a record, ready to be shown. */
export interface ShownField {
    readonly name: string;
    readonly label: string;
    readonly help: string | null;
    readonly dataType: string;
    readonly value: unknown;
    readonly text: string;
    /** Address of the record that a lookup points to. */
    readonly url: string | undefined;
}

/** Names of the fields of each section of a layout. */
export const layoutFields = (layout: LayoutReply | undefined): { heading: string; fields: string[] }[] =>
    (layout?.sections ?? []).map(({ heading, layoutRows }) => ({
        heading,
        fields: layoutRows.flatMap((row) =>
            row.layoutItems.flatMap((item) => item.layoutComponents.map((component) => component.apiName))
        )
    }));

/** Qualified names to read for a field: a lookup also needs the name of its parent. */
export function namesToRead(info: ObjectInfo, name: string): string[] {
    const field = info.fields[name];
    const parentName = field?.referenceToInfos[0]?.nameFields[0];
    const parent =
        field?.relationshipName && parentName ? [`${info.apiName}.${field.relationshipName}.${parentName}`] : [];
    return [`${info.apiName}.${name}`, ...parent];
}

/** A field of a record as people read it. */
export function shownField(info: ObjectInfo, record: RecordEntry | undefined, name: string): ShownField {
    const field = info.fields[name];
    const entry = record?.fields[name];
    const parent = field?.relationshipName ? record?.fields[field.relationshipName] : undefined;
    return {
        name,
        label: field ? labelOf(field) : name,
        help: field?.inlineHelpText ?? null,
        dataType: field?.dataType ?? 'String',
        value: entry?.value ?? null,
        text: textOf(parent?.value ? parent : entry),
        url:
            field?.dataType === 'Reference' && name !== 'Id' && entry?.value
                ? recordUrl(String(entry.value))
                : undefined
    };
}

/** The page of a record. */
export const recordUrl = (id: string): string => `/lightning/r/${id}/view`;

const labelOf = ({ label, dataType }: FieldInfo): string =>
    dataType === 'Reference' ? label.replace(/ ID$/, '') : label;

const textOf = (entry: FieldEntry | undefined): string =>
    entry?.displayValue ?? (entry?.value === null || entry?.value === undefined ? '' : String(entry.value));
