import { LightningElement, api, wire } from 'lwc';
import { graphql, type GraphQLDocument, type GraphQLResult, type GraphQLVariables } from 'lightning/graphql';
import { MessageContext, type MessageContextToken } from 'lightning/messageService';
import { NavigationMixin } from 'lightning/navigation';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { getObjectInfo, type ObjectInfo } from 'lightning/uiObjectInfoApi';
import { getRecord, type RecordRepresentation, type WireResult } from 'lightning/uiRecordApi';
import ALARM_OBJECT from '@salesforce/schema/Alarm__c';
import type { AlarmRequestDetail } from 'c/alarmBoard';
import {
    alarmIntervalMs,
    alarmQuery,
    MAXIMUM_OPEN,
    readAbilities,
    readAlarms,
    requestAction,
    type AlarmAbilities,
    type AlarmScope
} from 'c/alarmData';
import { isOpen, sortAlarms, type Alarm } from 'c/alarmModel';
import { arrivalsText, requestedText } from 'c/alarmTexts';
import { SelectionFollower } from 'c/machineSelection';
import { PollingRefresh } from 'c/pollingRefresh';
import { assetFields, readAsset } from 'c/recordAsset';
import { addressTemplate, recordPage } from 'c/recordLinks';
import { LABELS, moreText, summaryText } from './alarmLabels';

/** Container: alarms of the page's machine and everything below it, or of the page's case; live. */
export default class AlarmList extends NavigationMixin(LightningElement) {
    /** Record of the page: an asset, a case, or any record that leads to an asset. */
    @api recordId: string | undefined;
    /** Object of that record; Asset when left out. */
    @api objectApiName: string | undefined;
    /** Heading in place of the widget's own name. */
    @api heading: string | undefined;
    /** Leaves out the alarms of machines below. */
    @api machineOnly = false;
    /** How many alarms that are over stay in the list. */
    @api closedCount = 10;
    /** How often to ask for changes while the page is visible. */
    @api refreshSeconds = 10;

    readonly labels = LABELS;
    protected error: unknown;
    protected requestErrors: readonly unknown[] | undefined;
    protected announcement = '';
    protected now = Date.now();
    protected urlTemplate = '';
    protected isBusy = false;
    private alarms: readonly Alarm[] | undefined;
    private hasMore = false;
    private abilities: AlarmAbilities | undefined;
    private linkedAssetId: string | undefined;
    private isRecordKnown = false;
    private followedId: string | undefined;
    private failedRequest: AlarmRequestDetail | undefined;
    private refreshAlarms: (() => Promise<void>) | undefined;
    private polling: PollingRefresh | undefined;
    private readonly follower = new SelectionFollower({
        source: 'alarmList',
        pageRecordId: () => this.recordId,
        select: (id) => this.showScope(id === this.recordId ? undefined : id)
    });

    @wire(MessageContext)
    protected wiredContext(context: MessageContextToken | undefined): void {
        this.follower.start(context);
    }

    @wire(getObjectInfo, { objectApiName: ALARM_OBJECT })
    protected wiredObject(result: WireResult<ObjectInfo>): void {
        this.abilities = readAbilities(result) ?? this.abilities;
    }

    @wire(getRecord, { recordId: '$lookupRecordId', optionalFields: '$optionalFields' })
    protected wiredRecord({ data, error }: WireResult<RecordRepresentation>): void {
        if (error) this.error = error;
        if (!data) return;
        this.linkedAssetId = readAsset(data)?.assetId;
        this.isRecordKnown = true;
    }

    @wire(graphql, { query: '$query', variables: '$variables' })
    protected wiredAlarms({ data, errors, refresh }: GraphQLResult): void {
        if (refresh) this.refreshAlarms = refresh;
        if (errors) this.error = errors;
        else if (data !== undefined) this.show(data);
    }

    connectedCallback(): void {
        this.polling = new PollingRefresh({ intervalMs: () => this.intervalMs, refresh: () => this.refresh() });
        this.polling.start();
        if (this.recordId) void this.prepareLinks(this.recordId);
    }

    disconnectedCallback(): void {
        this.polling?.stop();
        this.follower.stop();
    }

    /** Record that must be read to find its asset; assets and cases need no detour. */
    get lookupRecordId(): string | undefined {
        return this.pageObject === 'Asset' || this.pageObject === 'Case' ? undefined : this.recordId;
    }

    get optionalFields(): string[] {
        return assetFields(this.pageObject);
    }

    get query(): GraphQLDocument | undefined {
        if (!this.abilities || !this.scopeId) return undefined;
        return alarmQuery(this.scope, this.abilities.hasWorkOrders);
    }

    get variables(): GraphQLVariables {
        return { id: this.scopeId, open: MAXIMUM_OPEN, closed: Math.max(1, Number(this.closedCount)) };
    }

    get title(): string {
        return this.heading ?? LABELS.title;
    }

    get hasAlarms(): boolean {
        return this.alarms !== undefined && this.alarms.length > 0;
    }

    get isEmpty(): boolean {
        return this.alarms !== undefined && this.alarms.length === 0;
    }

    get hasNoMachine(): boolean {
        return this.isRecordKnown && !this.scopeId;
    }

    get isLoading(): boolean {
        return !this.alarms && !this.error && !this.hasNoMachine;
    }

    get isFollowing(): boolean {
        return this.followedId !== undefined;
    }

    get showMachine(): boolean {
        return this.scope !== 'machine';
    }

    get canAct(): boolean {
        return this.abilities?.canAct === true;
    }

    get summary(): string {
        return summaryText(this.alarms ?? []);
    }

    get moreNote(): string {
        return this.hasMore ? moreText(MAXIMUM_OPEN) : '';
    }

    handleRefresh(): void {
        void this.polling?.refreshNow();
    }

    handleRequestRetry(): void {
        if (this.failedRequest) void this.request(this.failedRequest);
    }

    /** The button goes away with what it takes back, so the focus moves to a neighbour that stays. */
    handleShowAll(): void {
        this.showScope(undefined);
        this.template?.querySelector<HTMLElement>('c-widget-frame')?.focus();
    }

    handleRequest(event: CustomEvent<AlarmRequestDetail>): void {
        void this.request(event.detail);
    }

    handleOpen(event: CustomEvent<{ id: string }>): void {
        this[NavigationMixin.Navigate](recordPage(event.detail.id));
    }

    private get pageObject(): string {
        return this.objectApiName ?? 'Asset';
    }

    private get scope(): AlarmScope {
        if (this.pageObject === 'Case' && !this.isFollowing) return 'case';
        return this.machineOnly ? 'machine' : 'hierarchy';
    }

    private get scopeId(): string | undefined {
        return this.followedId ?? (this.lookupRecordId ? this.linkedAssetId : this.recordId);
    }

    private get intervalMs(): number {
        return alarmIntervalMs(this.alarms, this.refreshSeconds);
    }

    private async refresh(): Promise<void> {
        this.now = Date.now();
        await this.refreshAlarms?.();
        if (this.error) throw new Error('The refresh failed');
    }

    private show(data: unknown): void {
        const { alarms, hasMore } = readAlarms(data);
        const shown = sortAlarms(Number(this.closedCount) > 0 ? alarms : alarms.filter(isOpen));
        if (this.alarms) this.announcement = arrivalsText(this.alarms, shown) ?? this.announcement;
        this.alarms = shown;
        this.hasMore = hasMore;
        this.error = undefined;
        this.now = Date.now();
        this.polling?.reschedule();
    }

    private async request(detail: AlarmRequestDetail): Promise<void> {
        const { ids, ...input } = detail;
        this.isBusy = true;
        this.requestErrors = undefined;
        const wanted = (this.alarms ?? []).filter(({ id }) => ids.includes(id));
        const { saved, errors } = await requestAction(wanted, input, Date.now());
        this.isBusy = false;
        this.alarms = this.alarms?.map((alarm) => saved.get(alarm.id) ?? alarm);
        this.now = Date.now();
        this.failedRequest = { ...detail, ids: ids.filter((id) => !saved.has(id)) };
        if (errors.length > 0) this.requestErrors = errors;
        if (saved.size > 0)
            this.dispatchEvent(new ShowToastEvent({ title: requestedText(saved.size), variant: 'success' }));
        this.polling?.reschedule();
    }

    /** Shows the machine that another widget of this page selected; blank goes back to the page's record. */
    private showScope(followedId: string | undefined): void {
        if (followedId === this.followedId) return;
        this.followedId = followedId;
        this.alarms = undefined;
        this.error = undefined;
    }

    private async prepareLinks(id: string): Promise<void> {
        this.urlTemplate = await addressTemplate((page) => this[NavigationMixin.GenerateUrl](page), id);
    }
}
