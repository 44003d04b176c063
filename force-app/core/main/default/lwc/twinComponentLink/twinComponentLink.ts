import { LightningElement, api } from 'lwc';
import COMPONENT_LABEL from '@salesforce/label/c.TwinSynoptic_Component';
import { fillLabel } from 'c/displayFormat';
import { opensHere, stateLabel, type ComponentView } from 'c/twinView';

/**
 * Presentational: a component of a machine as a link with its state.
 * @fires openrecord with `{ recordId }`
 */
export default class TwinComponentLink extends LightningElement {
    @api component: ComponentView | undefined;

    get url(): string {
        return `/lightning/r/Asset/${this.component?.id}/view`;
    }

    get title(): string {
        return this.component ? fillLabel(COMPONENT_LABEL, this.component.name, stateLabel(this.component.state)) : '';
    }

    handleClick(event: MouseEvent): void {
        if (!opensHere(event)) return;
        event.preventDefault();
        this.dispatchEvent(new CustomEvent('openrecord', { detail: { recordId: this.component?.id } }));
    }
}
