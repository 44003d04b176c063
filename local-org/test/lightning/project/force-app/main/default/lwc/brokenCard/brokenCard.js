import { LightningElement } from 'lwc';

export default class BrokenCard extends LightningElement {
    connectedCallback() {
        throw new Error('The card has no machine.');
    }
}
