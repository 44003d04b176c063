import { LightningElement, api } from 'lwc';
import NONE_LABEL from '@salesforce/label/c.Calendar_Day_None';
import OVERDUE_LABEL from '@salesforce/label/c.Calendar_Agenda_Overdue';
import type { Day, Entry } from 'c/calendarModel';
import { dayText, toEntryView, type EntryView } from 'c/calendarView';

interface Section {
    readonly key: string;
    readonly heading: string;
    readonly entries: readonly EntryView[];
    readonly isEmpty: boolean;
}

/** Presentational: entries as a list by day, overdue ones of earlier days first. */
export default class CalendarAgenda extends LightningElement {
    @api overdue: readonly Entry[] = [];
    @api days: readonly { readonly day: Day; readonly entries: readonly Entry[] }[] = [];
    /** The user may change work orders. */
    @api mayEdit = false;

    readonly labels = { none: NONE_LABEL };

    /** Moves the focus to the heading of the first day, or to the only one there is. */
    @api focus(): void {
        const headings = [...(this.template?.querySelectorAll<HTMLElement>('h4') ?? [])];
        const first = this.overdue.length > 0 ? 1 : 0;
        (headings[first] ?? headings[0])?.focus();
    }

    private toSection(key: string, heading: string, entries: readonly Entry[], shownDay?: Day): Section {
        const views = entries.map((entry) => toEntryView(entry, this.mayEdit, shownDay));
        return { key, heading, entries: views, isEmpty: views.length === 0 };
    }

    get sections(): Section[] {
        const overdue = this.overdue.length > 0 ? [this.toSection('overdue', OVERDUE_LABEL, this.overdue)] : [];
        return [...overdue, ...this.days.map(({ day, entries }) => this.toSection(day, dayText(day), entries, day))];
    }
}
