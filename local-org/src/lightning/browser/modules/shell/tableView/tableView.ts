import type { RecordEntry } from '../../../platform/recordStore.ts';
import { recordUrl, shownField, type ObjectInfo } from 'shell/recordView';

/** A column of `lightning-datatable`. */
export interface TableColumn {
    readonly label: string;
    readonly fieldName: string;
    readonly type: 'text' | 'url';
    readonly typeAttributes?: object;
    readonly sortable?: boolean;
    readonly hideDefaultActions: true;
}

/** A row of `lightning-datatable`: texts and addresses by column. */
export type TableRow = Readonly<Record<string, string>>;

const urlOf = (name: string): string => `${name}_url`;

/** Columns for fields: names and lookups become links. */
export function tableColumns(info: ObjectInfo, names: readonly string[], isSortable = false): TableColumn[] {
    return names.flatMap((name): TableColumn[] => {
        const field = info.fields[name];
        if (!field) return [];
        const isLink = field.nameField || field.dataType === 'Reference';
        const label = field.dataType === 'Reference' ? field.label.replace(/ ID$/, '') : field.label;
        const common = { label, sortable: isSortable, hideDefaultActions: true } as const;
        if (!isLink) return [{ ...common, fieldName: name, type: 'text' }];
        const typeAttributes = { label: { fieldName: name }, target: '_self' };
        return [{ ...common, fieldName: urlOf(name), type: 'url', typeAttributes }];
    });
}

/** Rows for records: what `tableColumns` refers to. */
export function tableRows(info: ObjectInfo, records: readonly RecordEntry[], names: readonly string[]): TableRow[] {
    return records.map((record) => {
        const cells = names.flatMap((name) => {
            const shown = shownField(info, record, name);
            const url = info.fields[name]?.nameField ? recordUrl(record.id) : shown.url;
            return [[name, shown.text], ...(url ? [[urlOf(name), url]] : [])];
        });
        return { id: record.id, ...(Object.fromEntries(cells) as Record<string, string>) };
    });
}

/** The field behind a column, which names its address for links. */
export const fieldOfColumn = (column: string): string => column.replace(/_url$/, '');
