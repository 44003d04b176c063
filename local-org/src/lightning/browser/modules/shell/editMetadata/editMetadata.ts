import { api } from 'lwc';
import LightningModal from 'lightning/modal';
import { withNone, type FieldChange, type FormField } from 'shell/formInput';
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

    get inputs(): FormField[] {
        return this.fields.map((field) => {
            const { name, label, help, input: type, required } = field;
            const stored = this.record.values[name] ?? null;
            const value = name in this.changes ? this.changes[name] : stored;
            const options = required ? field.options : withNone(field.options);
            return {
                ...{ name, label, help, type, required },
                value: value ?? '',
                checked: value === true,
                options: type === 'picklist' ? options : undefined
            };
        });
    }

    changeLabel(event: CustomEvent<{ value: string }>): void {
        this.newLabel = event.detail.value;
    }

    change(event: CustomEvent<FieldChange>): void {
        const { name } = event.detail;
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

function typedValue({ input }: SetupField, { value = '', checked = false }: FieldChange): Value {
    if (input === 'checkbox') return checked;
    if (value === '') return null;
    return input === 'number' ? Number(value) : value;
}
