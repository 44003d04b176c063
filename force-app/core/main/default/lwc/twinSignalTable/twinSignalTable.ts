import { LightningElement, api } from 'lwc';
import CAPTION_LABEL from '@salesforce/label/c.TwinTable_Caption';
import LIMITS_LABEL from '@salesforce/label/c.TwinTable_Limits';
import NO_LIMITS_LABEL from '@salesforce/label/c.TwinLimit_None';
import QUALITY_LABEL from '@salesforce/label/c.TwinTable_Quality';
import SIGNAL_LABEL from '@salesforce/label/c.TwinTable_Signal';
import STATE_LABEL from '@salesforce/label/c.TwinTable_State';
import TIME_LABEL from '@salesforce/label/c.TwinTable_Time';
import VALUE_LABEL from '@salesforce/label/c.TwinTable_Value';
import { fillLabel } from 'c/displayFormat';
import type { SignalView } from 'c/twinView';

interface Row {
    readonly view: SignalView;
    readonly limits: string;
    readonly quality: string;
    readonly expanded: string;
}

/**
 * Presentational: the machine's signals as a table, with everything that the drawing says by colour, shape and place.
 * @fires signalselect with `{ id }`
 */
export default class TwinSignalTable extends LightningElement {
    @api signals: readonly SignalView[] = [];
    @api machineName = '';
    @api selectedId: string | undefined;

    readonly labels = {
        limits: LIMITS_LABEL,
        quality: QUALITY_LABEL,
        signal: SIGNAL_LABEL,
        state: STATE_LABEL,
        time: TIME_LABEL,
        value: VALUE_LABEL
    };

    get caption(): string {
        return fillLabel(CAPTION_LABEL, this.machineName);
    }

    get rows(): Row[] {
        return this.signals.map((view) => ({
            view,
            limits: view.limitTexts.join(', ') || NO_LIMITS_LABEL,
            quality: [...new Set([view.quality, ...view.marks.map((mark) => mark.label)])].join(', '),
            expanded: String(view.id === this.selectedId)
        }));
    }

    /** Moves the focus to a signal's button. */
    @api focusSignal(id: string): void {
        const buttons = [...(this.template?.querySelectorAll<HTMLElement>('button') ?? [])];
        buttons.find((button) => button.dataset.signal === id)?.focus();
    }

    handleSelect(event: Event): void {
        const id = (event.currentTarget as HTMLElement).dataset.signal;
        this.dispatchEvent(new CustomEvent('signalselect', { detail: { id } }));
    }
}
