import { LightningElement, api } from 'lwc';
import { areInputsValid } from 'shell/pageData';

/** A choice of a form; the value of none is empty. */
export interface FormOption {
    readonly label: string;
    readonly value: string;
}

/** One field of a form with what it holds. */
export interface FormField {
    readonly name: string;
    readonly label: string;
    /** Empty when the field holds nothing. */
    readonly value: unknown;
    readonly checked: boolean;
    /** `long` for a text of several lines, otherwise a type of `lightning-input`; ignored with options. */
    readonly type: string;
    readonly required: boolean;
    readonly help?: string;
    /** Makes it a choice. */
    readonly options?: readonly FormOption[] | undefined;
}

/** What the user entered. A checkbox has `checked`, all others `value`. */
export interface FieldChange {
    readonly name: string;
    readonly value?: string;
    readonly checked?: boolean;
}

const NONE: FormOption = { label: '--None--', value: '' };

/** Choices of a field that may stay empty. */
export const withNone = (options: readonly FormOption[]): FormOption[] => [NONE, ...options];

/**
 * Presentational: the input of one field of a form, of the kind the field needs.
 * @fires fieldchange with a `FieldChange`
 */
export default class ShellFormInput extends LightningElement {
    @api field!: FormField;

    /** Whether it holds what it may; if not, it says so. */
    @api reportValidity(): boolean {
        return areInputsValid(this.template);
    }

    get isLong(): boolean {
        return this.field.type === 'long';
    }

    /** Numbers may have decimals. */
    get step(): string | undefined {
        return this.field.type === 'number' ? 'any' : undefined;
    }

    handleChange(event: CustomEvent<{ value?: string; checked?: boolean }>): void {
        const { value, checked } = event.detail;
        const detail: FieldChange = { name: this.field.name, value, checked };
        this.dispatchEvent(new CustomEvent('fieldchange', { detail }));
    }
}
