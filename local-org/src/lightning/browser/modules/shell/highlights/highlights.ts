import { LightningElement, api, wire } from 'lwc';
import { getLayout } from 'lightning/uiLayoutApi';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { getRecord } from 'lightning/uiRecordApi';
import type { RecordEntry } from '../../../platform/recordStore.ts';
import { iconOf, messageOf } from 'shell/pageData';
import { loadForm } from 'shell/parts';
import {
    layoutFields,
    namesToRead,
    shownField,
    type LayoutReply,
    type ObjectInfo,
    type ShownField
} from 'shell/recordView';

/** Container: name and most important fields of a record, from its compact layout. */
export default class ShellHighlights extends LightningElement {
    @api recordId: string | undefined;
    @api objectApiName: string | undefined;
    @wire(getObjectInfo, { objectApiName: '$objectApiName' }) info: { data?: ObjectInfo; error?: unknown } = {};
    @wire(getLayout, { objectApiName: '$objectApiName', layoutType: 'Compact' })
    layout: { data?: LayoutReply; error?: unknown } = {};
    @wire(getRecord, { recordId: '$recordId', optionalFields: '$names' })
    record: { data?: RecordEntry; error?: unknown } = {};

    get names(): string[] | undefined {
        const info = this.info.data;
        if (!info || !this.layout.data) return undefined;
        return [...info.nameFields, ...this.layoutNames].flatMap((name) => namesToRead(info, name));
    }

    get layoutNames(): string[] {
        return layoutFields(this.layout.data).flatMap(({ fields }) => fields);
    }

    get fields(): ShownField[] {
        const info = this.info.data;
        if (!info) return [];
        const names = this.layoutNames.filter((name) => !info.nameFields.includes(name));
        return names.map((name) => shownField(info, this.record.data, name));
    }

    get name(): string {
        const [name] = this.info.data?.nameFields ?? [];
        return name ? String(this.record.data?.fields[name]?.value ?? '') : (this.recordId ?? '');
    }

    get objectLabel(): string {
        return this.info.data?.label ?? '';
    }

    get icon(): string {
        return iconOf(this.objectApiName ?? '');
    }

    get canEdit(): boolean {
        return this.info.data?.updateable ?? false;
    }

    get error(): string | undefined {
        const error = this.info.error ?? this.layout.error ?? this.record.error;
        return error === undefined ? undefined : messageOf(error);
    }

    async edit(): Promise<void> {
        await (
            await loadForm()
        ).open({
            size: 'medium',
            label: `Edit ${this.name}`,
            recordId: this.recordId,
            objectApiName: this.objectApiName
        });
    }
}
