import { LightningElement, api } from 'lwc';
import FIRST_DAY from '@salesforce/i18n/firstDayOfWeek';
import TIME_ZONE from '@salesforce/i18n/timeZone';
import {
    canMove,
    NO_EXTRAS,
    dayOf,
    daysBetween,
    moveEntry,
    stepPeriod,
    visibleRange,
    type CalendarSource,
    type CalendarView,
    type Day,
    type DayRange,
    type Entry,
    type ExtraObjects,
    type GridDay,
    type Move,
    type TimelineRow
} from 'c/calendarModel';
import { periodText, type EntryDrop } from 'c/calendarView';
import { fillLabel } from 'c/displayFormat';
import { entriesOf, rememberedContent, type Agenda, type Choice, type Filters } from './content';
import { labels } from './boardTexts';
import { saveEntries } from './download';

interface Mover extends HTMLElement {
    moveTo(entry: Entry, move: Move): Promise<void>;
}

const WEEK_ENTRIES = 12;
const MONTH_ENTRIES = 3;

/**
 * Presentational: entries of machines as month, week, timeline or agenda, with filters, moves, export and print.
 * @fires periodchange with `{ view, day }` when other days are wanted; refresh when the org holds newer data; failed
 * with `{ error }`; openrecord with `{ recordId }`; newentry with `{ day }`
 */
export default class CalendarBoard extends LightningElement {
    /** Id of the machine whose entries, and those below it, are shown. */
    @api assetId: string | undefined;
    @api source: CalendarSource | undefined;
    /** Now, epoch milliseconds; what is overdue depends on it. */
    @api now = 0;
    @api view: CalendarView = 'month';
    @api day: Day = '';
    /** The user may change work orders. */
    @api mayEdit = false;
    /** The user may create work orders. */
    @api mayCreate = false;
    /** What the org has beyond work orders and plans, and the user may read. */
    @api has: ExtraObjects = NO_EXTRAS;
    /** An error is shown above, so nothing is awaited. */
    @api hasErrors = false;

    readonly labels = labels;
    announcement = '';
    filters: Filters = {
        kinds: ['orders', 'appointments', 'plans', 'downtimes', 'warranties'],
        machine: '',
        owner: ''
    };
    private isBusy = false;
    private mustAnnounce = false;
    private movingKey: string | undefined;
    private focusNext: 'form' | 'day' | undefined;
    private readonly content = rememberedContent();

    /** Other days were asked for and are awaited; what was found is announced when they came. */
    @api
    get busy(): boolean {
        return this.isBusy;
    }

    set busy(busy: boolean) {
        if (this.isBusy && !busy) this.mustAnnounce = true;
        this.isBusy = busy;
    }

    renderedCallback(): void {
        if (this.mustAnnounce) {
            this.mustAnnounce = false;
            this.announcement = this.foundText;
        }
        const part = this.focusNext === 'form' ? 'c-calendar-mover' : 'c-calendar-agenda';
        const element = this.focusNext ? this.template?.querySelector<HTMLElement>(part) : undefined;
        if (!element) return;
        this.focusNext = undefined;
        element.focus();
    }

    get range(): DayRange {
        return visibleRange(this.view, this.day, FIRST_DAY);
    }

    private get found(): readonly Entry[] {
        if (!this.source || !this.assetId) return [];
        const { from, to } = this.range;
        return this.content.arrange(this.source.data, this.assetId, from, to, this.now);
    }

    private get entries(): readonly Entry[] {
        return this.content.pick(this.found, this.filters);
    }

    get machines(): Choice[] {
        return this.content.machines(this.found);
    }

    get owners(): Choice[] {
        return this.content.owners(this.found);
    }

    get period(): string {
        return this.day ? periodText(this.view, this.day, this.range) : '';
    }

    get hasData(): boolean {
        return this.source !== undefined;
    }

    get isLoading(): boolean {
        return !this.hasErrors && (!this.hasData || this.isBusy);
    }

    get periodClass(): string {
        return this.isLoading ? 'period period_loading' : 'period';
    }

    get isSkeleton(): boolean {
        return !this.hasData && !this.hasErrors;
    }

    get isPartial(): boolean {
        return this.source?.data.partial === true;
    }

    get isGrid(): boolean {
        return this.hasData && (this.view === 'month' || this.view === 'week');
    }

    get isTimeline(): boolean {
        return this.view === 'timeline' && this.hasEntries;
    }

    get weeks(): GridDay[][] {
        const { from, to } = this.range;
        return this.content.grid(this.view, from, to, this.day.slice(0, 7), this.entries, this.today);
    }

    get rows(): TimelineRow[] {
        const { from, to } = this.range;
        return this.content.lines(this.entries, from, to);
    }

    get today(): Day {
        return dayOf(this.now, TIME_ZONE);
    }

    get maxEntries(): number {
        return this.view === 'week' ? WEEK_ENTRIES : MONTH_ENTRIES;
    }

    get agenda(): Agenda {
        const { from, to } = this.range;
        return this.content.list(this.view, from, to, this.day, this.entries);
    }

    get hasEntries(): boolean {
        return this.entries.length > 0;
    }

    get isEmpty(): boolean {
        return this.hasData && !this.isBusy && !this.hasEntries;
    }

    /** The list stands below the grid even when it is empty, because it is where a work order is made on a day. */
    get hasAgenda(): boolean {
        return this.hasEntries || (this.isGrid && this.mayCreate);
    }

    get emptyAdvice(): string {
        return this.found.length > 0 ? labels.emptyFiltered : labels.emptyAdvice;
    }

    get moving(): Entry | undefined {
        return this.found.find((entry) => entry.key === this.movingKey);
    }

    private send(name: string, detail?: unknown): void {
        this.dispatchEvent(new CustomEvent(name, { detail }));
    }

    private get foundText(): string {
        return fillLabel(labels.announce, this.period, this.entries.length);
    }

    private show(view: CalendarView, day: Day): void {
        this.send('periodchange', { view, day });
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

    private choose(change: Partial<Filters>): void {
        this.filters = { ...this.filters, ...change };
        this.announcement = this.foundText;
    }

    handleFilter(event: CustomEvent<{ filters: string[] }>): void {
        this.choose({ kinds: event.detail.filters });
    }

    handleMachine(event: CustomEvent<{ machine: string }>): void {
        this.choose(event.detail);
    }

    handleOwner(event: CustomEvent<{ owner: string }>): void {
        this.choose(event.detail);
    }

    handleDaySelect(event: CustomEvent<{ day: Day }>): void {
        this.show(this.view, event.detail.day);
    }

    /** One entry opens at once; with more, the list of the day takes the focus. */
    handleDayOpen(event: CustomEvent<{ day: Day }>): void {
        const entries = entriesOf(event.detail.day, this.entries);
        if (entries.length === 1) this.send('openrecord', { recordId: entries[0].recordId });
        else if (entries.length > 1) {
            this.focusNext = 'day';
            this.renderedCallback();
        }
    }

    handleOpenEntry(event: CustomEvent<{ recordId: string }>): void {
        this.send('openrecord', event.detail);
    }

    handleNewEntry(event: CustomEvent<{ day: Day }>): void {
        this.send('newentry', event.detail);
    }

    handleEntryDrop(event: CustomEvent<EntryDrop>): void {
        const { key, from, to } = event.detail;
        const entry = this.found.find((each) => each.key === key);
        if (!entry || !this.mayEdit || !canMove(entry)) return;
        const move = moveEntry(entry, daysBetween(from, to), TIME_ZONE);
        if (move) void this.template?.querySelector<Mover>('c-calendar-mover')?.moveTo(entry, move);
    }

    handleMoveEntry(event: CustomEvent<{ key: string }>): void {
        this.movingKey = event.detail.key;
        this.focusNext = 'form';
    }

    handleMoveClose(): void {
        this.movingKey = undefined;
        this.focusNext = 'day';
    }

    /** A dragged entry leaves the focus where it is. */
    handleMoved(): void {
        if (this.movingKey) this.handleMoveClose();
        this.handleOutdated();
    }

    handleOutdated(): void {
        this.send('refresh');
    }

    handleMoveFailed(event: CustomEvent<{ error: unknown }>): void {
        this.send('failed', event.detail);
    }

    handleExport(): void {
        saveEntries(this.entries, { name: this.period, stamp: this.now }, this.range.from);
    }

    handlePrint(): void {
        window.print();
    }
}
