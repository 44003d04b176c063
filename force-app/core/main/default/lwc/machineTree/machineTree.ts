import { LightningElement, api, wire } from 'lwc';
import { graphql, type GraphQLDocument, type GraphQLResult, type GraphQLVariables } from 'lightning/graphql';
import { MessageContext, publish, type MessageContextToken } from 'lightning/messageService';
import { NavigationMixin, type PageReference } from 'lightning/navigation';
import {
    getRecord,
    notifyRecordUpdateAvailable,
    type RecordRepresentation,
    type WireResult
} from 'lightning/uiRecordApi';
import LANGUAGE from '@salesforce/i18n/lang';
import MACHINE_SELECTED_CHANNEL from '@salesforce/messageChannel/MachineSelected__c';
import {
    buildHierarchy,
    MachineHierarchy,
    markSelection,
    rememberLast,
    summarise,
    toFilterName,
    type Selection
} from 'c/machineHierarchy';
import { PollingRefresh } from 'c/pollingRefresh';
import { assetFields, readAsset, type RecordAsset } from 'c/recordAsset';
import { isAnswer, MachineFeed } from './machineFeed';
import { CHANGES_QUERY, PAGE_SIZE, TREE_QUERY } from './machineQuery';
import { PendingAnswer } from './pendingAnswer';
import { changesText, FILTER_OPTIONS, LABELS, summaryText } from './treeLabels';

const ALL: Selection = { filter: 'all', search: '' };

/**
 * Container: the whole hierarchy of the page's machine, live. It reads the hierarchy page by page, then asks
 * for what changed; the grid below it shows the rows.
 */
export default class MachineTree extends NavigationMixin(LightningElement) {
    /** Record of the page: an asset, or any record that leads to one. */
    @api recordId: string | undefined;
    /** Object of that record; Asset when left out. */
    @api objectApiName: string | undefined;
    /** Heading in place of the widget's own name. */
    @api heading: string | undefined;
    /** Most pixels the rows take before they scroll. */
    @api height = 480;
    /** How often to ask for changes while the page is visible. */
    @api refreshSeconds = 10;
    /** Column names separated by commas. */
    @api columns = '';

    readonly labels = LABELS;
    readonly filterOptions = FILTER_OPTIONS;
    private asset: RecordAsset | undefined;
    private isRecordKnown = false;
    private hierarchy = new MachineHierarchy();
    private selection = ALL;
    protected selectedId: string | undefined;
    private error: unknown;
    protected announcement = '';
    protected now = Date.now();
    protected urlTemplate = '';
    private after: string | undefined;
    private since: string | undefined;
    private isComplete = false;
    private feed = new MachineFeed();
    private refreshPage: (() => Promise<void>) | undefined;
    private refreshChanges: (() => Promise<void>) | undefined;
    private polling: PollingRefresh | undefined;
    private readonly answer = new PendingAnswer();
    private readonly marksOf = rememberLast(markSelection);

    @wire(MessageContext)
    private messageContext: MessageContextToken | undefined;

    @wire(getRecord, { recordId: '$recordId', optionalFields: '$optionalFields' })
    protected wiredRecord({ data, error }: WireResult<RecordRepresentation>): void {
        if (error) this.error = error;
        if (!data) return;
        const asset = readAsset(data);
        if (asset?.rootId !== this.asset?.rootId) this.startOver();
        this.asset = asset;
        this.isRecordKnown = true;
        if (asset) void this.prepareLinks(asset.rootId);
    }

    @wire(graphql, { query: '$pageQuery', variables: '$pageVariables' })
    protected wiredPage(result: GraphQLResult): void {
        if (!isAnswer(result)) return;
        this.refreshPage = result.refresh;
        if (result.errors) return this.fail(result.errors);
        const isNew = this.feed.takePage(result.data);
        this.after = this.feed.after;
        this.isComplete = this.feed.isComplete;
        if (isNew) this.arrange();
        this.succeed();
    }

    @wire(graphql, { query: '$changesQuery', variables: '$changesVariables' })
    protected wiredChanges(result: GraphQLResult): void {
        if (!isAnswer(result)) return;
        this.refreshChanges = result.refresh;
        if (result.errors) return this.fail(result.errors);
        const { isStructural, notable, machines } = this.feed.takeChanges(result.data);
        if (isStructural) this.arrange();
        else this.hierarchy = this.hierarchy.withMachines(machines);
        if (notable.length > 0) this.announcement = changesText(notable);
        this.succeed();
    }

    connectedCallback(): void {
        const intervalMs = Math.max(1, Number(this.refreshSeconds)) * 1_000;
        this.polling = new PollingRefresh({ intervalMs, refresh: () => this.refresh() });
        this.polling.start();
    }

    disconnectedCallback(): void {
        this.polling?.stop();
        this.answer.arrived();
    }

    get optionalFields(): string[] {
        return assetFields(this.objectApiName ?? 'Asset');
    }

    get pageQuery(): GraphQLDocument | undefined {
        return this.asset ? TREE_QUERY : undefined;
    }

    get pageVariables(): GraphQLVariables {
        return { root: this.asset?.rootId, first: PAGE_SIZE, after: this.after ?? null };
    }

    get changesQuery(): GraphQLDocument | undefined {
        return this.since === undefined ? undefined : CHANGES_QUERY;
    }

    get changesVariables(): GraphQLVariables {
        return { root: this.asset?.rootId, first: PAGE_SIZE, since: this.since };
    }

    get title(): string {
        return this.heading ?? LABELS.title;
    }

    get currentId(): string | undefined {
        return this.asset?.assetId;
    }

    get hasMachines(): boolean {
        return this.hierarchy.machines.length > 0;
    }

    get isLoading(): boolean {
        return !this.hasMachines && !this.error && !this.isEmpty;
    }

    get isEmpty(): boolean {
        return !this.hasMachines && this.isRecordKnown && (!this.asset || this.isComplete);
    }

    get isLoadingMore(): boolean {
        return this.hasMachines && !this.isComplete && !this.error;
    }

    get marks(): Uint8Array | undefined {
        return this.marksOf(this.hierarchy, this.selection);
    }

    get selectionKey(): string {
        return `${this.selection.filter} ${this.selection.search}`;
    }

    get isSelective(): boolean {
        return this.selection.filter !== 'all' || this.selection.search.trim() !== '';
    }

    get hasNoMatch(): boolean {
        return this.hasMachines && this.marks?.every((mark) => mark === 0) === true;
    }

    get hasRows(): boolean {
        return this.hasMachines && !this.hasNoMatch;
    }

    get summary(): string {
        return summaryText(summarise(this.hierarchy, this.marks), this.isSelective);
    }

    handleSearch(event: CustomEvent<{ value: string }>): void {
        this.selection = { ...this.selection, search: event.detail.value };
    }

    handleFilter(event: CustomEvent<{ value: string }>): void {
        this.selection = { ...this.selection, filter: toFilterName(event.detail.value) };
    }

    handleClear(): void {
        this.selection = ALL;
    }

    handleExpandAll(): void {
        this.grid?.expandAll();
    }

    handleCollapseAll(): void {
        this.grid?.collapseAll();
    }

    handleRefresh(): void {
        this.feed.wantsReload = true;
        void this.polling?.refreshNow();
    }

    handleOpen(event: CustomEvent<{ id: string }>): void {
        this[NavigationMixin.Navigate](recordPage(event.detail.id));
    }

    handleSelect(event: CustomEvent<{ id: string }>): void {
        this.selectedId = event.detail.id;
        if (!this.messageContext) return;
        const message = { recordId: event.detail.id, pageRecordId: this.recordId, source: 'machineTree' };
        publish(this.messageContext, MACHINE_SELECTED_CHANNEL, message);
    }

    private get grid(): (HTMLElement & { expandAll(): void; collapseAll(): void }) | null | undefined {
        return this.template?.querySelector('c-machine-tree-grid');
    }

    /** One request: for what changed, or for the whole hierarchy when that is due. */
    private async refresh(): Promise<void> {
        this.now = Date.now();
        if (!this.asset) return this.refreshRecord();
        const step = this.feed.nextStep();
        if (step === 'changes') {
            if (this.since === this.feed.since) await this.refreshChanges?.();
            else await this.ask(() => (this.since = this.feed.since));
        } else if (this.after === undefined || step === 'first') await this.refreshPage?.();
        else await this.ask(() => (this.after = undefined));
        if (this.error) throw new Error('The refresh failed');
    }

    private async refreshRecord(): Promise<void> {
        if (this.error && this.recordId) await notifyRecordUpdateAvailable([{ recordId: this.recordId }]);
    }

    /** Changes what a wire asks for and waits until it answered. */
    private ask(change: () => void): Promise<void> {
        const answered = this.answer.next();
        change();
        return answered;
    }

    private arrange(): void {
        this.hierarchy = buildHierarchy(this.feed.machines.values(), LANGUAGE);
    }

    private succeed(): void {
        this.error = undefined;
        this.answer.arrived();
    }

    private fail(error: unknown): void {
        this.error = error;
        this.answer.failed();
    }

    private startOver(): void {
        this.feed = new MachineFeed();
        this.hierarchy = new MachineHierarchy();
        this.after = undefined;
        this.since = undefined;
        this.isComplete = false;
        this.selection = ALL;
        this.selectedId = undefined;
    }

    /** Addresses differ by app and site, so the platform makes one and the rows put in their own id. */
    private async prepareLinks(id: string): Promise<void> {
        const url = await this[NavigationMixin.GenerateUrl](recordPage(id));
        this.urlTemplate = url.replace(id, '{id}');
    }
}

function recordPage(recordId: string): PageReference {
    return { type: 'standard__recordPage', attributes: { recordId, actionName: 'view' } };
}
