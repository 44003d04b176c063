import { LightningElement, api } from 'lwc';
import REFRESH_LABEL from '@salesforce/label/c.Shared_Refresh';

/**
 * Presentational: the card around a widget that reads by itself. It has the heading, a button that reads again, what
 * went wrong, placeholders while the first answer is on its way, and what screen readers are told; the widget puts its
 * content into it, and what stands before that button (slot `actions`).
 * @fires refresh when the user asks for newer data
 */
export default class WidgetFrame extends LightningElement {
    @api heading = '';
    /** Icon of the heading, such as `standard:incident`. */
    @api iconName = '';
    /** What went wrong, as any module of the platform reports it. */
    @api errors: unknown;
    /** Whether older data is still shown. */
    @api hasData = false;
    /** Whether the first answer is on its way. */
    @api loading = false;
    /** Number of placeholders for it. */
    @api rowCount = 3;
    /** Sentence for screen readers; each new one is read out. */
    @api announcement = '';

    readonly labels = { refresh: REFRESH_LABEL };

    /** Gives the focus to what is always there: the button that reads again. */
    @api focus(): void {
        this.template?.querySelector<HTMLElement>('[data-id="refresh"]')?.focus();
    }

    handleRefresh(): void {
        this.dispatchEvent(new CustomEvent('refresh'));
    }
}
