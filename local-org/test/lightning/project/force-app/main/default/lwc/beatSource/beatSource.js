import { LightningElement, wire } from 'lwc';
import BEATS_CHANNEL from '@salesforce/messageChannel/Beats__c';
import { subscribe, unsubscribe } from 'lightning/empApi';
import { MessageContext, publish } from 'lightning/messageService';

export default class BeatSource extends LightningElement {
    @wire(MessageContext) context;
    state = 'connecting';

    async connectedCallback() {
        this.subscription = await subscribe('/event/Beat__e', -1, ({ data }) =>
            publish(this.context, BEATS_CHANNEL, { text: data.payload.Text__c })
        );
        this.state = 'listening';
    }

    async disconnectedCallback() {
        if (this.subscription) await unsubscribe(this.subscription);
    }
}
