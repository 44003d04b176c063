import { LightningElement, api } from 'lwc';
import COUNT_LABEL from '@salesforce/label/c.Calendar_Day_Count';
import MORE_LABEL from '@salesforce/label/c.Calendar_Day_More';
import OVERDUE_LABEL from '@salesforce/label/c.Calendar_Day_Overdue';
import DIRECTION from '@salesforce/i18n/dir';
import FIRST_DAY from '@salesforce/i18n/firstDayOfWeek';
import { dayForKey, type Day, type GridDay } from 'c/calendarModel';
import { dayNumber, dayText, EntryDrag, toEntryView, weekdayText, type EntryView } from 'c/calendarView';
import { fillLabel } from 'c/displayFormat';

interface ColumnView {
    readonly key: string;
    readonly short: string;
    readonly long: string;
}

interface DayView {
    readonly day: Day;
    readonly number: string;
    readonly label: string;
    readonly css: string;
    readonly tabIndex: string;
    readonly linkTabIndex: number;
    readonly current: string | null;
    readonly selected: string;
    readonly entries: readonly EntryView[];
    readonly more: string;
    readonly count: number;
}

interface WeekView {
    readonly key: Day;
    readonly days: readonly DayView[];
}

/** Below this width in pixels a day has no room for words. */
const NARROW_BELOW = 544;

function spokenDay({ day, entries }: GridDay): string {
    const overdue = entries.filter((entry) => entry.overdue).length;
    const text = entries.length === 0 ? dayText(day) : fillLabel(COUNT_LABEL, dayText(day), entries.length);
    return overdue === 0 ? text : `${text}, ${fillLabel(OVERDUE_LABEL, overdue)}`;
}

function dayClass({ inPeriod, today, weekend }: GridDay, selected: boolean): string {
    const parts = ['day', inPeriod ? '' : 'day_outside', today ? 'day_today' : '', weekend ? 'day_weekend' : ''];
    return [...parts, selected ? 'day_selected' : ''].filter((part) => part !== '').join(' ');
}

/**
 * Presentational: weeks of days with their entries, as the ARIA grid pattern says: one day is in the tab order, arrow
 * keys, Home, End, PageUp and PageDown move it, Enter opens it. Entries of that day follow it in the tab order.
 * @fires dayselect with `{ day }` when another day is wanted; dayopen with `{ day }` for Enter or Space on a day;
 * entrydrop with `{ key, from, to }` when an entry was dragged to another day
 */
export default class CalendarGrid extends LightningElement {
    @api weeks: readonly (readonly GridDay[])[] = [];
    @api selectedDay: Day = '';
    /** What the grid shows, for screen readers. */
    @api label = '';
    /** Entries per day before the others are only counted. */
    @api maxEntries = 3;

    /** The user may change work orders. */
    @api mayEdit = false;

    private readonly drag = new EntryDrag({
        hover: (day) => {
            this.overDay = day;
        },
        drop: (detail) => this.dispatchEvent(new CustomEvent('entrydrop', { detail }))
    });
    /** Day under the dragged entry. */
    private overDay: Day | undefined;
    /** Day asked for by keyboard; it gets the focus once it is the selected one and shown. */
    private awaitedDay: Day | undefined;
    private isNarrow = false;
    private observer: ResizeObserver | undefined;

    /** Moves the focus to the selected day. */
    @api focus(): void {
        this.template?.querySelector<HTMLElement>('td[tabindex="0"]')?.focus();
    }

    renderedCallback(): void {
        this.measure();
        if (!this.awaitedDay || this.awaitedDay !== this.selectedDay) return;
        const cell = this.template?.querySelector<HTMLElement>('td[tabindex="0"]');
        if (!cell) return;
        this.awaitedDay = undefined;
        cell.focus();
    }

    disconnectedCallback(): void {
        this.observer?.disconnect();
        this.observer = undefined;
    }

    /** The grid's own width counts, not the window's: it may stand in a narrow column of a wide page. */
    private measure(): void {
        const frame = this.refs?.frame;
        if (this.observer || !frame || typeof ResizeObserver === 'undefined') return;
        this.observer = new ResizeObserver((entries) => {
            this.isNarrow = entries[entries.length - 1].contentRect.width < NARROW_BELOW;
        });
        this.observer.observe(frame);
    }

    get frameClass(): string {
        return this.isNarrow ? 'frame frame_narrow' : 'frame';
    }

    get columns(): ColumnView[] {
        return (this.weeks[0] ?? []).map(({ day }) => ({
            key: day,
            short: weekdayText(day, 'short'),
            long: weekdayText(day, 'long')
        }));
    }

    get rows(): WeekView[] {
        return this.weeks.map((week) => ({ key: week[0].day, days: week.map((day) => this.toDay(day)) }));
    }

    private toDay(grid: GridDay): DayView {
        const selected = grid.day === this.selectedDay;
        const hidden = Math.max(0, grid.entries.length - this.maxEntries);
        return {
            day: grid.day,
            number: dayNumber(grid.day),
            label: spokenDay(grid),
            css: `${dayClass(grid, selected)}${grid.day === this.overDay ? ' day_over' : ''}`,
            tabIndex: selected ? '0' : '-1',
            linkTabIndex: selected ? 0 : -1,
            current: grid.today ? 'date' : null,
            selected: String(selected),
            entries: grid.entries.slice(0, this.maxEntries).map((entry) => toEntryView(entry, this.mayEdit, grid.day)),
            more: hidden === 0 ? '' : fillLabel(MORE_LABEL, hidden),
            count: grid.entries.length
        };
    }

    private select(day: Day): void {
        this.dispatchEvent(new CustomEvent('dayselect', { detail: { day } }));
    }

    handleClick(event: MouseEvent): void {
        const { day } = (event.currentTarget as HTMLElement).dataset;
        if (day && day !== this.selectedDay) this.select(day);
    }

    handleDragStart(event: DragEvent): void {
        this.drag.start(event);
    }

    handleDragOver(event: DragEvent): void {
        this.drag.over(event);
    }

    handleDragEnd(): void {
        this.drag.end();
    }

    handleDrop(event: DragEvent): void {
        this.drag.drop(event);
    }

    handleKeydown(event: KeyboardEvent): void {
        // Keys on an entry belong to its link, but for those that lead to another day.
        const onCell = event.target === event.currentTarget;
        if (onCell && (event.key === 'Enter' || event.key === ' ')) {
            event.preventDefault();
            this.dispatchEvent(new CustomEvent('dayopen', { detail: { day: this.selectedDay } }));
            return;
        }
        const day = dayForKey(event.key, this.selectedDay, FIRST_DAY, DIRECTION === 'rtl');
        if (!day || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        this.awaitedDay = day;
        this.select(day);
    }
}
