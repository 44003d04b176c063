import { LightningElement, api, wire } from 'lwc';
import { graphql, type GraphQLDocument, type GraphQLResult, type GraphQLVariables } from 'lightning/graphql';
import { NavigationMixin, type PageReference } from 'lightning/navigation';
import { ShowToastEvent } from 'lightning/platformShowToastEvent';
import { getObjectInfo, type ObjectInfo } from 'lightning/uiObjectInfoApi';
import type { WireResult } from 'lightning/uiRecordApi';
import LANGUAGE from '@salesforce/i18n/lang';
import ALARM_OBJECT from '@salesforce/schema/Alarm__c';
import type { AlarmRequestDetail } from 'c/alarmBoard';
import { alarmIntervalMs, readAbilities, requestAction, type AlarmAbilities } from 'c/alarmData';
import type { Occurrence } from 'c/alarmFigures';
import {
    arrangeAlarms,
    filterAlarms,
    NO_FILTER,
    sortOverview,
    type AlarmFilter,
    type AlarmNode,
    type AlarmSort,
    type OverviewAlarm,
    type SortColumn
} from 'c/alarmOverview';
import { arrivalsText, requestedText } from 'c/alarmTexts';
import { rememberLast } from 'c/machineHierarchy';
import { PollingRefresh } from 'c/pollingRefresh';
import { addressTemplate, recordPage } from 'c/recordLinks';
import { LABELS, moreText, summaryText } from './consoleLabels';
import { consoleQuery, FIGURES_QUERY, MAXIMUM, readOccurrences, readOpenAlarms } from './consoleQuery';

const DAY_MS = 24 * 3_600_000;
/** Key figures change slowly and cost a bigger request, so they are read less often. */
const FIGURES_INTERVAL_MS = 30_000;
const QUIET_STATES: readonly (string | null)[] = ['Shelved', 'Suppressed', 'Out of Service'];

/** Container: all open alarms that the user may see, live, with the key figures of the alarm system. */
export default class AlarmConsole extends NavigationMixin(LightningElement) {
    /** Heading in place of the widget's own name. */
    @api heading: string | undefined;
    /** How many people share the alarms. */
    @api operators = 1;
    /** How often to ask for alarms while the page is visible. */
    @api refreshSeconds = 5;
    /** Leaves out the key figures. */
    @api hideFigures = false;

    readonly labels = LABELS;
    protected error: unknown;
    protected requestErrors: readonly unknown[] | undefined;
    protected announcement = '';
    protected now = Date.now();
    protected urlTemplate = '';
    protected isBusy = false;
    protected filter = NO_FILTER;
    protected sort: AlarmSort = { column: 'urgency', descending: false };
    protected selectedIds: ReadonlySet<string> = new Set<string>();
    protected occurrences: readonly Occurrence[] | undefined;
    protected hasMoreOccurrences = false;
    protected since = new Date(Date.now() - DAY_MS).toISOString();
    private alarms: readonly OverviewAlarm[] | undefined;
    private hasMore = false;
    private abilities: AlarmAbilities | undefined;
    private failedRequest: AlarmRequestDetail | undefined;
    private refreshAlarms: (() => Promise<void>) | undefined;
    private polling: PollingRefresh | undefined;
    private readonly nodesOf = rememberLast(arrange);

    @wire(getObjectInfo, { objectApiName: ALARM_OBJECT })
    protected wiredObject(result: WireResult<ObjectInfo>): void {
        this.abilities = readAbilities(result) ?? this.abilities;
    }

    @wire(graphql, { query: '$query', variables: '$variables' })
    protected wiredAlarms({ data, errors, refresh }: GraphQLResult): void {
        if (refresh) this.refreshAlarms = refresh;
        if (errors) this.error = errors;
        else if (data !== undefined) this.show(data);
    }

    @wire(graphql, { query: '$figuresQuery', variables: '$figuresVariables' })
    protected wiredFigures({ data, errors }: GraphQLResult): void {
        if (errors) this.error = errors;
        if (data === undefined) return;
        const { items, hasMore } = readOccurrences(data);
        this.occurrences = items;
        this.hasMoreOccurrences = hasMore;
    }

    connectedCallback(): void {
        this.polling = new PollingRefresh({ intervalMs: () => this.intervalMs, refresh: () => this.refresh() });
        this.polling.start();
    }

    disconnectedCallback(): void {
        this.polling?.stop();
    }

    get query(): GraphQLDocument | undefined {
        return this.abilities && consoleQuery(this.abilities.hasWorkOrders);
    }

    get variables(): GraphQLVariables {
        return { first: MAXIMUM };
    }

    get figuresQuery(): GraphQLDocument | undefined {
        return this.hideFigures ? undefined : FIGURES_QUERY;
    }

    get figuresVariables(): GraphQLVariables {
        return { since: this.since, first: MAXIMUM };
    }

    get title(): string {
        return this.heading ?? LABELS.title;
    }

    get nodes(): readonly AlarmNode<OverviewAlarm>[] {
        return this.nodesOf(this.alarms ?? [], this.filter, this.sort);
    }

    get selected(): OverviewAlarm[] {
        return (this.alarms ?? []).filter(({ id }) => this.selectedIds.has(id));
    }

    get hasAlarms(): boolean {
        return this.alarms !== undefined && this.alarms.length > 0;
    }

    get hasRows(): boolean {
        return this.nodes.length > 0;
    }

    get hasNoMatch(): boolean {
        return this.hasAlarms && !this.hasRows;
    }

    get isEmpty(): boolean {
        return this.alarms?.length === 0;
    }

    get isLoading(): boolean {
        return !this.alarms && !this.error;
    }

    get canAct(): boolean {
        return this.abilities?.canAct === true;
    }

    get summary(): string {
        const shown = this.nodes.reduce((sum, { consequences }) => sum + 1 + consequences.length, 0);
        return summaryText(shown, this.alarms ?? []);
    }

    get moreNote(): string {
        return this.hasMore ? moreText(MAXIMUM) : '';
    }

    /** Alarms that stand now: active, and not silenced by anybody. */
    get standing(): number {
        const stands = ({ state, clearedAt }: OverviewAlarm): boolean => !clearedAt && !QUIET_STATES.includes(state);
        return (this.alarms ?? []).filter(stands).length;
    }

    get stale(): number {
        const limit = this.now - DAY_MS;
        return (this.alarms ?? []).filter(({ raisedAt }) => raisedAt !== null && Date.parse(raisedAt) < limit).length;
    }

    /** Who asks gets new figures, too; by themselves they come less often than the alarms. */
    handleRefresh(): void {
        this.since = new Date(Date.now() - DAY_MS).toISOString();
        void this.polling?.refreshNow();
    }

    handleFilter(event: CustomEvent<AlarmFilter>): void {
        this.filter = event.detail;
    }

    /** The button goes away with the message it belongs to, so the focus moves to the search. */
    handleClear(): void {
        this.filter = NO_FILTER;
        this.template?.querySelector<HTMLElement>('c-alarm-filter-bar')?.focus();
    }

    /** The same heading again turns the order, a third time gives back the order of urgency. */
    handleSort({ detail: { column } }: CustomEvent<{ column: SortColumn }>): void {
        const { sort } = this;
        if (sort.column !== column) this.sort = { column, descending: false };
        else this.sort = sort.descending ? { column: 'urgency', descending: false } : { column, descending: true };
    }

    handleSelection(event: CustomEvent<{ ids: readonly string[] }>): void {
        this.selectedIds = new Set(event.detail.ids);
    }

    handleRequest(event: CustomEvent<AlarmRequestDetail>): void {
        void this.request(event.detail);
    }

    handleRequestRetry(): void {
        if (this.failedRequest) void this.request(this.failedRequest);
    }

    handleOpen(event: CustomEvent<{ id: string }>): void {
        this[NavigationMixin.Navigate](recordPage(event.detail.id));
    }

    private get intervalMs(): number {
        return alarmIntervalMs(this.alarms, this.refreshSeconds);
    }

    private async refresh(): Promise<void> {
        this.now = Date.now();
        if (this.now - DAY_MS - Date.parse(this.since) >= FIGURES_INTERVAL_MS)
            this.since = new Date(this.now - DAY_MS).toISOString();
        await this.refreshAlarms?.();
        if (this.error) throw new Error('The refresh failed');
    }

    private show(data: unknown): void {
        const { items, hasMore } = readOpenAlarms(data);
        if (this.alarms) this.announcement = arrivalsText(this.alarms, items) ?? this.announcement;
        this.alarms = items;
        this.hasMore = hasMore;
        this.error = undefined;
        this.now = Date.now();
        const ids = new Set(items.map(({ id }) => id));
        this.selectedIds = new Set([...this.selectedIds].filter((id) => ids.has(id)));
        this.polling?.reschedule();
        if (items.length > 0 && this.urlTemplate === '') void this.prepareLinks(items[0].id);
    }

    private async request(detail: AlarmRequestDetail): Promise<void> {
        const { ids, ...input } = detail;
        this.isBusy = true;
        this.requestErrors = undefined;
        const wanted = (this.alarms ?? []).filter(({ id }) => ids.includes(id));
        const { saved, errors } = await requestAction(wanted, input, Date.now());
        this.isBusy = false;
        this.alarms = this.alarms?.map((alarm) => ({ ...alarm, ...saved.get(alarm.id) }));
        this.now = Date.now();
        this.selectedIds = new Set([...this.selectedIds].filter((id) => !saved.has(id)));
        this.failedRequest = { ...detail, ids: ids.filter((id) => !saved.has(id)) };
        if (errors.length > 0) this.requestErrors = errors;
        if (saved.size > 0)
            this.dispatchEvent(new ShowToastEvent({ title: requestedText(saved.size), variant: 'success' }));
        this.polling?.reschedule();
    }

    private async prepareLinks(id: string): Promise<void> {
        const generate = (page: PageReference): Promise<string> => this[NavigationMixin.GenerateUrl](page);
        this.urlTemplate = await addressTemplate(generate, id);
    }
}

function arrange(
    alarms: readonly OverviewAlarm[],
    filter: AlarmFilter,
    sort: AlarmSort
): readonly AlarmNode<OverviewAlarm>[] {
    return arrangeAlarms(sortOverview(filterAlarms(alarms, filter), sort, LANGUAGE));
}
