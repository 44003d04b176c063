import { LightningElement, api } from 'lwc';
import CANCEL_LABEL from '@salesforce/label/c.AlarmList_Cancel';
import REASON_HINT_LABEL from '@salesforce/label/c.AlarmList_Reason_Hint';
import REASON_LABEL from '@salesforce/label/c.AlarmList_Reason';
import SHELVE_LABEL from '@salesforce/label/c.AlarmList_Shelve';
import TITLE_LABEL from '@salesforce/label/c.AlarmList_Shelve_Title';
import UNTIL_LABEL from '@salesforce/label/c.AlarmList_Until';
import UNTIL_PAST_LABEL from '@salesforce/label/c.AlarmList_Until_Past';
import { fillLabel } from 'c/displayFormat';

/** A field of the form, as the base component offers it. */
interface Field extends HTMLElement {
    readonly value: string;
    setCustomValidity(message: string): void;
    reportValidity(): boolean;
}

const DEFAULT_SHELVING_MS = 8 * 3_600_000;

/**
 * Presentational: asks why and until when alarms are shelved; both are compulsory, so that nobody hides an
 * alarm for ever or without a word.
 * @fires confirm with `{ reason, until }`, until as ISO text
 * @fires cancel when the user gives up
 */
export default class AlarmShelveForm extends LightningElement {
    /** Number of alarms to shelve. */
    @api count = 1;
    /** Whether the request is on its way. */
    @api busy = false;
    /** The present, in milliseconds since 1970. */
    @api now = 0;

    readonly labels = {
        cancel: CANCEL_LABEL,
        reason: REASON_LABEL,
        reasonHint: REASON_HINT_LABEL,
        shelve: SHELVE_LABEL,
        until: UNTIL_LABEL
    };

    /** One shift from when the form opened; it must not move while somebody edits it. */
    protected suggestedUntil = '';
    private hasFocused = false;

    get title(): string {
        return fillLabel(TITLE_LABEL, this.count);
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
        if (!reason || !until) return;
        const isPast = !(Date.parse(until.value) > Number(this.now));
        until.setCustomValidity(isPast ? UNTIL_PAST_LABEL : '');
        reason.setCustomValidity(reason.value?.trim() ? '' : REASON_HINT_LABEL);
        const isValid = [reason, until].map((field) => field.reportValidity()).every(Boolean);
        if (!isValid) return;
        const detail = { reason: reason.value.trim(), until: new Date(until.value).toISOString() };
        this.dispatchEvent(new CustomEvent('confirm', { detail }));
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
