import { LightningElement, api, wire } from 'lwc';
import { graphql, type GraphQLResult, type GraphQLVariables } from 'lightning/graphql';
import { getObjectInfos, type ObjectInfos } from 'lightning/uiObjectInfoApi';
import type { WireResult } from 'lightning/uiRecordApi';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import { HISTORY_QUERY, ORDERS_QUERY } from 'c/historyQueries';
import { reduceErrors } from 'c/ldsUtils';
import { PollingRefresh } from 'c/pollingRefresh';
import {
    inTimeOrder,
    isInside,
    lastHours,
    percentOf,
    readHistory,
    readOrders,
    ticksOf,
    type TimeWindow,
    type TwinEvent
} from 'c/twinEvents';
import { momentText } from 'c/twinModel';
import { opensHere, type SignalView } from 'c/twinView';
import { curveOf, eventForKey, lanesOf, urlOf, type Curve, type Lane } from './strip';
import { endText, kindText, labels, SPAN_OPTIONS, tickText, VIEW_OPTIONS } from './twinHistoryTexts';

interface Row {
    readonly id: string;
    readonly recordId?: string;
    readonly url?: string;
    readonly title: string;
    readonly kind: string;
    readonly status: string;
    readonly from: string;
    readonly to: string;
}

interface Tick {
    readonly key: number;
    readonly text: string;
    readonly style: string;
}

/** The text of a later tick would not fit, in percent of the axis. */
const LAST_TICK_PLACE = 93;
const LONGEST_HOURS = 168;
const MS_PER_HOUR = 3_600_000;

/**
 * Container: what happened to a machine, as a strip on one time axis with a signal's curve, or as a table. Alarms and
 * cases come in one request; work orders in another one, made only where the org has them and the user may read them.
 * @fires openrecord with `{ recordId }` when a link is followed in this window
 */
export default class TwinHistory extends LightningElement {
    /** Machine whose history is shown. */
    @api assetId: string | undefined;
    /** Signal whose curve is shown with it. */
    @api signal: SignalView | undefined;
    /** Operating states that were seen. */
    @api states: readonly TwinEvent[] = [];
    /** End of the axis, epoch milliseconds. */
    @api now = 0;
    /** Seconds between two refreshes. */
    @api refreshSeconds = 10;

    readonly labels = labels;
    readonly spanOptions = SPAN_OPTIONS;
    readonly viewOptions = VIEW_OPTIONS;
    readonly asksFor = ['WorkOrder'];
    errors: unknown;
    span = '1';
    view = 'strip';
    private hasOrders = false;
    private records: readonly TwinEvent[] = [];
    private orders: readonly TwinEvent[] = [];
    hasMore = false;
    private isKnown = false;
    private since = '';
    private focusId: string | undefined;
    private mustFocus = false;
    private result: GraphQLResult | undefined;
    private orderResult: GraphQLResult | undefined;
    private polling: PollingRefresh | undefined;

    /** Work orders are named as text: the core must not depend on objects that an org may lack. */
    @wire(getObjectInfos, { objectApiNames: '$asksFor' })
    receiveInfos({ data }: WireResult<ObjectInfos>): void {
        this.hasOrders = data?.results[0]?.statusCode === 200;
    }

    @wire(graphql, { query: '$historyQuery', variables: '$variables' })
    receive(result: GraphQLResult): void {
        this.result = result;
        this.errors = result.errors;
        if (!result.data) return;
        const { events, hasMore } = readHistory(result.data);
        this.records = events;
        this.hasMore = hasMore;
        this.isKnown = true;
    }

    @wire(graphql, { query: '$ordersQuery', variables: '$variables' })
    receiveOrders(result: GraphQLResult): void {
        this.orderResult = result;
        if (result.errors) this.errors = result.errors;
        if (result.data) this.orders = readOrders(result.data);
    }

    connectedCallback(): void {
        // Fixed for the life of the widget, so that a refresh repeats one request and does not make a new one.
        this.since = new Date(Date.now() - LONGEST_HOURS * MS_PER_HOUR).toISOString();
        const intervalMs = Math.max(1, Number(this.refreshSeconds) || 0) * 1_000;
        this.polling = new PollingRefresh({ intervalMs, refresh: () => this.refresh() });
        this.polling.start();
    }

    disconnectedCallback(): void {
        this.polling?.stop();
    }

    renderedCallback(): void {
        if (!this.mustFocus) return;
        this.mustFocus = false;
        this.template?.querySelector<HTMLElement>('.mark[tabindex="0"]')?.focus();
    }

    get variables(): GraphQLVariables | undefined {
        return this.assetId && this.since ? { asset: this.assetId, since: this.since } : undefined;
    }

    get historyQuery(): typeof HISTORY_QUERY | undefined {
        return this.variables && HISTORY_QUERY;
    }

    get ordersQuery(): typeof ORDERS_QUERY | undefined {
        return this.hasOrders && this.variables ? ORDERS_QUERY : undefined;
    }

    private async refresh(): Promise<void> {
        try {
            await Promise.all([this.result?.refresh?.(), this.orderResult?.refresh?.()]);
        } catch (error) {
            this.errors = error;
        }
        if (this.errors) throw new Error(reduceErrors(this.errors).join(' '));
    }

    private get hours(): number {
        return Number(this.span);
    }

    private get window(): TimeWindow {
        return lastHours(this.hours, this.now);
    }

    private get events(): TwinEvent[] {
        const all = [...this.records, ...this.orders, ...this.states];
        return inTimeOrder(all.filter((event) => isInside(event, this.window)));
    }

    get lanes(): Lane[] {
        const { events } = this;
        const focused = events.some(({ id }) => id === this.focusId) ? this.focusId : events.at(-1)?.id;
        return lanesOf(events, this.window, focused);
    }

    get curve(): Curve | undefined {
        return this.signal ? curveOf(this.signal.signal.trend, this.window) : undefined;
    }

    get ticks(): Tick[] {
        const ticks = ticksOf(this.hours, this.window, TIME_ZONE);
        return ticks
            .map((time) => ({ time, place: percentOf(time, this.window) }))
            .filter(({ place }) => place <= LAST_TICK_PLACE)
            .map(({ time, place }) => ({
                key: time,
                text: tickText(time, this.hours),
                style: `left: ${place.toFixed(2)}%`
            }));
    }

    get rows(): Row[] {
        return this.events.reverse().map((event) => ({
            id: event.id,
            recordId: event.recordId,
            url: urlOf(event) || undefined,
            title: event.title,
            kind: kindText(event.kind),
            status: event.status,
            from: momentText(event.from),
            to: endText(event)
        }));
    }

    get isTable(): boolean {
        return this.view === 'table' && this.hasEvents;
    }

    get isStrip(): boolean {
        return this.view === 'strip' && (this.hasEvents || this.curve !== undefined);
    }

    get hasEvents(): boolean {
        return this.events.length > 0;
    }

    get isEmpty(): boolean {
        return this.isKnown && !this.hasEvents;
    }

    get spanName(): string {
        return `twin-history-span-${this.assetId ?? ''}`;
    }

    get viewName(): string {
        return `twin-history-view-${this.assetId ?? ''}`;
    }

    handleSpan(event: CustomEvent<{ value: string }>): void {
        this.span = event.detail.value;
    }

    handleView(event: CustomEvent<{ value: string }>): void {
        this.view = event.detail.value;
    }

    handleRetry(): void {
        void this.polling?.refreshNow();
    }

    handleKeydown(event: KeyboardEvent): void {
        const id = (event.target as HTMLElement).dataset.mark;
        const next = id && !event.ctrlKey && !event.metaKey ? eventForKey(event.key, this.events, id) : undefined;
        if (!next) return;
        event.preventDefault();
        if (next.id === id) return;
        this.focusId = next.id;
        this.mustFocus = true;
    }

    handleOpen(event: MouseEvent): void {
        const { mark, record } = (event.currentTarget as HTMLElement).dataset;
        if (mark) this.focusId = mark;
        if (!opensHere(event)) return;
        event.preventDefault();
        if (record) this.dispatchEvent(new CustomEvent('openrecord', { detail: { recordId: record } }));
    }
}
