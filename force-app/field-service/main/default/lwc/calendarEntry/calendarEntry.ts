import { LightningElement, api } from 'lwc';
import MOVE_LABEL from '@salesforce/label/c.Calendar_Move';
import { fillLabel } from 'c/displayFormat';
import type { EntryView } from 'c/calendarView';

/**
 * Presentational: one entry, as a short line for a grid or as a row with everything known about it.
 * @fires openentry with `{ recordId }` when its link is followed in this window
 * @fires moveentry with `{ key }` when the user wants another time for it
 */
export default class CalendarEntry extends LightningElement {
    @api view: EntryView | undefined;
    /** Shows the short line. */
    @api compact = false;
    /** -1 keeps the link out of the tab order. */
    @api linkTabIndex = 0;

    get moveLabel(): string {
        return fillLabel(MOVE_LABEL, this.view?.title ?? '');
    }

    get meta(): string {
        return this.view?.details.join(' · ') ?? '';
    }

    /** An entry that must stay where it is does not let itself be dragged. */
    get draggableText(): string {
        return String(this.view?.canMove === true);
    }

    handleOpen(event: MouseEvent): void {
        if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        const detail = { recordId: this.view?.entry.recordId };
        this.dispatchEvent(new CustomEvent('openentry', { detail, bubbles: true, composed: true }));
    }

    handleMove(): void {
        this.dispatchEvent(
            new CustomEvent('moveentry', { detail: { key: this.view?.key }, bubbles: true, composed: true })
        );
    }
}
