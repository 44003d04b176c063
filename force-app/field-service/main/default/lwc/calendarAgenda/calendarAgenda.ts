import { LightningElement, api } from 'lwc';
import MORE_LABEL from '@salesforce/label/c.Calendar_Agenda_More';
import NEW_LABEL from '@salesforce/label/c.Calendar_New';
import NONE_LABEL from '@salesforce/label/c.Calendar_Day_None';
import OVERDUE_LABEL from '@salesforce/label/c.Calendar_Agenda_Overdue';
import type { Day, Entry } from 'c/calendarModel';
import { dayText, toEntryView, type EntryView } from 'c/calendarView';
import { fillLabel } from 'c/displayFormat';

interface Section {
    readonly key: string;
    readonly heading: string;
    readonly entries: readonly EntryView[];
    readonly isEmpty: boolean;
    /** Day on which a new work order can be made. */
    readonly newDay?: Day;
    readonly newLabel: string;
}

/** Entries shown before more are asked for: thousands of rows would be slow and unreadable. */
const PAGE = 100;

/**
 * Presentational: entries as a list by day, overdue ones of earlier days first.
 * @fires newentry with `{ day }` when a work order is to be made on a day
 */
export default class CalendarAgenda extends LightningElement {
    @api overdue: readonly Entry[] = [];
    @api days: readonly { readonly day: Day; readonly entries: readonly Entry[] }[] = [];
    /** The user may change work orders. */
    @api mayEdit = false;

    /** The user may create work orders. */
    @api mayCreate = false;

    readonly labels = { none: NONE_LABEL };
    private limit = PAGE;

    /** Moves the focus to the heading of the first day, or to the only one there is. */
    @api focus(): void {
        const headings = [...(this.template?.querySelectorAll<HTMLElement>('h4') ?? [])];
        const first = this.overdue.length > 0 ? 1 : 0;
        (headings[first] ?? headings[0])?.focus();
    }

    private toSection(key: string, heading: string, entries: readonly Entry[], shownDay?: Day): Section {
        const views = entries.map((entry) => toEntryView(entry, this.mayEdit, shownDay));
        const newDay = this.mayCreate ? shownDay : undefined;
        const newLabel = fillLabel(NEW_LABEL, heading);
        return { key, heading, entries: views, isEmpty: entries.length === 0, newDay, newLabel };
    }

    get sections(): Section[] {
        let left = this.limit;
        const take = (entries: readonly Entry[]): readonly Entry[] => {
            const taken = entries.slice(0, left);
            left -= taken.length;
            return taken;
        };
        const overdue = take(this.overdue);
        const sections = overdue.length > 0 ? [this.toSection('overdue', OVERDUE_LABEL, overdue)] : [];
        for (const { day, entries } of this.days) {
            if (left === 0 && entries.length > 0) break;
            sections.push(this.toSection(day, dayText(day), take(entries), day));
        }
        return sections;
    }

    get more(): string {
        const count = this.days.reduce((sum, { entries }) => sum + entries.length, this.overdue.length);
        return count > this.limit ? fillLabel(MORE_LABEL, count - this.limit) : '';
    }

    handleMore(): void {
        this.limit += PAGE;
    }

    handleNew(event: Event): void {
        const { day } = (event.currentTarget as HTMLElement).dataset;
        this.dispatchEvent(new CustomEvent('newentry', { detail: { day } }));
    }
}
