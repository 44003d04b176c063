import { api, wire } from 'lwc';
import LightningModal from 'lightning/modal';
import { getLayout } from 'lightning/uiLayoutApi';
import { getObjectInfo, getPicklistValuesByRecordType } from 'lightning/uiObjectInfoApi';
import { getRecord, updateRecord } from 'lightning/uiRecordApi';
import type { FetchError } from '../../../platform/http.ts';
import type { RecordEntry } from '../../../platform/recordStore.ts';
import { areInputsValid, messageOf } from 'shell/pageData';
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
    Reference: 'text'
};

/** Container: a window in which the fields of a record's layout can be changed. */
export default class ShellEditRecord extends LightningModal {
    @api label = '';
    @api recordId: string | undefined;
    @api objectApiName: string | undefined;
    error: string | undefined;
    private changes: Readonly<Record<string, unknown>> = {};
    @wire(getObjectInfo, { objectApiName: '$objectApiName' }) info: { data?: ObjectInfo } = {};
    @wire(getLayout, { objectApiName: '$objectApiName', layoutType: 'Full', mode: 'Edit' })
    layout: { data?: LayoutReply } = {};
    @wire(getPicklistValuesByRecordType, { objectApiName: '$objectApiName', recordTypeId: '012000000000000AAA' })
    picklists: { data?: { picklistFieldValues: Picklists } } = {};
    @wire(getRecord, { recordId: '$recordId', optionalFields: '$names' }) record: { data?: RecordEntry } = {};

    get editable(): FieldInfo[] {
        const info = this.info.data;
        const names = layoutFields(this.layout.data).flatMap(({ fields }) => fields);
        return names.flatMap((name) => info?.fields[name] ?? []).filter(isOffered);
    }

    get names(): string[] | undefined {
        if (this.editable.length === 0) return undefined;
        return this.editable.map(({ apiName }) => `${this.objectApiName}.${apiName}`);
    }

    get inputs(): object[] {
        const record = this.record.data;
        return record ? this.editable.map((field) => this.input(field, record)) : [];
    }

    change(event: CustomEvent<{ value?: unknown; checked?: boolean }>): void {
        const name = (event.target as HTMLElement).dataset.field ?? '';
        const isCheckbox = this.info.data?.fields[name]?.dataType === 'Boolean';
        const value = isCheckbox ? event.detail.checked : event.detail.value;
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
        const fields = { ...this.changes, Id: this.recordId };
        const ifUnmodifiedSince = String(this.record.data?.lastModifiedDate ?? '');
        try {
            await updateRecord({ fields }, ifUnmodifiedSince ? { ifUnmodifiedSince } : {});
            this.close('saved');
        } catch (error) {
            this.error = writeMessage(error);
        }
    }

    private input(field: FieldInfo, record: RecordEntry): object {
        const entry = record.fields[field.apiName]?.value;
        const value = field.apiName in this.changes ? this.changes[field.apiName] : entry;
        const type = inputTypes[field.dataType] ?? 'text';
        const options = this.picklists.data?.picklistFieldValues[field.apiName]?.values;
        return {
            name: field.apiName,
            label: field.label,
            value: value ?? '',
            checked: value === true,
            type,
            step: type === 'number' ? 'any' : undefined,
            isLong: type === 'long',
            required: field.required || field.nameField,
            options: options && [
                { label: '--None--', value: '' },
                ...options.map(({ label, value: v }) => ({ label, value: v }))
            ]
        };
    }
}

const isOffered = ({ updateable, dataType }: FieldInfo): boolean => updateable && Object.hasOwn(inputTypes, dataType);

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
