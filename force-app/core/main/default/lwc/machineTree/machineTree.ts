import { LightningElement, api, wire } from 'lwc';
import { graphql, type GraphQLDocument, type GraphQLResult, type GraphQLVariables } from 'lightning/graphql';
import { MessageContext, type MessageContextToken } from 'lightning/messageService';
import { NavigationMixin, type PageReference } from 'lightning/navigation';
import { getObjectInfo, type ObjectInfo } from 'lightning/uiObjectInfoApi';
import {
    getRecord,
    notifyRecordUpdateAvailable,
    type RecordRepresentation,
    type WireResult
} from 'lightning/uiRecordApi';
import LANGUAGE from '@salesforce/i18n/lang';
import ASSET_OBJECT from '@salesforce/schema/Asset';
import PARENT_FIELD from '@salesforce/schema/Asset.ParentId';
import { buildHierarchy, MachineHierarchy, rememberLast, type Selection } from 'c/machineHierarchy';
import type MachineActions from 'c/machineActions';
import type { PathMachine } from 'c/machineBreadcrumbs';
import type MachineTreeGrid from 'c/machineTreeGrid';
import { PollingRefresh } from 'c/pollingRefresh';
import { assetFields } from 'c/recordAsset';
import { addressTemplate, recordPage } from 'c/recordLinks';
import { readPlant, type RecordPlant } from 'c/recordPlant';
import { isAnswer, MachineFeed } from './machineFeed';
import { CHANGES_QUERY, PAGE_SIZE, TREE_QUERY } from './machineQuery';
import { PendingAnswer } from './pendingAnswer';
import { SelectionLink } from './selectionLink';
import { showMachines, type ShownMachines } from './shownMachines';
import { changesText, LABELS } from './treeLabels';

const ALL: Selection = { filter: 'all', search: '' };

/**
 * Container: the whole hierarchy of the page's machine, live. It reads the hierarchy page by page, then asks
 * for what changed; the grid below it shows the rows.
 */
export default class MachineTree extends NavigationMixin(LightningElement) {
    /** Record of the page: an asset, any record that leads to one, or an account. */
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
    protected asset: RecordPlant | undefined;
    private isRecordKnown = false;
    private hierarchy = new MachineHierarchy();
    private selection = ALL;
    protected selectedId: string | undefined;
    private error: unknown;
    protected announcement = '';
    protected now = Date.now();
    protected urlTemplate = '';
    private since: string | undefined;
    private isComplete = false;
    private feed = new MachineFeed();
    private page = this.feed.page;
    private refreshPage: (() => Promise<void>) | undefined;
    private refreshChanges: (() => Promise<void>) | undefined;
    private polling: PollingRefresh | undefined;
    private readonly answer = new PendingAnswer();
    private readonly shownOf = rememberLast(showMachines);
    private link: SelectionLink | undefined;
    protected canMove = false;

    @wire(MessageContext)
    protected wiredContext(context: MessageContextToken | undefined): void {
        if (context) this.link ??= new SelectionLink(context, (id, page) => page === this.recordId && this.follow(id));
    }

    @wire(getObjectInfo, { objectApiName: ASSET_OBJECT })
    protected wiredObject({ data }: WireResult<ObjectInfo>): void {
        this.canMove = data?.fields[PARENT_FIELD.fieldApiName]?.updateable === true;
    }

    @wire(getRecord, { recordId: '$recordId', optionalFields: '$optionalFields' })
    protected wiredRecord({ data, error }: WireResult<RecordRepresentation>): void {
        if (error) this.error = error;
        if (!data) return;
        const asset = readPlant(data);
        if (asset?.rootId !== this.asset?.rootId) this.startOver();
        this.asset = asset;
        this.isRecordKnown = true;
        const generate = (page: PageReference): Promise<string> => this[NavigationMixin.GenerateUrl](page);
        if (asset) void addressTemplate(generate, asset.rootId).then((template) => (this.urlTemplate = template));
    }

    @wire(graphql, { query: '$pageQuery', variables: '$pageVariables' })
    protected wiredPage(result: GraphQLResult): void {
        if (!isAnswer(result)) return;
        this.refreshPage = result.refresh;
        if (result.errors) return this.fail(result.errors);
        const isNew = this.feed.takePage(result.data);
        this.page = this.feed.page;
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
        this.link?.close();
        this.link = undefined;
        this.answer.arrived();
    }

    get optionalFields(): string[] {
        return assetFields(this.objectApiName ?? 'Asset');
    }

    get pageQuery(): GraphQLDocument | undefined {
        return this.asset ? TREE_QUERY : undefined;
    }

    get pageVariables(): GraphQLVariables {
        return { root: this.asset?.rootId, ...this.page };
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

    /** Drawn while the machines are on their way, so that they do not wait for it. */
    get hasToolbar(): boolean {
        return this.hasMachines || (this.isLoading && this.asset !== undefined);
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

    get shown(): ShownMachines {
        return this.shownOf(this.hierarchy, this.selection);
    }

    /** From the top to the selected machine. */
    get path(): PathMachine[] {
        const ids = this.hierarchy.pathTo(this.selectedId ?? this.currentId);
        return ids.map(({ id, name }) => ({ id, name, url: this.urlTemplate.replace('{id}', id) }));
    }

    handleSelection(event: CustomEvent<Selection>): void {
        this.selection = event.detail;
    }

    /** The button goes away with the message it belongs to, so the focus moves to the search. */
    handleClear(): void {
        this.selection = ALL;
        this.template?.querySelector<HTMLElement>('c-machine-tree-toolbar')?.focus();
    }

    handleBranches(event: Event): void {
        const { id } = (event.currentTarget as HTMLElement).dataset;
        if (id === 'expand-all') this.grid?.expandAll();
        else this.grid?.collapseAll();
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
        this.link?.tell(event.detail.id, this.recordId);
    }

    handlePath(event: CustomEvent<{ id: string }>): void {
        this.grid?.reveal(event.detail.id);
        this.handleSelect(event);
    }

    handleActions({ detail: { id, anchor } }: CustomEvent<{ id: string; anchor: DOMRect }>): void {
        this.actions?.openMenu(id, anchor);
    }

    handleScrolled(): void {
        this.actions?.closeMenu();
    }

    handleMove({ detail: { id, targetId } }: CustomEvent<{ id: string; targetId: string }>): void {
        this.actions?.perform('move', id, targetId);
    }

    handleChanged(): void {
        void this.polling?.refreshNow();
    }

    handleFinished(): void {
        this.grid?.focusActive();
    }

    private get grid(): MachineTreeGrid | null | undefined {
        return this.template?.querySelector<HTMLElement & MachineTreeGrid>('c-machine-tree-grid');
    }

    private get actions(): MachineActions | null | undefined {
        return this.template?.querySelector<HTMLElement & MachineActions>('c-machine-actions');
    }

    /** Another widget of the page selected a machine; one that is not in this tree changes nothing. */
    private follow(id: string | undefined): void {
        if (id !== undefined && !this.hierarchy.positions.has(id)) return;
        this.selectedId = id;
        if (id !== undefined) this.grid?.reveal(id);
    }

    /** One request: for what changed, or for the whole hierarchy when that is due. */
    private async refresh(): Promise<void> {
        this.now = Date.now();
        if (!this.asset) {
            if (this.error && this.recordId) await notifyRecordUpdateAvailable([{ recordId: this.recordId }]);
            return;
        }
        const step = this.feed.nextStep();
        if (step === 'changes') {
            if (this.since === this.feed.since) await this.refreshChanges?.();
            else await this.answer.after(() => (this.since = this.feed.since));
        } else if (this.page.after === null || step === 'first') await this.refreshPage?.();
        else await this.answer.after(() => (this.page = this.feed.page));
        if (this.error) throw new Error('The refresh failed');
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
        this.page = this.feed.page;
        this.since = undefined;
        this.isComplete = false;
        this.selection = ALL;
        this.selectedId = undefined;
    }
}
