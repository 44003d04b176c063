import { LightningElement, api } from 'lwc';
import MACHINE_LABEL from '@salesforce/label/c.Calendar_Machine';
import MORE_LABEL from '@salesforce/label/c.Calendar_Timeline_More';
import {
    addDays,
    daysBetween,
    weekday,
    type Day,
    type DayRange,
    type TimelineCell,
    type TimelineRow
} from 'c/calendarModel';
import { dayNumber, dayText, EntryDrag, toEntryView, weekdayText, type EntryView } from 'c/calendarView';
import { fillLabel } from 'c/displayFormat';

interface Column {
    readonly day: Day;
    readonly name: string;
    readonly number: string;
    readonly full: string;
    readonly css: string;
    readonly current: string | null;
}

interface Cell {
    readonly key: string;
    readonly day: Day;
    readonly days: number;
    readonly css: string;
    readonly view?: EntryView;
}

interface Line {
    readonly key: string;
    /** Name of the machine, in its first line only; the heading reaches over all of them. */
    readonly name?: string;
    readonly count: number;
    readonly cells: readonly Cell[];
}

/** Entries shown before more are asked for; a page with thousands would be slow and unreadable. */
const PAGE = 150;
const WEEKEND = [1, 7];

/**
 * Presentational: machines as rows of a table, days as columns; an entry is a cell that fills its days. Entries are
 * links in reading order, so the keyboard needs nothing of its own; the list beside it offers to move them.
 * @fires entrydrop with `{ key, from, to }` when an entry was dragged to another day
 */
export default class CalendarTimeline extends LightningElement {
    @api rows: readonly TimelineRow[] = [];
    @api range: DayRange | undefined;
    @api today: Day = '';
    /** What the table shows, for screen readers. */
    @api label = '';
    /** The user may change work orders. */
    @api mayEdit = false;

    readonly labels = { machine: MACHINE_LABEL };
    private limit = PAGE;
    private overDay: Day | undefined;
    private readonly drag = new EntryDrag({
        hover: (day) => {
            this.overDay = day;
        },
        drop: (detail) => this.dispatchEvent(new CustomEvent('entrydrop', { detail }))
    });

    get columns(): Column[] {
        if (!this.range) return [];
        const { from, to } = this.range;
        return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => this.toColumn(addDays(from, index)));
    }

    private toColumn(day: Day): Column {
        const isToday = day === this.today;
        return {
            day,
            name: weekdayText(day, 'short'),
            number: dayNumber(day),
            full: dayText(day),
            css: isToday ? 'head head_today' : 'head',
            current: isToday ? 'date' : null
        };
    }

    get lines(): Line[] {
        return this.shown.flatMap(({ assetId, assetName, lines }) =>
            lines.map((cells, index) => ({
                key: `${assetId}:${index}`,
                name: index === 0 ? assetName : undefined,
                count: lines.length,
                cells: cells.map((cell) => this.toCell(assetId, index, cell))
            }))
        );
    }

    private toCell(assetId: string, line: number, { day, days, entry }: TimelineCell): Cell {
        const marks = [
            entry ? 'cell cell_filled' : 'cell',
            WEEKEND.includes(weekday(day)) ? 'cell_weekend' : '',
            day === this.today ? 'cell_today' : '',
            day === this.overDay ? 'cell_over' : ''
        ];
        return {
            key: entry?.key ?? `${assetId}:${line}:${day}`,
            day,
            days,
            css: marks.filter((mark) => mark !== '').join(' '),
            view: entry && toEntryView(entry, this.mayEdit, days === 1 ? day : undefined)
        };
    }

    /** Whole machines, at least one, until enough entries are shown. */
    private get shown(): readonly TimelineRow[] {
        let count = 0;
        const end = this.rows.findIndex(({ size }) => {
            const isEnough = count >= this.limit;
            count += size;
            return isEnough;
        });
        return end < 0 ? this.rows : this.rows.slice(0, end);
    }

    get more(): string {
        const hidden = this.rows.length - this.shown.length;
        return hidden > 0 ? fillLabel(MORE_LABEL, hidden) : '';
    }

    handleMore(): void {
        this.limit += PAGE;
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
}
