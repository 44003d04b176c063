import { LightningElement, api, wire } from 'lwc';
import { graphql, type GraphQLDocument, type GraphQLResult, type GraphQLVariables } from 'lightning/graphql';
import { MessageContext, type MessageContextToken } from 'lightning/messageService';
import { NavigationMixin } from 'lightning/navigation';
import { getObjectInfos, type ObjectInfos } from 'lightning/uiObjectInfoApi';
import { getRecord, type RecordRepresentation, type WireResult } from 'lightning/uiRecordApi';
import { firstSight, fitted, lastSpan, moveForKey, NO_COMPARISON, spanOf, travel, windowOf } from 'c/historyModel';
import type { Comparison, Move, Sight } from 'c/historyModel';
import { MACHINE_HISTORY_QUERY, ORDERS_QUERY, partsQuery } from 'c/historyQueries';
import { reduceErrors } from 'c/ldsUtils';
import { SelectionFollower } from 'c/machineSelection';
import { PollingRefresh } from 'c/pollingRefresh';
import { assetFields, readAsset } from 'c/recordAsset';
import { readOrders, type TimeWindow, type TwinEvent } from 'c/twinEvents';
import { contentOf, partRows, type Content } from './content';
import { HistoryFeed, NOTHING_READ, type FeedQuestion, type FeedState } from './historyFeed';
import { NO_DATA, optionsOf, readMachine, type MachineData, type SignalOption } from './machineData';
import * as texts from './machineHistoryTexts';
import { progressOf, type Progress } from './progress';
import { NO_PARTS, readParts } from './parts';
import { saveTable } from './saveTable';
import { shownTable, type ShownTable } from './shownTable';

const LONGEST_MS = 30 * 24 * 3_600_000;
const MIN_REFRESH_SECONDS = 10;

/**
 * Container: what the signals of a machine were, read from the bridge through Apex, with what the org knows of the
 * machine at the time: limits, alarms, cases, work orders. Follows the machine selected on the page like the twin.
 */
export default class MachineHistory extends NavigationMixin(LightningElement) {
    /** Record of the page: an asset, or any record that leads to one. */
    @api recordId: string | undefined;
    /** Object of that record; Asset when left out. */
    @api objectApiName: string | undefined;
    /** Heading of the card. */
    @api cardTitle = '';
    /** Hours that are shown at first: 1, 8, 24, 168 or 720; anything else shows what there is, at most a day. */
    @api defaultSpan = 'automatic';
    /** Seconds between two refreshes while the present is shown, at least 10. */
    @api refreshSeconds = 60;

    readonly labels = texts.labels;
    readonly machineQuery = MACHINE_HISTORY_QUERY;
    readonly spanOptions = texts.SPAN_OPTIONS;
    readonly viewOptions = texts.VIEW_OPTIONS;
    readonly moves = texts.MOVES;
    readonly asksFor = ['WorkOrder', 'AssetRelationship', 'ProductConsumed'];
    view = 'chart';
    comparison = NO_COMPARISON;
    private recordErrors: unknown;
    private sight: Sight = lastSpan(24);
    private since = '';
    private linkedId: string | undefined;
    private isRecordKnown = false;
    private followedId: string | undefined;
    ordersQuery: GraphQLDocument | undefined;
    partsQuery: GraphQLDocument | undefined;
    machine: MachineData = NO_DATA;
    private orders: readonly TwinEvent[] = [];
    private parts = NO_PARTS;
    private read: FeedState = NOTHING_READ;
    private machineResult: GraphQLResult | undefined;
    private orderResult: GraphQLResult | undefined;
    private partResult: GraphQLResult | undefined;
    private polling: PollingRefresh | undefined;
    private readonly feed = new HistoryFeed((state) => {
        this.read = state;
    });
    private readonly follower = new SelectionFollower({
        source: 'machineHistory',
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
        this.recordErrors = error;
        if (!data) return;
        this.linkedId = readAsset(data)?.assetId;
        this.isRecordKnown = true;
    }

    /** Objects are named as text: the core must not depend on those that an org may lack. */
    @wire(getObjectInfos, { objectApiNames: '$asksFor' })
    receiveInfos({ data }: WireResult<ObjectInfos>): void {
        if (!data) return;
        const readable = new Set(this.asksFor.filter((_, index) => data.results[index]?.statusCode === 200));
        this.ordersQuery = readable.has('WorkOrder') ? ORDERS_QUERY : undefined;
        this.partsQuery = partsQuery(readable);
    }

    @wire(graphql, { query: '$machineQuery', variables: '$variables' })
    receiveMachine(result: GraphQLResult): void {
        this.machineResult = result;
        this.recordErrors = result.errors;
        if (result.data) this.machine = readMachine(result.data);
        const { assetId } = this;
        // Limits and the order of the signals are known now, so the history can be read.
        if ((result.data || result.errors) && assetId && this.read.assetId !== assetId) {
            if (this.comparison.kind === 'machine') this.comparison = NO_COMPARISON;
            void this.feed.begin(assetId, this.question);
        }
    }

    @wire(graphql, { query: '$ordersQuery', variables: '$variables' })
    receiveOrders(result: GraphQLResult): void {
        this.orderResult = result;
        if (result.data) this.orders = readOrders(result.data);
    }

    @wire(graphql, { query: '$partsQuery', variables: '$partVariables' })
    receiveParts(result: GraphQLResult): void {
        this.partResult = result;
        if (result.errors) this.recordErrors = result.errors;
        if (result.data) this.parts = readParts(result.data);
    }

    connectedCallback(): void {
        this.sight = firstSight(this.defaultSpan);
        this.lookBackTo(Date.now() - LONGEST_MS);
        this.follower.resume();
        const intervalMs = Math.max(MIN_REFRESH_SECONDS, Number(this.refreshSeconds) || 0) * 1_000;
        this.polling = new PollingRefresh({ intervalMs, refresh: () => this.refreshPresent() });
        this.polling.start();
    }

    disconnectedCallback(): void {
        this.follower.stop();
        this.polling?.stop();
    }

    private get isAssetPage(): boolean {
        return (this.objectApiName ?? 'Asset') === 'Asset';
    }

    get otherRecordId(): string | undefined {
        return this.isAssetPage ? undefined : this.recordId;
    }

    get optionalFields(): string[] {
        return assetFields(this.objectApiName);
    }

    get assetId(): string | undefined {
        return this.followedId ?? (this.isAssetPage ? this.recordId : this.linkedId);
    }

    get variables(): GraphQLVariables | undefined {
        return this.assetId && this.since ? { asset: this.assetId, since: this.since } : undefined;
    }

    get partVariables(): GraphQLVariables | undefined {
        return this.assetId ? { asset: this.assetId } : undefined;
    }

    private get question(): FeedQuestion {
        const sight: FeedQuestion['sight'] = (recorded) => {
            this.sight = fitted(this.sight, recorded, Date.now());
            return this.sight;
        };
        return { sight, comparison: this.comparison, infos: this.machine.infos };
    }

    /** Records from before are asked for when the user goes back beyond them. */
    private lookBackTo(time: number): void {
        if (this.since === '' || time < Date.parse(this.since)) this.since = new Date(time).toISOString();
    }

    /** Whoever looks at the past is left in peace. */
    private async refreshPresent(): Promise<void> {
        if (this.sight.end !== undefined) return;
        await this.refresh();
        if (this.read.errors) throw new Error(reduceErrors(this.read.errors).join(' '));
    }

    private async refresh(): Promise<void> {
        try {
            await Promise.all(
                [this.machineResult, this.orderResult, this.partResult].map(async (one) => one?.refresh?.())
            );
        } catch (error) {
            this.recordErrors = error;
        }
        await this.feed.load(this.question);
    }

    get title(): string {
        return texts.titleText(this.cardTitle, this.machine.name);
    }

    get progress(): Progress {
        const { assetId, isRecordKnown, read, recordErrors } = this;
        return progressOf({ assetId, isRecordKnown, read, recordErrors });
    }

    get shownWindow(): TimeWindow {
        return this.read.loaded?.window ?? { from: 0, to: 1 };
    }

    get range(): string {
        return texts.rangeText(this.shownWindow);
    }

    get span(): string {
        return String(spanOf(this.sight) ?? '');
    }

    get isPresent(): boolean {
        return this.sight.end === undefined;
    }

    get signalOptions(): SignalOption[] {
        return optionsOf(this.read.recorded ?? [], this.machine.infos);
    }

    get chosenSignals(): string[] {
        return [...this.read.chosen];
    }

    get content(): Content {
        return contentOf(this.read.loaded, this.machine, this.orders, this.parts);
    }

    get hasCharts(): boolean {
        return this.view === 'chart' && !this.content.isEmpty;
    }

    get shownTable(): ShownTable | undefined {
        const { loaded } = this.read;
        if (this.view === 'chart' || this.content.isEmpty || !loaded) return undefined;
        return shownTable(loaded, this.machine.infos, partRows(this.content.parts));
    }

    get groupNames(): texts.GroupNames {
        return texts.groupNames(this.assetId);
    }

    private look(sight: Sight): void {
        this.sight = sight;
        this.lookBackTo(windowOf(sight, Date.now()).from);
        void this.feed.load(this.question);
    }

    handleSpan(event: CustomEvent<{ value: string }>): void {
        this.look({ end: this.sight.end, length: lastSpan(Number(event.detail.value)).length });
    }

    handleMove(event: Event): void {
        const { move } = (event.currentTarget as HTMLElement).dataset;
        this.look(travel(this.sight, move as Move, Date.now()));
    }

    handleKeydown(event: KeyboardEvent): void {
        // Keys on a link inside belong to that link.
        if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
        const move = moveForKey(event.key);
        if (!move) return;
        event.preventDefault();
        this.look(travel(this.sight, move, Date.now()));
    }

    handleSignals(event: CustomEvent<{ value: string[] }>): void {
        void this.feed.choose(event.detail.value, this.question);
    }

    handleCompare(event: CustomEvent<Comparison>): void {
        this.comparison = event.detail;
        void this.feed.load(this.question);
    }

    handleView(event: CustomEvent<{ value: string }>): void {
        this.view = event.detail.value;
    }

    handleRefresh(): void {
        void this.refresh();
    }

    handleDownload(): void {
        if (this.read.loaded) saveTable(this.read.loaded, this.machine, partRows(this.content.parts));
    }

    handleOpen(event: CustomEvent<{ recordId: string }>): void {
        const { recordId } = event.detail;
        this[NavigationMixin.Navigate]({ type: 'standard__recordPage', attributes: { recordId, actionName: 'view' } });
    }
}
