import { LightningElement, api } from 'lwc';
import COMMENT_LABEL from '@salesforce/label/c.AlarmConsole_Comment';
import CONFIRM_LABEL from '@salesforce/label/c.AlarmConsole_Confirm';
import FORM_ACKNOWLEDGE_LABEL from '@salesforce/label/c.AlarmConsole_Form_Acknowledge';
import FORM_OUT_OF_SERVICE_LABEL from '@salesforce/label/c.AlarmConsole_Form_Out_Of_Service';
import ACKNOWLEDGE_LABEL from '@salesforce/label/c.AlarmList_Acknowledge';
import CANCEL_LABEL from '@salesforce/label/c.AlarmList_Cancel';
import REASON_HINT_LABEL from '@salesforce/label/c.AlarmList_Reason_Hint';
import REASON_LABEL from '@salesforce/label/c.AlarmList_Reason';
import SHELVE_LABEL from '@salesforce/label/c.AlarmList_Shelve';
import SHELVE_TITLE_LABEL from '@salesforce/label/c.AlarmList_Shelve_Title';
import UNTIL_LABEL from '@salesforce/label/c.AlarmList_Until';
import UNTIL_PAST_LABEL from '@salesforce/label/c.AlarmList_Until_Past';
import { fillLabel } from 'c/displayFormat';

/** Actions that want words. */
export type ReasonedAction = 'Acknowledge' | 'Shelve' | 'Out of Service';

/** A field of the form, as the base component offers it. */
interface Field extends HTMLElement {
    readonly value: string;
    setCustomValidity(message: string): void;
    reportValidity(): boolean;
}

/** Heading and confirming button of the form. */
const TEXTS: Readonly<Record<ReasonedAction, { readonly title: string; readonly confirm: string }>> = {
    Acknowledge: { title: FORM_ACKNOWLEDGE_LABEL, confirm: ACKNOWLEDGE_LABEL },
    Shelve: { title: SHELVE_TITLE_LABEL, confirm: SHELVE_LABEL },
    'Out of Service': { title: FORM_OUT_OF_SERVICE_LABEL, confirm: CONFIRM_LABEL }
};

const DEFAULT_SHELVING_MS = 8 * 3_600_000;

/**
 * Presentational: asks for the reason of a request. Shelving also has an end; both are compulsory, so that nobody
 * hides an alarm for ever or without a word.
 * @fires confirm with `{ reason, until }`; until as ISO text, only for shelving
 * @fires cancel when the user gives up
 */
export default class AlarmRequestForm extends LightningElement {
    @api action: ReasonedAction = 'Shelve';
    /** Number of alarms. */
    @api count = 1;
    /** Whether the request is on its way. */
    @api busy = false;
    /** The present, in milliseconds since 1970. */
    @api now = 0;

    readonly labels = {
        cancel: CANCEL_LABEL,
        reasonHint: REASON_HINT_LABEL,
        until: UNTIL_LABEL
    };

    /** One shift from when the form opened; it must not move while somebody edits it. */
    protected suggestedUntil = '';
    private hasFocused = false;

    get title(): string {
        return fillLabel(TEXTS[this.action].title, this.count);
    }

    get confirmLabel(): string {
        return TEXTS[this.action].confirm;
    }

    get hasUntil(): boolean {
        return this.action === 'Shelve';
    }

    get reasonLabel(): string {
        return this.action === 'Acknowledge' ? COMMENT_LABEL : REASON_LABEL;
    }

    connectedCallback(): void {
        this.suggestedUntil = new Date(Number(this.now) + DEFAULT_SHELVING_MS).toISOString();
    }

    renderedCallback(): void {
        if (this.hasFocused) return;
        this.hasFocused = true;
        this.field('reason')?.focus();
    }

    handleConfirm(): void {
        const reason = this.field('reason');
        const until = this.field('until');
        if (!reason) return;
        reason.setCustomValidity(reason.value?.trim() ? '' : REASON_HINT_LABEL);
        const isFuture = until ? Date.parse(until.value) > Number(this.now) : true;
        until?.setCustomValidity(isFuture ? '' : UNTIL_PAST_LABEL);
        const fields = until ? [reason, until] : [reason];
        if (!fields.map((field) => field.reportValidity()).every(Boolean)) return;
        const end = until ? { until: new Date(until.value).toISOString() } : {};
        this.dispatchEvent(new CustomEvent('confirm', { detail: { reason: reason.value.trim(), ...end } }));
    }

    /** Takes a complaint back while the field is corrected, so that the page does not shift under the next click. */
    handleChange(event: Event): void {
        const field = event.currentTarget as Field;
        field.setCustomValidity('');
        field.reportValidity();
    }

    handleCancel(): void {
        this.dispatchEvent(new CustomEvent('cancel'));
    }

    handleKey(event: KeyboardEvent): void {
        if (event.key === 'Escape') this.handleCancel();
    }

    private field(name: string): Field | null | undefined {
        return this.template?.querySelector<Field>(`[data-field="${name}"]`);
    }
}
