import {
    publish,
    subscribe,
    unsubscribe,
    type ChannelMessage,
    type MessageContextToken,
    type MessageSubscription
} from 'lightning/messageService';
import MACHINE_SELECTED_CHANNEL from '@salesforce/messageChannel/MachineSelected__c';

type SelectionMessage = ChannelMessage<'recordId' | 'pageRecordId' | 'source'>;

const SOURCE = 'machineTree';

/** Tells the other widgets of a page which machine is selected, and hears it from them. */
export class SelectionLink {
    private readonly context: MessageContextToken;
    private readonly subscription: MessageSubscription;

    /**
     * @param onSelect gets the selected machine, undefined for the page's own, and the record of the page on which it
     * was selected
     */
    constructor(context: MessageContextToken, onSelect: (id: string | undefined, pageRecordId: unknown) => unknown) {
        this.context = context;
        this.subscription = subscribe(context, MACHINE_SELECTED_CHANNEL, (message: SelectionMessage) => {
            const { source, recordId, pageRecordId } = message;
            if (source === SOURCE) return;
            onSelect(typeof recordId === 'string' && recordId !== '' ? recordId : undefined, pageRecordId);
        });
    }

    tell(recordId: string, pageRecordId: string | undefined): void {
        publish(this.context, MACHINE_SELECTED_CHANNEL, { recordId, pageRecordId, source: SOURCE });
    }

    close(): void {
        unsubscribe(this.subscription);
    }
}
