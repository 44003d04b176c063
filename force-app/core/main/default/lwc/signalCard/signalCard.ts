import { LightningElement, api } from 'lwc';
import type { SignalView } from 'c/twinView';

/**
 * Presentational: latest value of one signal with state, limit band, trend, age and marks; the whole card is a button.
 * @fires signalselect with `{ id }` when the user wants its details
 */
export default class SignalCard extends LightningElement {
    @api view: SignalView | undefined;
    /** Its details are open. */
    @api selected = false;

    /** Moves the focus to the card. */
    @api focus(): void {
        (this.refs?.button as HTMLElement | undefined)?.focus();
    }

    get css(): string {
        const stale = this.view?.stale ? ' card_stale' : '';
        return `card card_${this.view?.state ?? 'unknown'}${stale}${this.selected ? ' card_selected' : ''}`;
    }

    get expanded(): string {
        return String(this.selected);
    }

    handleClick(): void {
        this.dispatchEvent(new CustomEvent('signalselect', { detail: { id: this.view?.id } }));
    }
}
