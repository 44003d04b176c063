import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import { areInputsValid, messageOf } from 'shell/pageData';
import { saveMetadata, type SetupField, type SetupRecord } from 'shell/setupData';

type Value = string | number | boolean | null;

/** Container: a window in which one custom metadata record is changed. Closes with `saved`. */
export default class ShellEditMetadata extends LightningModal {
    @api label = '';
    @api typeName = '';
    @api fields: readonly SetupField[] = [];
    @api record!: SetupRecord;
    error: string | undefined;
    private newLabel: string | undefined;
    private changes: Readonly<Record<string, Value>> = {};

    get recordLabel(): string {
        return this.newLabel ?? this.record.label;
    }

    get inputs(): object[] {
        return this.fields.map((field) => {
            const stored = this.record.values[field.name] ?? null;
            const value = field.name in this.changes ? this.changes[field.name] : stored;
            return {
                ...field,
                value: value ?? '',
                checked: value === true,
                isPicklist: field.input === 'picklist',
                isLong: field.input === 'long',
                options: field.required ? field.options : [{ label: '--None--', value: '' }, ...field.options]
            };
        });
    }

    changeLabel(event: CustomEvent<{ value: string }>): void {
        this.newLabel = event.detail.value;
    }

    change(event: CustomEvent<{ value?: string; checked?: boolean }>): void {
        const name = (event.target as HTMLElement).dataset.field ?? '';
        const field = this.fields.find((entry) => entry.name === name);
        if (!field) return;
        this.changes = { ...this.changes, [name]: typedValue(field, event.detail) };
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
            await saveMetadata(this.typeName, this.record.name, { label: this.recordLabel, values: this.changes });
            this.close('saved');
        } catch (error) {
            this.error = messageOf(error);
        }
    }
}

function typedValue(
    { input }: SetupField,
    { value = '', checked = false }: { value?: string; checked?: boolean }
): Value {
    if (input === 'checkbox') return checked;
    if (value === '') return null;
    return input === 'number' ? Number(value) : value;
}
