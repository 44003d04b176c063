import { LightningElement, api } from 'lwc';
import ASK_LABEL from '@salesforce/label/c.TwinCommands_Ask';
import BACK_LABEL from '@salesforce/label/c.TwinCommands_Back';
import CANCEL_LABEL from '@salesforce/label/c.TwinCommands_Cancel';
import CONFIRM_LABEL from '@salesforce/label/c.TwinCommands_Confirm';
import CONTINUE_LABEL from '@salesforce/label/c.TwinCommands_Continue';
import DANGEROUS_LABEL from '@salesforce/label/c.TwinCommands_Dangerous';
import MISSING_LABEL from '@salesforce/label/c.TwinCommands_Missing';
import REASON_LABEL from '@salesforce/label/c.TwinCommands_Reason';
import REASON_MISSING_LABEL from '@salesforce/label/c.TwinCommands_Reason_Missing';
import SEND_FAILED_LABEL from '@salesforce/label/c.TwinCommands_Send_Failed';
import SEND_LABEL from '@salesforce/label/c.TwinCommands_Send';
import VALID_FOR_LABEL from '@salesforce/label/c.TwinCommands_Valid_For';
import { rangeText, valueText, type CommandDefinition } from 'c/commandModel';
import { fillLabel, unitSymbol } from 'c/displayFormat';

/** What the user wants to be sent. */
export interface CommandInput {
    readonly value?: number;
    readonly text?: string;
    readonly reason?: string;
}

/** A field of the form, as the base component offers it. */
interface Field extends HTMLElement {
    readonly value: string | undefined;
    reportValidity(): boolean;
}

/**
 * Presentational: asks for the value of a command within its range, then has exactly that confirmed.
 * @fires send with a CommandInput
 * @fires cancel when the user gives up
 */
export default class TwinCommandForm extends LightningElement {
    @api definition!: CommandDefinition;
    @api machineName = '';
    /** Whether the command is on its way. */
    @api busy = false;
    /** Why it could not be sent. */
    @api errors: unknown;

    readonly labels = {
        back: BACK_LABEL,
        cancel: CANCEL_LABEL,
        dangerous: DANGEROUS_LABEL,
        failed: SEND_FAILED_LABEL,
        missing: MISSING_LABEL,
        next: CONTINUE_LABEL,
        reason: REASON_LABEL,
        reasonMissing: REASON_MISSING_LABEL
    };
    choice: string | undefined;
    number: string | undefined;
    reason = '';
    private input: CommandInput | undefined;
    private mustFocus = true;

    renderedCallback(): void {
        if (!this.mustFocus) return;
        this.mustFocus = false;
        this.template?.querySelector<HTMLElement>('[data-first]')?.focus();
    }

    get isConfirming(): boolean {
        return this.input !== undefined;
    }

    get isNumber(): boolean {
        return this.definition.type === 'Number';
    }

    get isChoice(): boolean {
        return this.definition.type === 'Choice';
    }

    get valueLabel(): string {
        const { parameterLabel, unit } = this.definition;
        return unit === '' ? parameterLabel : `${parameterLabel} (${unitSymbol(unit)})`;
    }

    get options(): { readonly label: string; readonly value: string }[] {
        return this.definition.choices.map((choice) => ({ label: choice, value: choice }));
    }

    get range(): string {
        return rangeText(this.definition);
    }

    get question(): string {
        const { label, unit } = this.definition;
        const value = valueText({ value: this.input?.value, text: this.input?.text ?? '', unit });
        return fillLabel(CONFIRM_LABEL, value === '' ? label : `${label}: ${value}`, this.machineName);
    }

    get validFor(): string {
        return fillLabel(VALID_FOR_LABEL, this.definition.expirySeconds);
    }

    get sendLabel(): string {
        return this.definition.dangerous ? ASK_LABEL : SEND_LABEL;
    }

    get sendVariant(): string {
        return this.definition.dangerous ? 'destructive' : 'brand';
    }

    handleChoice(event: CustomEvent<{ value: string }>): void {
        this.choice = event.detail.value;
    }

    handleContinue(): void {
        const fields = [...(this.template?.querySelectorAll<Field>('[data-field]') ?? [])];
        if (!fields.map((field) => field.reportValidity()).every(Boolean)) return;
        const valueOf = (name: string): string => fields.find(({ dataset }) => dataset.field === name)?.value ?? '';
        this.number = valueOf('number');
        this.reason = valueOf('reason').trim();
        this.input = {
            ...(this.isNumber && { value: Number(this.number) }),
            ...(this.isChoice && { text: this.choice }),
            ...(this.reason !== '' && { reason: this.reason })
        };
        this.mustFocus = true;
    }

    handleBack(): void {
        this.input = undefined;
        this.mustFocus = true;
    }

    handleSend(): void {
        this.dispatchEvent(new CustomEvent('send', { detail: this.input }));
    }

    handleCancel(): void {
        this.dispatchEvent(new CustomEvent('cancel'));
    }

    handleKey(event: KeyboardEvent): void {
        if (event.key === 'Escape') this.handleCancel();
    }
}
