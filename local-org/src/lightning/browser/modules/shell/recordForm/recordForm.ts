import { api, wire } from 'lwc';
import LightningModal from 'lightning/modal';
import { getLayout } from 'lightning/uiLayoutApi';
import { getObjectInfo, getPicklistValuesByRecordType } from 'lightning/uiObjectInfoApi';
import { createRecord, getRecord, updateRecord } from 'lightning/uiRecordApi';
import type { FetchError } from '../../../platform/http.ts';
import type { RecordEntry } from '../../../platform/recordStore.ts';
import { withNone, type FieldChange, type FormField } from 'shell/formInput';
import { areInputsValid, messageOf } from 'shell/pageData';
import { lookupOptions, type LookupOption } from './lookupOptions.ts';
import { layoutFields, type FieldInfo, type LayoutReply, type ObjectInfo } from 'shell/recordView';

type Picklists = Readonly<Record<string, { readonly values: readonly { label: string; value: string }[] }>>;

/** Kinds of input by the type of the field; fields of other types are not offered. */
const inputTypes: Readonly<Record<string, string>> = {
    String: 'text',
    Boolean: 'checkbox',
    Double: 'number',
    Int: 'number',
    Currency: 'number',
    Percent: 'number',
    Date: 'date',
    DateTime: 'datetime',
    Email: 'email',
    Phone: 'tel',
    Url: 'url',
    Picklist: 'picklist',
    TextArea: 'long',
    Reference: 'lookup'
};

/** Container: a window with the fields of an object's layout, for a new record or for changes of one. */
export default class ShellRecordForm extends LightningModal {
    @api label = '';
    /** The record to change; a new one is made without it. */
    @api recordId: string | undefined;
    /** Values that a new record starts with, by field. */
    @api defaults: Readonly<Record<string, unknown>> = {};
    @api objectApiName: string | undefined;
    error: string | undefined;
    lookups: Readonly<Record<string, LookupOption[]>> = {};
    private changes: Readonly<Record<string, unknown>> = {};
    @wire(getObjectInfo, { objectApiName: '$objectApiName' }) info: { data?: ObjectInfo } = {};
    @wire(getLayout, { objectApiName: '$objectApiName', layoutType: 'Full', mode: 'Edit' })
    layout: { data?: LayoutReply } = {};
    @wire(getPicklistValuesByRecordType, { objectApiName: '$objectApiName', recordTypeId: '012000000000000AAA' })
    picklists: { data?: { picklistFieldValues: Picklists } } = {};
    private asked = new Set<string>();
    @wire(getRecord, { recordId: '$recordId', optionalFields: '$names' }) record: { data?: RecordEntry } = {};

    get editable(): FieldInfo[] {
        const info = this.info.data;
        const names = layoutFields(this.layout.data).flatMap(({ fields }) => fields);
        const offered = [...new Set([...names, ...Object.keys(this.defaults)])];
        return offered.flatMap((name) => info?.fields[name] ?? []).filter((field) => this.isOffered(field));
    }

    get names(): string[] | undefined {
        if (this.editable.length === 0) return undefined;
        return this.editable.map(({ apiName }) => `${this.objectApiName}.${apiName}`);
    }

    get inputs(): FormField[] {
        const record = this.record.data;
        if (!record && this.recordId) return [];
        return this.editable.map((field) => this.input(field, record));
    }

    renderedCallback(): void {
        if (this.recordId && !this.record.data) return;
        for (const field of this.editable.filter(({ dataType }) => dataType === 'Reference')) void this.offer(field);
    }

    change(event: CustomEvent<FieldChange>): void {
        const { name, checked, value: text } = event.detail;
        const isCheckbox = this.info.data?.fields[name]?.dataType === 'Boolean';
        const value = isCheckbox ? checked : text;
        this.changes = { ...this.changes, [name]: value === '' ? null : value };
    }

    cancel(): void {
        this.close();
    }

    async save(): Promise<void> {
        if (!areInputsValid(this.template)) {
            this.error = 'Correct the marked fields.';
            return;
        }
        try {
            this.close(this.recordId ? await this.update(this.recordId) : await this.create());
        } catch (error) {
            this.error = writeMessage(error);
        }
    }

    private async create(): Promise<string> {
        const fields = { ...this.defaults, ...this.changes };
        return (await createRecord({ apiName: this.objectApiName, fields })).id;
    }

    private async update(id: string): Promise<string> {
        const ifUnmodifiedSince = String(this.record.data?.lastModifiedDate ?? '');
        const fields = { ...this.changes, Id: id };
        return (await updateRecord({ fields }, ifUnmodifiedSince ? { ifUnmodifiedSince } : {})).id;
    }

    private isOffered({ apiName, updateable, createable, dataType }: FieldInfo): boolean {
        const isSettable = this.recordId ? updateable : createable;
        return isSettable && Object.hasOwn(inputTypes, dataType) && apiName !== 'RecordTypeId';
    }

    private async offer(field: FieldInfo): Promise<void> {
        if (this.asked.has(field.apiName)) return;
        this.asked.add(field.apiName);
        try {
            const options = await lookupOptions(field, this.valueOf(field, this.record.data));
            this.lookups = { ...this.lookups, [field.apiName]: options };
        } catch (error) {
            this.error = messageOf(error);
        }
    }

    private valueOf({ apiName }: FieldInfo, record: RecordEntry | undefined): unknown {
        if (apiName in this.changes) return this.changes[apiName];
        return record ? record.fields[apiName]?.value : this.defaults[apiName];
    }

    private optionsOf({ apiName, dataType }: FieldInfo): readonly LookupOption[] | undefined {
        if (dataType === 'Reference') return this.lookups[apiName] ?? [];
        return this.picklists.data?.picklistFieldValues[apiName]?.values;
    }

    private input(field: FieldInfo, record: RecordEntry | undefined): FormField {
        const value = this.valueOf(field, record);
        const type = inputTypes[field.dataType] ?? 'text';
        const options = this.optionsOf(field);
        return {
            name: field.apiName,
            label: field.label,
            value: value ?? '',
            checked: value === true,
            type,
            // Choices and long texts that must not be empty are refused by the org.
            required: !options && type !== 'long' && (field.required || field.nameField),
            options: options && withNone(options.map(({ label, value: v }) => ({ label, value: v })))
        };
    }
}

interface WriteErrorBody {
    readonly output?: {
        readonly errors: readonly { readonly message: string }[];
        readonly fieldErrors: Readonly<Record<string, readonly { readonly message: string }[]>>;
    };
}

function writeMessage(error: unknown): string {
    const { output } = ((error as Partial<FetchError>).body ?? {}) as WriteErrorBody;
    const errors = [...(output?.errors ?? []), ...Object.values(output?.fieldErrors ?? {}).flat()];
    return errors.map(({ message }) => message).join(' ') || messageOf(error);
}
