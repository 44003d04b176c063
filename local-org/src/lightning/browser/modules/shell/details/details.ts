import { LightningElement, api, wire } from 'lwc';
import { getLayout } from 'lightning/uiLayoutApi';
import { getObjectInfo } from 'lightning/uiObjectInfoApi';
import { getRecord } from 'lightning/uiRecordApi';
import type { RecordEntry } from '../../../platform/recordStore.ts';
import { messageOf } from 'shell/pageData';
import { layoutFields, namesToRead, shownField, type LayoutReply, type ObjectInfo } from 'shell/recordView';

/** Container: the fields of a record, from its layout or as named by the page. */
export default class ShellDetails extends LightningElement {
    @api recordId: string | undefined;
    @api objectApiName: string | undefined;
    @api heading = '';
    /** Shows just these fields instead of the layout's. */
    @api fields: readonly string[] | undefined;
    @wire(getObjectInfo, { objectApiName: '$objectApiName' }) info: { data?: ObjectInfo; error?: unknown } = {};
    @wire(getLayout, { objectApiName: '$objectApiName', layoutType: 'Full' })
    layout: { data?: LayoutReply; error?: unknown } = {};
    @wire(getRecord, { recordId: '$recordId', optionalFields: '$names' })
    record: { data?: RecordEntry; error?: unknown } = {};

    get wanted(): { heading: string; fields: readonly string[] }[] {
        return this.fields ? [{ heading: this.heading, fields: this.fields }] : layoutFields(this.layout.data);
    }

    get names(): string[] | undefined {
        const info = this.info.data;
        if (!info || this.wanted.length === 0) return undefined;
        return this.wanted.flatMap(({ fields }) => fields.flatMap((name) => namesToRead(info, name)));
    }

    get sections(): object[] {
        const info = this.info.data;
        if (!info) return [];
        return this.wanted.map(({ heading, fields }, key) => ({
            key,
            heading,
            fields: fields.filter((name) => info.fields[name]).map((name) => shownField(info, this.record.data, name))
        }));
    }

    get error(): string | undefined {
        const error = this.info.error ?? this.layout.error ?? this.record.error;
        return error === undefined ? undefined : messageOf(error);
    }
}
