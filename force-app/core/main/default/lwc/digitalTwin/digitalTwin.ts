import { LightningElement, api, wire } from 'lwc';
import { MessageContext, type MessageContextToken } from 'lightning/messageService';
import { getRecord, type RecordRepresentation, type WireResult } from 'lightning/uiRecordApi';
import NO_MACHINE_ADVICE_LABEL from '@salesforce/label/c.DigitalTwin_NoMachine_Advice';
import NO_MACHINE_HEADING_LABEL from '@salesforce/label/c.DigitalTwin_NoMachine_Heading';
import PICK_ADVICE_LABEL from '@salesforce/label/c.DigitalTwin_Pick_Advice';
import PICK_HEADING_LABEL from '@salesforce/label/c.DigitalTwin_Pick_Heading';
import TITLE_LABEL from '@salesforce/label/c.DigitalTwin_Title';
import { SelectionFollower } from 'c/machineSelection';
import { assetFields, readAsset } from 'c/recordAsset';

/**
 * Container: decides which machine the twin shows. That is the asset that the record of the page leads to, or the
 * machine that another widget of the page selected, until the user goes back.
 */
export default class DigitalTwin extends LightningElement {
    /** Record of the page: an asset, or any record that leads to one. */
    @api recordId: string | undefined;
    /** Object of that record; Asset when left out. */
    @api objectApiName: string | undefined;
    /** Heading of the card. */
    @api cardTitle = '';
    /** Seconds between two refreshes, at least 2. */
    @api refreshSeconds = 10;
    /** Seconds after which a machine without news counts as silent. */
    @api staleAfterSeconds = 120;
    /** Static resource whose drawing is shown; that of the product when blank. */
    @api twinModel = '';

    errors: unknown;
    private linkedId: string | undefined;
    private isRecordKnown = false;
    private followedId: string | undefined;
    private readonly follower = new SelectionFollower({
        source: 'digitalTwin',
        pageRecordId: () => this.recordId,
        select: (id) => {
            this.followedId = id;
        }
    });

    @wire(MessageContext)
    receiveContext(context: MessageContextToken | undefined): void {
        this.follower.start(context);
    }

    @wire(getRecord, { recordId: '$otherRecordId', optionalFields: '$optionalFields' })
    receiveRecord({ data, error }: WireResult<RecordRepresentation>): void {
        this.errors = error;
        if (!data) return;
        this.linkedId = readAsset(data)?.assetId;
        this.isRecordKnown = true;
    }

    connectedCallback(): void {
        this.follower.resume();
    }

    disconnectedCallback(): void {
        this.follower.stop();
    }

    private get isAssetPage(): boolean {
        return (this.objectApiName ?? 'Asset') === 'Asset';
    }

    /** The record that leads to the machine; on the page of an asset the record is the machine itself. */
    get otherRecordId(): string | undefined {
        return this.isAssetPage ? undefined : this.recordId;
    }

    get optionalFields(): string[] {
        return assetFields(this.objectApiName);
    }

    private get ownId(): string | undefined {
        return this.isAssetPage ? this.recordId : this.linkedId;
    }

    get assetId(): string | undefined {
        return this.followedId ?? this.ownId;
    }

    get isFollowing(): boolean {
        return this.followedId !== undefined && this.followedId !== this.ownId;
    }

    /** An asset's page, or a record that was read and leads to one; until then the twin shows that it loads. */
    get hasTwin(): boolean {
        return this.assetId !== undefined || !(this.isRecordKnown || this.errors);
    }

    /** An account has many machines, so one is picked; any other record names its machine or none. */
    get labels(): { advice: string; heading: string } {
        return this.objectApiName === 'Account'
            ? { advice: PICK_ADVICE_LABEL, heading: PICK_HEADING_LABEL }
            : { advice: NO_MACHINE_ADVICE_LABEL, heading: NO_MACHINE_HEADING_LABEL };
    }

    get title(): string {
        return this.cardTitle || TITLE_LABEL;
    }

    get hasNoMachine(): boolean {
        return !this.errors;
    }

    handleBack(): void {
        this.follower.goBack();
    }
}
