import {
    publish,
    subscribe,
    unsubscribe,
    type MessageContextToken,
    type MessageSubscription
} from 'lightning/messageService';
import MACHINE_SELECTED_CHANNEL from '@salesforce/messageChannel/MachineSelected__c';

/** What a widget gives so that it can follow the others of its page. */
export interface FollowerOptions {
    /** Name of the widget, so that listeners can tell who spoke. */
    readonly source: string;
    /** Record of the page; asked each time, because the platform may put another record into the same page. */
    readonly pageRecordId: () => string | undefined;
    /** Called with the selected machine; undefined means back to the machine of the page. */
    readonly select: (machineId: string | undefined) => void;
}

interface SelectionMessage {
    readonly recordId?: unknown;
    readonly pageRecordId?: unknown;
}

/** Listens to the machine that any widget of the same page selects. Messages of other pages are ignored. */
export class SelectionFollower {
    private readonly options: FollowerOptions;
    private context: MessageContextToken | undefined;
    private subscription: MessageSubscription | undefined;

    constructor(options: FollowerOptions) {
        this.options = options;
    }

    /** Begins to listen. Does nothing without a context or when it listens already. */
    start(context: MessageContextToken | undefined): void {
        if (!context || this.subscription) return;
        this.context = context;
        this.subscription = subscribe(context, MACHINE_SELECTED_CHANNEL, (message) => this.take(message));
    }

    /** Begins again, for a widget that was taken out of the page and put back. Does nothing before the first start. */
    resume(): void {
        this.start(this.context);
    }

    /** Ends it. Stopping twice changes nothing. */
    stop(): void {
        if (this.subscription) unsubscribe(this.subscription);
        this.subscription = undefined;
    }

    /** Leads this widget and all others of the page back to the machine of the page. */
    goBack(): void {
        const { source, pageRecordId, select } = this.options;
        select(undefined);
        if (!this.context) return;
        publish(this.context, MACHINE_SELECTED_CHANNEL, { recordId: '', pageRecordId: pageRecordId(), source });
    }

    private take({ recordId, pageRecordId }: SelectionMessage): void {
        if (pageRecordId !== this.options.pageRecordId()) return;
        this.options.select(typeof recordId === 'string' && recordId !== '' ? recordId : undefined);
    }
}
