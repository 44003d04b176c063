import { LightningElement, api, wire } from 'lwc';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { getRelatedListInfo, getRelatedListRecords } from 'lightning/uiRelatedListApi';
import type { RecordEntry } from '../../../platform/recordStore.ts';
import type { RelatedListModel } from '../../../../page/pageModel.ts';
import { iconOf, messageOf } from 'shell/pageData';
import { namesToRead, type ObjectInfo } from 'shell/recordView';
import { tableColumns, tableRows, type TableColumn, type TableRow } from 'shell/tableView';

interface ListInfo {
    readonly label: string;
    readonly objectApiNames: readonly string[];
    readonly displayColumns: readonly { readonly fieldApiName: string }[];
}

interface ListRecords {
    readonly records: readonly RecordEntry[];
    readonly nextPageToken: string | null;
}

/** As many as can be read beside a record where the page names none. */
const shownColumns = 4;

/** Container: one related list of a record as a card. */
export default class ShellRelatedList extends LightningElement {
    @api recordId: string | undefined;
    @api objectApiName: string | undefined;
    @api list!: RelatedListModel;
    @wire(getRelatedListInfo, { parentObjectApiName: '$objectApiName', relatedListId: '$list.relatedListId' })
    info: { data?: ListInfo; error?: unknown } = {};
    @wire(getObjectInfo, { objectApiName: '$childName' }) child: { data?: ObjectInfo; error?: unknown } = {};
    @wire(getRelatedListRecords, {
        parentRecordId: '$recordId',
        relatedListId: '$list.relatedListId',
        optionalFields: '$names',
        pageSize: '$list.pageSize'
    })
    result: { data?: ListRecords; error?: unknown } = {};

    get childName(): string | undefined {
        return this.info.data?.objectApiNames[0];
    }

    get fieldNames(): string[] {
        const own = (this.info.data?.displayColumns ?? []).map(({ fieldApiName }) => fieldApiName);
        const named = this.list.fields.filter((name) => this.child.data?.fields[name]);
        const names = this.child.data?.nameFields ?? [];
        return named.length > 0
            ? [...new Set([...names, ...named])]
            : [...new Set([...names, ...own])].slice(0, shownColumns);
    }

    /** Nothing is asked for before the columns are known. */
    get names(): string[] | undefined {
        const child = this.child.data;
        return child && this.fieldNames.flatMap((name) => namesToRead(child, name));
    }

    get columns(): TableColumn[] {
        return this.child.data ? tableColumns(this.child.data, this.fieldNames) : [];
    }

    get rows(): TableRow[] {
        const child = this.child.data;
        return child ? tableRows(child, this.result.data?.records ?? [], this.fieldNames) : [];
    }

    get title(): string {
        const label = this.list.label ?? this.info.data?.label ?? this.list.relatedListId;
        if (!this.result.data) return label;
        const more = this.result.data.nextPageToken ? '+' : '';
        return `${label} (${this.rows.length}${more})`;
    }

    get icon(): string {
        return iconOf(this.childName ?? '');
    }

    get error(): string | undefined {
        const error = this.info.error ?? this.child.error ?? this.result.error;
        return error === undefined ? undefined : messageOf(error);
    }
}
