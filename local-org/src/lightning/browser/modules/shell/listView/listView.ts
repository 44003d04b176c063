import { LightningElement, api, wire } from 'lwc';
import { router } from '../../../platform/router.ts';
import { getListInfoByName, getListInfosByObjectName, getListRecordsByName } from 'lightning/uiListsApi';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import type { RecordEntry } from '../../../platform/recordStore.ts';
import { iconOf, messageOf } from 'shell/pageData';
import { namesToRead, type ObjectInfo } from 'shell/recordView';
import { fieldOfColumn, tableColumns, tableRows, type TableColumn, type TableRow } from 'shell/tableView';

interface ListPage {
    readonly records: readonly RecordEntry[];
    readonly nextPageToken: string | null;
    readonly previousPageToken: string | null;
}

/** Container: a list view with its records. */
export default class ShellListView extends LightningElement {
    @api objectApiName: string | undefined;
    @api isCard = false;
    /** The list view that is shown first; otherwise the first deployed one. */
    @api viewName: string | undefined;
    chosenView: string | undefined;
    pageToken = '0';
    sortedBy: string | undefined;
    sortedDirection: 'asc' | 'desc' = 'asc';
    @wire(getListInfosByObjectName, { objectApiName: '$objectApiName' })
    views: { data?: { lists: readonly { apiName: string; label: string }[] }; error?: unknown } = {};
    @wire(getListInfoByName, { objectApiName: '$objectApiName', listViewApiName: '$currentView' })
    view: { data?: { label: string; displayColumns: readonly { fieldApiName: string }[] }; error?: unknown } = {};
    @wire(getObjectInfo, { objectApiName: '$objectApiName' }) info: { data?: ObjectInfo; error?: unknown } = {};
    @wire(getListRecordsByName, {
        objectApiName: '$objectApiName',
        listViewApiName: '$currentView',
        optionalFields: '$names',
        sortBy: '$sortBy',
        pageToken: '$pageToken',
        pageSize: 50
    })
    page: { data?: ListPage; error?: unknown } = {};

    get currentView(): string | undefined {
        return this.chosenView ?? this.viewName ?? this.views.data?.lists[0]?.apiName;
    }

    get canChoose(): boolean {
        return !this.isCard && (this.views.data?.lists.length ?? 0) > 1;
    }

    get viewOptions(): { label: string; value: string }[] {
        return (this.views.data?.lists ?? []).map(({ apiName, label }) => ({ value: apiName, label }));
    }

    get fieldNames(): string[] {
        const names = (this.view.data?.displayColumns ?? []).map(({ fieldApiName }) => this.ownField(fieldApiName));
        return [...new Set([...(this.info.data?.nameFields ?? []), ...names.filter((name) => name !== '')])];
    }

    get names(): string[] | undefined {
        const info = this.info.data;
        return info && this.fieldNames.flatMap((name) => namesToRead(info, name));
    }

    get sortBy(): string[] {
        if (!this.sortedBy) return [];
        return [`${this.sortedDirection === 'desc' ? '-' : ''}${fieldOfColumn(this.sortedBy)}`];
    }

    get columns(): TableColumn[] {
        return this.info.data ? tableColumns(this.info.data, this.fieldNames, true) : [];
    }

    get rows(): TableRow[] {
        return this.info.data ? tableRows(this.info.data, this.page.data?.records ?? [], this.fieldNames) : [];
    }

    get title(): string {
        return this.view.data?.label ?? this.info.data?.labelPlural ?? '';
    }

    get icon(): string {
        return iconOf(this.objectApiName ?? '');
    }

    get isEmpty(): boolean {
        return this.page.data?.records.length === 0;
    }

    get isFirst(): boolean {
        return !this.page.data?.previousPageToken;
    }

    get isLast(): boolean {
        return !this.page.data?.nextPageToken;
    }

    get hasPages(): boolean {
        return !this.isFirst || !this.isLast;
    }

    get error(): string | undefined {
        const error = this.views.error ?? this.view.error ?? this.info.error ?? this.page.error;
        return error === undefined ? undefined : messageOf(error);
    }

    get canCreate(): boolean {
        return !this.isCard && (this.info.data?.createable ?? false);
    }

    create(): void {
        router.navigate({
            type: 'standard__objectPage',
            attributes: { objectApiName: this.objectApiName, actionName: 'new' }
        });
    }

    changeView(event: CustomEvent<{ value: string }>): void {
        this.chosenView = event.detail.value;
        this.pageToken = '0';
    }

    sort(event: CustomEvent<{ fieldName: string; sortDirection: 'asc' | 'desc' }>): void {
        this.sortedBy = event.detail.fieldName;
        this.sortedDirection = event.detail.sortDirection;
        this.pageToken = '0';
    }

    showNext(): void {
        this.pageToken = this.page.data?.nextPageToken ?? this.pageToken;
    }

    showPrevious(): void {
        this.pageToken = this.page.data?.previousPageToken ?? '0';
    }

    /** A column of a parent's field (`Account.Name`) is shown as the lookup itself. */
    private ownField(path: string): string {
        const [first = '', ...rest] = path.split('.');
        if (rest.length === 0) return first;
        const fields = Object.values(this.info.data?.fields ?? {});
        return fields.find(({ relationshipName }) => relationshipName === first)?.apiName ?? '';
    }
}
