import { LightningElement, api } from 'lwc';
import BACK_LABEL from '@salesforce/label/c.MachineSelection_Back';
import SHOWING_LABEL from '@salesforce/label/c.MachineSelection_Showing';
import { fillLabel } from 'c/displayFormat';

/**
 * Presentational: says that another machine than the page's own is shown.
 * @fires back when the user wants the page's own machine again
 */
export default class MachineSelectionNote extends LightningElement {
    /** Name of the machine shown. */
    @api name = '';

    readonly labels = { back: BACK_LABEL };

    get text(): string {
        return fillLabel(SHOWING_LABEL, this.name);
    }

    handleBack(): void {
        this.dispatchEvent(new CustomEvent('back'));
    }
}
