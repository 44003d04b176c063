import { LightningElement, api, wire } from 'lwc';
import { graphql, type GraphQLResult, type GraphQLVariables } from 'lightning/graphql';
import { NavigationMixin } from 'lightning/navigation';
import { getObjectInfo, type ObjectInfo } from 'lightning/uiObjectInfoApi';
import { getFieldValue, getRecord, type RecordRepresentation, type WireResult } from 'lightning/uiRecordApi';
import FIRST_DAY from '@salesforce/i18n/firstDayOfWeek';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import ROOT_FIELD from '@salesforce/schema/Asset.RootAssetId';
import START_FIELD from '@salesforce/schema/WorkOrder.StartDate';
import {
    dayOf,
    readCalendar,
    stepPeriod,
    toEntries,
    visibleRange,
    type CalendarData,
    type CalendarView,
    type Day,
    type DayRange,
    type Entry,
    type GridDay
} from 'c/calendarModel';
import { periodText } from 'c/calendarView';
import { fillLabel } from 'c/displayFormat';
import { reduceErrors } from 'c/ldsUtils';
import { PollingRefresh } from 'c/pollingRefresh';
import { agendaOf, entriesOf, variablesOf, wanted, weeksOf, type Agenda } from './content';
import { CALENDAR_QUERY } from './maintenanceCalendarQuery';
import { labels } from './maintenanceCalendarTexts';

interface Part extends HTMLElement {
    focus(): void;
}

const MS = 1000;
const MIN_REFRESH_SECONDS = 5;
const WEEK_ENTRIES = 12;
const MONTH_ENTRIES = 3;

/**
 * Container: work orders and maintenance dates of a machine and everything below it, as month, week or agenda. Reads
 * the whole hierarchy in one GraphQL request, repeats it while the page is visible, keeps the last good data on screen
 * when a request fails, and moves a work order only if nobody else changed it meanwhile.
 */
export default class MaintenanceCalendar extends NavigationMixin(LightningElement) {
    /** Asset at the top of what is shown; set by the record page. */
    @api recordId: string | undefined;
    /** Heading of the card. */
    @api cardTitle = '';
    /** Seconds between two refreshes, at least 5. */
    @api refreshSeconds = 60;
    /** month, week or agenda. */
    @api startView: CalendarView = 'month';

    readonly labels = labels;
    readonly query = CALENDAR_QUERY;
    readonly rootFields = [ROOT_FIELD];
    readonly orderObject = { objectApiName: START_FIELD.objectApiName };

    announcement = '';
    view: CalendarView = 'month';
    filters: readonly string[] = ['orders', 'plans'];
    day: Day = '';
    errors: unknown;
    private rootId: string | undefined;
    private data: CalendarData | undefined;
    private found: Entry[] = [];
    private now = Date.now();
    private askedAt = Date.now();
    private isChanging = false;
    private movingKey: string | undefined;
    private orderInfo: ObjectInfo | undefined;
    private focusNext: 'form' | 'day' | undefined;
    private result: GraphQLResult | undefined;
    private polling: PollingRefresh | undefined;

    @wire(getRecord, { recordId: '$recordId', fields: '$rootFields' })
    receiveAsset({ data, error }: WireResult<RecordRepresentation>): void {
        if (error) this.errors = error;
        // The top of a hierarchy names no root.
        if (data) this.rootId = (getFieldValue(data, ROOT_FIELD) as string | null) ?? this.recordId;
    }

    @wire(getObjectInfo, { objectApiName: '$orderObject' })
    receiveOrderInfo({ data }: WireResult<ObjectInfo>): void {
        this.orderInfo = data;
    }

    @wire(graphql, { query: '$query', variables: '$variables' })
    receive(result: GraphQLResult): void {
        this.result = result;
        if (result.errors) this.errors = result.errors;
        if (result.data === undefined || result.data === null) return;
        this.errors = undefined;
        this.data = readCalendar(result.data);
        this.arrange();
        if (this.isChanging) this.announce();
        this.isChanging = false;
    }

    connectedCallback(): void {
        this.view = this.startView;
        this.day = dayOf(this.now, TIME_ZONE);
        const intervalMs = Math.max(MIN_REFRESH_SECONDS, Number(this.refreshSeconds) || 0) * MS;
        this.polling = new PollingRefresh({ intervalMs, refresh: () => this.refresh() });
        this.polling.start();
    }

    disconnectedCallback(): void {
        this.polling?.stop();
    }

    renderedCallback(): void {
        const part = this.focusNext === 'form' ? 'c-calendar-mover' : 'c-calendar-agenda';
        const element = this.focusNext ? this.template?.querySelector<Part>(part) : undefined;
        if (!element) return;
        this.focusNext = undefined;
        element.focus();
    }

    get variables(): GraphQLVariables | undefined {
        if (!this.rootId || !this.day) return undefined;
        return variablesOf(this.rootId, this.range, this.askedAt, TIME_ZONE);
    }

    private async refresh(): Promise<void> {
        let failure: unknown;
        try {
            await this.result?.refresh?.();
            failure = this.result?.errors;
        } catch (error) {
            failure = error;
            this.errors = error;
        }
        this.now = Date.now();
        this.arrange();
        if (failure) throw new Error(reduceErrors(failure).join(' '));
    }

    private arrange(): void {
        if (!this.data || !this.recordId) return;
        this.now = Date.now();
        const clock = { now: this.now, timeZone: TIME_ZONE };
        this.found = toEntries(this.data, this.recordId, this.range, clock);
    }

    private get range(): DayRange {
        return visibleRange(this.view, this.day, FIRST_DAY);
    }

    private get entries(): Entry[] {
        return wanted(this.found, this.filters);
    }

    get title(): string {
        return this.cardTitle || labels.title;
    }

    get period(): string {
        return this.day ? periodText(this.view, this.day, this.range) : '';
    }

    get hasData(): boolean {
        return this.data !== undefined;
    }

    get isLoading(): boolean {
        return !this.errors && (!this.data || this.isChanging);
    }

    /** Leaves room for the spinner. */
    get periodClass(): string {
        return this.isLoading ? 'period period_loading' : 'period';
    }

    get isSkeleton(): boolean {
        return !this.hasData && !this.errors;
    }

    get isPartial(): boolean {
        return this.data?.partial === true;
    }

    get isGrid(): boolean {
        return this.hasData && this.view !== 'agenda';
    }

    get weeks(): GridDay[][] {
        return weeksOf(this.view, this.range, this.day, this.entries, this.now, TIME_ZONE);
    }

    get maxEntries(): number {
        return this.view === 'week' ? WEEK_ENTRIES : MONTH_ENTRIES;
    }

    get agenda(): Agenda {
        return agendaOf(this.view, this.range, this.day, this.entries);
    }

    get isEmpty(): boolean {
        return this.hasData && !this.isChanging && this.entries.length === 0;
    }

    get hasAgenda(): boolean {
        return this.hasData && this.entries.length > 0;
    }

    get emptyAdvice(): string {
        return this.found.length > 0 ? labels.emptyFiltered : labels.emptyAdvice;
    }

    get mayEdit(): boolean {
        const { updateable, fields } = this.orderInfo ?? {};
        return updateable === true && fields?.[START_FIELD.fieldApiName]?.updateable === true;
    }

    get moving(): Entry | undefined {
        return this.found.find((entry) => entry.key === this.movingKey);
    }

    private announce(): void {
        this.announcement = fillLabel(labels.announce, this.period, this.entries.length);
    }

    /** Shows other days. Entries already read are kept until the new ones arrive. */
    private show(view: CalendarView, day: Day): void {
        const before = this.range;
        this.view = view;
        this.day = day;
        if (before.from === this.range.from && before.to === this.range.to) return;
        this.isChanging = true;
        this.askedAt = Date.now();
        this.arrange();
    }

    handleStep(event: CustomEvent<{ direction: 1 | -1 }>): void {
        this.show(this.view, stepPeriod(this.view, this.day, event.detail.direction));
    }

    handleToday(): void {
        this.show(this.view, dayOf(Date.now(), TIME_ZONE));
    }

    handleView(event: CustomEvent<{ view: CalendarView }>): void {
        this.show(event.detail.view, this.day);
    }

    handleFilter(event: CustomEvent<{ filters: string[] }>): void {
        this.filters = event.detail.filters;
        this.announce();
    }

    handleDaySelect(event: CustomEvent<{ day: Day }>): void {
        this.show(this.view, event.detail.day);
    }

    /** One entry opens at once; with more, the list of the day takes the focus. */
    handleDayOpen(event: CustomEvent<{ day: Day }>): void {
        const entries = entriesOf(event.detail.day, this.entries);
        if (entries.length === 1) this.open(entries[0].recordId);
        else if (entries.length > 1) {
            this.focusNext = 'day';
            this.renderedCallback();
        }
    }

    handleOpenEntry(event: CustomEvent<{ recordId: string }>): void {
        this.open(event.detail.recordId);
    }

    private open(recordId: string): void {
        this[NavigationMixin.Navigate]({ type: 'standard__recordPage', attributes: { recordId, actionName: 'view' } });
    }

    handleRefresh(): void {
        void this.polling?.refreshNow();
    }

    handleMoveEntry(event: CustomEvent<{ key: string }>): void {
        this.movingKey = event.detail.key;
        this.focusNext = 'form';
    }

    handleMoveClose(): void {
        this.movingKey = undefined;
        this.focusNext = 'day';
    }

    handleMoved(): void {
        this.handleMoveClose();
        this.handleRefresh();
    }

    handleMoveFailed(event: CustomEvent<{ error: unknown }>): void {
        this.errors = event.detail.error;
    }
}
