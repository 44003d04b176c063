import { LightningElement, api } from 'lwc';
import type { SignalState } from 'c/twinModel';
import { stateLabel } from 'c/twinView';

/** Outlines in a 16 × 16 box: circle, triangle, octagon and an open ring, told apart without colour. */
const SHAPES: Readonly<Record<SignalState, string>> = {
    normal: 'M8 2.5A5.5 5.5 0 1 1 8 13.5A5.5 5.5 0 1 1 8 2.5Z',
    warning: 'M8 1.5L15.2 14.2H0.8Z',
    alarm: 'M5 1H11L15 5V11L11 15H5L1 11V5Z',
    unknown: 'M8 2.5A5.5 5.5 0 1 1 8 13.5A5.5 5.5 0 1 1 8 2.5ZM8 5A3 3 0 1 0 8 11A3 3 0 1 0 8 5Z'
};

/** Presentational: state of a value as colour, shape and text. The text is for screen readers unless asked for. */
export default class TwinStateShape extends LightningElement {
    /** normal, warning, alarm or unknown. */
    @api state: SignalState = 'unknown';
    /** Shows the text beside the shape. */
    @api withText = false;

    get shape(): string {
        return SHAPES[this.state];
    }

    get shapeClass(): string {
        return `shape shape_${this.state}`;
    }

    get label(): string {
        return stateLabel(this.state);
    }

    get labelClass(): string {
        return this.withText ? 'slds-m-left_xx-small' : 'slds-assistive-text';
    }
}
