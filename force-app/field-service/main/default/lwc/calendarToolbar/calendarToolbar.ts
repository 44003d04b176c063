import { LightningElement, api } from 'lwc';
import AGENDA_LABEL from '@salesforce/label/c.Calendar_View_Agenda';
import FILTER_LABEL from '@salesforce/label/c.Calendar_Filter';
import APPOINTMENTS_LABEL from '@salesforce/label/c.Calendar_Filter_Appointments';
import DOWNTIMES_LABEL from '@salesforce/label/c.Calendar_Filter_Downtimes';
import EXPORT_LABEL from '@salesforce/label/c.Calendar_Export';
import MACHINE_ALL_LABEL from '@salesforce/label/c.Calendar_Machine_All';
import MACHINE_LABEL from '@salesforce/label/c.Calendar_Machine';
import MONTH_LABEL from '@salesforce/label/c.Calendar_View_Month';
import NEXT_LABEL from '@salesforce/label/c.Calendar_Next';
import ORDERS_LABEL from '@salesforce/label/c.Calendar_Filter_Orders';
import OVERDUE_LABEL from '@salesforce/label/c.Calendar_Filter_Overdue';
import OWNER_ALL_LABEL from '@salesforce/label/c.Calendar_Owner_All';
import OWNER_LABEL from '@salesforce/label/c.Calendar_Owner';
import PLANS_LABEL from '@salesforce/label/c.Calendar_Filter_Plans';
import PREVIOUS_LABEL from '@salesforce/label/c.Calendar_Previous';
import PRINT_LABEL from '@salesforce/label/c.Calendar_Print';
import TIMELINE_LABEL from '@salesforce/label/c.Calendar_View_Timeline';
import TODAY_LABEL from '@salesforce/label/c.Calendar_Today';
import VIEW_LABEL from '@salesforce/label/c.Calendar_View';
import WARRANTIES_LABEL from '@salesforce/label/c.Calendar_Filter_Warranties';
import WEEK_LABEL from '@salesforce/label/c.Calendar_View_Week';
import { NO_EXTRAS, type CalendarView, type ExtraObjects } from 'c/calendarModel';

interface FilterOption {
    readonly label: string;
    readonly value: string;
    readonly checked: boolean;
}

/** A choice of one of the filters. */
export interface Choice {
    readonly label: string;
    readonly value: string;
}

/** Filters in their order; some need objects that an org need not have. */
const FILTERS: readonly { readonly label: string; readonly value: string; readonly needs?: keyof ExtraObjects }[] = [
    { label: ORDERS_LABEL, value: 'orders' },
    { label: APPOINTMENTS_LABEL, value: 'appointments', needs: 'appointments' },
    { label: PLANS_LABEL, value: 'plans' },
    { label: DOWNTIMES_LABEL, value: 'downtimes', needs: 'downtimes' },
    { label: WARRANTIES_LABEL, value: 'warranties', needs: 'warranties' },
    { label: OVERDUE_LABEL, value: 'overdue' }
];

/**
 * Presentational: period, view, filters, export and print.
 * @fires step with `{ direction }` -1 or 1; today; viewchange with `{ view }`; filterchange with `{ filters }`;
 * machinechange with `{ machine }` and ownerchange with `{ owner }`, blank for all; export; print
 */
export default class CalendarToolbar extends LightningElement {
    /** Sets this toolbar apart from others on the page, whose radio buttons would exclude its own. */
    @api scope = '';
    /** Name of the period shown. */
    @api period = '';
    @api view: CalendarView = 'month';
    /** Machines to choose from; the choice is offered from two on. */
    @api machines: readonly Choice[] = [];
    @api machine = '';
    /** Technicians and owners of work orders to choose from; the choice is offered from two on. */
    @api owners: readonly Choice[] = [];
    @api owner = '';
    /** What the org has beyond work orders and plans, and the user may read. */
    @api has: ExtraObjects = NO_EXTRAS;
    /** There is something to export or print. */
    @api hasEntries = false;
    /** Any of orders, appointments, plans, downtimes, warranties, overdue. */
    @api filters: readonly string[] = [];

    readonly labels = {
        export: EXPORT_LABEL,
        filter: FILTER_LABEL,
        machine: MACHINE_LABEL,
        next: NEXT_LABEL,
        owner: OWNER_LABEL,
        previous: PREVIOUS_LABEL,
        print: PRINT_LABEL,
        today: TODAY_LABEL,
        view: VIEW_LABEL
    };
    readonly viewOptions = [
        { label: MONTH_LABEL, value: 'month' },
        { label: WEEK_LABEL, value: 'week' },
        { label: TIMELINE_LABEL, value: 'timeline' },
        { label: AGENDA_LABEL, value: 'agenda' }
    ];

    get filterOptions(): FilterOption[] {
        const offered = FILTERS.filter(({ needs }) => needs === undefined || this.has[needs]);
        return offered.map(({ label, value }) => ({ label, value, checked: this.filters.includes(value) }));
    }

    get machineOptions(): Choice[] {
        return [{ label: MACHINE_ALL_LABEL, value: '' }, ...this.machines];
    }

    get ownerOptions(): Choice[] {
        return [{ label: OWNER_ALL_LABEL, value: '' }, ...this.owners];
    }

    get hasMachines(): boolean {
        return this.machines.length > 1;
    }

    get hasOwners(): boolean {
        return this.owners.length > 1;
    }

    get hasNothing(): boolean {
        return !this.hasEntries;
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

    handleMachine(event: CustomEvent<{ value: string }>): void {
        this.send('machinechange', { machine: event.detail.value });
    }

    handleOwner(event: CustomEvent<{ value: string }>): void {
        this.send('ownerchange', { owner: event.detail.value });
    }

    handleExport(): void {
        this.send('export');
    }

    handlePrint(): void {
        this.send('print');
    }

    handleFilter(event: CustomEvent<{ checked: boolean }>): void {
        const { filter } = (event.currentTarget as HTMLElement).dataset;
        const others = this.filters.filter((each) => each !== filter);
        this.send('filterchange', { filters: event.detail.checked && filter ? [...others, filter] : others });
    }
}
