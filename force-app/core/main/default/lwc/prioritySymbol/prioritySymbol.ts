import { LightningElement, api } from 'lwc';
import { priorityLabel, priorityShape, toPriority } from 'c/alarmDisplay';

/** Presentational: an alarm priority as colour, shape and text. Shows nothing for a blank priority. */
export default class PrioritySymbol extends LightningElement {
    /** Critical, High, Medium or Low; blank or unknown = no symbol. */
    @api priority: string | null | undefined;
    /** Shows the shape alone; its text is then for screen readers only. */
    @api compact = false;

    get isShown(): boolean {
        return toPriority(this.priority) !== undefined;
    }

    get label(): string {
        return priorityLabel(toPriority(this.priority));
    }

    get shape(): string {
        const priority = toPriority(this.priority);
        return priority === undefined ? '' : priorityShape(priority);
    }

    get symbolClass(): string {
        return `symbol symbol_${toPriority(this.priority)?.toLowerCase() ?? 'none'}`;
    }

    get labelClass(): string {
        return this.compact ? 'slds-assistive-text' : 'slds-m-left_xx-small';
    }
}
