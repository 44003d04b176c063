import { LightningElement, api } from 'lwc';

/** Container: what administrators look at and change. */
export default class ShellSetup extends LightningElement {
    @api page = '';
}
