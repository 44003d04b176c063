import { LightningElement, api } from 'lwc';
import LANGUAGE from '@salesforce/i18n/lang';
import FILTER_ALARMS_LABEL from '@salesforce/label/c.MachineTree_Filter_Alarms';
import FILTER_ALL_LABEL from '@salesforce/label/c.MachineTree_Filter_All';
import FILTER_LABEL from '@salesforce/label/c.MachineTree_Filter';
import FILTER_OFFLINE_LABEL from '@salesforce/label/c.MachineTree_Filter_Offline';
import FILTER_OVERDUE_LABEL from '@salesforce/label/c.MachineTree_Filter_Overdue';
import FILTER_STOPPED_LABEL from '@salesforce/label/c.MachineTree_Filter_Stopped';
import FILTER_URGENT_LABEL from '@salesforce/label/c.MachineTree_Filter_Urgent';
import PRODUCT_ALL_LABEL from '@salesforce/label/c.MachineTree_Product_All';
import PRODUCT_LABEL from '@salesforce/label/c.MachineTree_Product';
import SEARCH_HINT_LABEL from '@salesforce/label/c.MachineTree_Search_Hint';
import SEARCH_LABEL from '@salesforce/label/c.MachineTree_Search';
import {
    FILTER_NAMES,
    MachineHierarchy,
    productsOf,
    rememberLast,
    toFilterName,
    type FilterName,
    type Selection
} from 'c/machineHierarchy';
import type MachineOverdue from 'c/machineOverdue';
import type { OverdueMachines } from 'c/machineOverdue';

const FILTER_LABELS: Readonly<Record<FilterName, string>> = {
    all: FILTER_ALL_LABEL,
    alarms: FILTER_ALARMS_LABEL,
    urgent: FILTER_URGENT_LABEL,
    offline: FILTER_OFFLINE_LABEL,
    stopped: FILTER_STOPPED_LABEL,
    overdue: FILTER_OVERDUE_LABEL
};

/** Choices of the filter list. */
const FILTER_OPTIONS = FILTER_NAMES.map((value) => ({ value, label: FILTER_LABELS[value] }));

/**
 * Presentational: search and filters of the tree. Which machines are overdue is asked only while that is chosen.
 * @fires selectionchange with the new Selection
 */
export default class MachineTreeToolbar extends LightningElement {
    /** The machines, for the products to choose from. */
    @api hierarchy = new MachineHierarchy();
    @api selection: Selection = { filter: 'all', search: '' };
    /** Top of the hierarchy, for what is overdue in it. */
    @api rootId: string | undefined;
    /** Now, epoch milliseconds; another value asks again what is overdue. */
    @api now = 0;

    readonly labels = {
        filter: FILTER_LABEL,
        product: PRODUCT_LABEL,
        search: SEARCH_LABEL,
        searchHint: SEARCH_HINT_LABEL
    };
    readonly filterOptions = FILTER_OPTIONS;
    protected errors: unknown;
    private readonly optionsOf = rememberLast((tree: MachineHierarchy) => productOptions(productsOf(tree, LANGUAGE)));

    /** Gives the focus to the search. */
    @api focus(): void {
        this.template?.querySelector<HTMLElement>('lightning-input')?.focus();
    }

    get productOptions(): { value: string; label: string }[] {
        return this.optionsOf(this.hierarchy);
    }

    /** A choice among fewer than two products would be none. */
    get hasProducts(): boolean {
        return this.productOptions.length > 2;
    }

    get product(): string {
        return this.selection.product ?? '';
    }

    get wantsOverdue(): boolean {
        return this.selection.filter === 'overdue';
    }

    handleSearch(event: CustomEvent<{ value: string }>): void {
        this.change({ search: event.detail.value });
    }

    handleFilter(event: CustomEvent<{ value: string }>): void {
        this.errors = undefined;
        this.change({ filter: toFilterName(event.detail.value), overdue: undefined });
    }

    handleProduct(event: CustomEvent<{ value: string }>): void {
        this.change({ product: event.detail.value });
    }

    /** After a failure the machines found before stay. */
    handleOverdue({ detail: { ids, errors } }: CustomEvent<OverdueMachines>): void {
        this.errors = errors;
        if (ids && ids.join() !== this.selection.overdue?.join()) this.change({ overdue: ids });
    }

    handleRetry(): void {
        this.template?.querySelector<HTMLElement & MachineOverdue>('c-machine-overdue')?.refresh();
    }

    private change(changes: Partial<Selection>): void {
        this.dispatchEvent(new CustomEvent('selectionchange', { detail: { ...this.selection, ...changes } }));
    }
}

/** Choices of the product list; blank shows every product. */
function productOptions(products: readonly string[]): { value: string; label: string }[] {
    return [{ value: '', label: PRODUCT_ALL_LABEL }, ...products.map((value) => ({ value, label: value }))];
}
