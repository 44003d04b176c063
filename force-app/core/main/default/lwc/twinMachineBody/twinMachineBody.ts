import { LightningElement, api } from 'lwc';
import type { SignalState } from 'c/twinModel';

/** Presentational: general drawing of a machine, a cabinet with a signal tower, for products without a twin model. */
export default class TwinMachineBody extends LightningElement {
    @api state: SignalState = 'unknown';
    /** Written on the machine, e.g. its product code. */
    @api label = '';
    /** Turns the fan, unless the reader prefers less motion. */
    @api running = false;

    get fanClass(): string {
        return this.running ? 'fan fan_turning' : 'fan';
    }

    get redClass(): string {
        return this.state === 'alarm' ? 'lamp lamp_red' : 'lamp';
    }

    get amberClass(): string {
        return this.state === 'warning' ? 'lamp lamp_amber' : 'lamp';
    }

    get greenClass(): string {
        return this.state === 'normal' ? 'lamp lamp_green' : 'lamp';
    }
}
