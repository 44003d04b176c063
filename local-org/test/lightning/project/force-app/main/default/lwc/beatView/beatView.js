import { LightningElement, wire } from 'lwc';
import BEATS_CHANNEL from '@salesforce/messageChannel/Beats__c';
import { APPLICATION_SCOPE, MessageContext, subscribe, unsubscribe } from 'lightning/messageService';

export default class BeatView extends LightningElement {
    @wire(MessageContext) context;
    text = 'quiet';

    connectedCallback() {
        this.subscription = subscribe(this.context, BEATS_CHANNEL, ({ text }) => (this.text = text), {
            scope: APPLICATION_SCOPE
        });
    }

    disconnectedCallback() {
        unsubscribe(this.subscription);
    }
}
