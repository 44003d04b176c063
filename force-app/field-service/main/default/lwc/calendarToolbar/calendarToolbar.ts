import { LightningElement, api } from 'lwc';
import AGENDA_LABEL from '@salesforce/label/c.Calendar_View_Agenda';
import FILTER_LABEL from '@salesforce/label/c.Calendar_Filter';
import MONTH_LABEL from '@salesforce/label/c.Calendar_View_Month';
import NEXT_LABEL from '@salesforce/label/c.Calendar_Next';
import ORDERS_LABEL from '@salesforce/label/c.Calendar_Filter_Orders';
import OVERDUE_LABEL from '@salesforce/label/c.Calendar_Filter_Overdue';
import PLANS_LABEL from '@salesforce/label/c.Calendar_Filter_Plans';
import PREVIOUS_LABEL from '@salesforce/label/c.Calendar_Previous';
import TODAY_LABEL from '@salesforce/label/c.Calendar_Today';
import VIEW_LABEL from '@salesforce/label/c.Calendar_View';
import WEEK_LABEL from '@salesforce/label/c.Calendar_View_Week';
import type { CalendarView } from 'c/calendarModel';

interface FilterOption {
    readonly label: string;
    readonly value: string;
    readonly checked: boolean;
}

const FILTERS = [
    { label: ORDERS_LABEL, value: 'orders' },
    { label: PLANS_LABEL, value: 'plans' },
    { label: OVERDUE_LABEL, value: 'overdue' }
];

/**
 * Presentational: period, view and filters.
 * @fires step with `{ direction }` -1 or 1; today; viewchange with `{ view }`; filterchange with `{ filters }`
 */
export default class CalendarToolbar extends LightningElement {
    /** Sets this toolbar apart from others on the page, whose radio buttons would exclude its own. */
    @api scope = '';
    /** Name of the period shown. */
    @api period = '';
    @api view: CalendarView = 'month';
    /** Any of orders, plans, overdue. */
    @api filters: readonly string[] = [];

    readonly labels = {
        filter: FILTER_LABEL,
        next: NEXT_LABEL,
        previous: PREVIOUS_LABEL,
        today: TODAY_LABEL,
        view: VIEW_LABEL
    };
    readonly viewOptions = [
        { label: MONTH_LABEL, value: 'month' },
        { label: WEEK_LABEL, value: 'week' },
        { label: AGENDA_LABEL, value: 'agenda' }
    ];

    get filterOptions(): FilterOption[] {
        return FILTERS.map((option) => ({ ...option, checked: this.filters.includes(option.value) }));
    }

    get viewName(): string {
        return `calendar-view-${this.scope}`;
    }

    private send(name: string, detail?: unknown): void {
        this.dispatchEvent(new CustomEvent(name, { detail }));
    }

    handlePrevious(): void {
        this.send('step', { direction: -1 });
    }

    handleNext(): void {
        this.send('step', { direction: 1 });
    }

    handleToday(): void {
        this.send('today');
    }

    handleView(event: CustomEvent<{ value: CalendarView }>): void {
        this.send('viewchange', { view: event.detail.value });
    }

    handleFilter(event: CustomEvent<{ checked: boolean }>): void {
        const { filter } = (event.currentTarget as HTMLElement).dataset;
        const others = this.filters.filter((each) => each !== filter);
        this.send('filterchange', { filters: event.detail.checked && filter ? [...others, filter] : others });
    }
}
