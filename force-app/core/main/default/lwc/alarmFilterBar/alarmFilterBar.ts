import { LightningElement, api } from 'lwc';
import LANGUAGE from '@salesforce/i18n/lang';
import FILTER_ALL_LABEL from '@salesforce/label/c.AlarmConsole_Filter_All';
import FILTER_KIND_LABEL from '@salesforce/label/c.AlarmConsole_Filter_Kind';
import FILTER_PRIORITY_LABEL from '@salesforce/label/c.AlarmConsole_Filter_Priority';
import FILTER_SITE_LABEL from '@salesforce/label/c.AlarmConsole_Filter_Site';
import FILTER_STATE_LABEL from '@salesforce/label/c.AlarmConsole_Filter_State';
import SEARCH_LABEL from '@salesforce/label/c.AlarmConsole_Search';
import SEARCH_HINT_LABEL from '@salesforce/label/c.AlarmConsole_Search_Hint';
import { priorityLabel } from 'c/alarmDisplay';
import { filterChoices, NO_FILTER, type AlarmFilter, type OverviewAlarm } from 'c/alarmOverview';

/** One list of the bar. */
interface FilterList {
    readonly name: keyof AlarmFilter;
    readonly label: string;
    readonly value: string;
    readonly options: readonly { readonly value: string; readonly label: string }[];
}

const ALL = { value: '', label: FILTER_ALL_LABEL };

/**
 * Presentational: search and filters of the alarm console.
 * @fires filterchange with the new AlarmFilter
 */
export default class AlarmFilterBar extends LightningElement {
    /** All alarms, for the values to choose from. */
    @api alarms: readonly OverviewAlarm[] = [];
    @api filter: AlarmFilter = NO_FILTER;

    readonly labels = { search: SEARCH_LABEL, searchHint: SEARCH_HINT_LABEL };

    /** Gives the focus to the search. */
    @api focus(): void {
        this.template?.querySelector<HTMLElement>('lightning-input')?.focus();
    }

    get lists(): FilterList[] {
        const { priorities, states, kinds, sites } = filterChoices(this.alarms, LANGUAGE);
        const named = priorities.map((value) => ({ value, label: priorityLabel(value) }));
        return [
            this.list('priority', FILTER_PRIORITY_LABEL, named),
            this.list('state', FILTER_STATE_LABEL, states),
            this.list('kind', FILTER_KIND_LABEL, kinds),
            this.list('site', FILTER_SITE_LABEL, sites)
        ];
    }

    handleSearch(event: CustomEvent<{ value: string }>): void {
        this.change({ search: event.detail.value });
    }

    handleList(event: CustomEvent<{ value: string }>): void {
        const { name = '' } = (event.currentTarget as HTMLElement).dataset;
        this.change({ [name]: event.detail.value });
    }

    /** A value that no alarm has any more stays in its list while it is chosen. */
    private list(name: keyof AlarmFilter, label: string, found: FilterList['options']): FilterList {
        const value = this.filter[name];
        const isFound = value === '' || found.some((choice) => choice.value === value);
        return { name, label, value, options: [ALL, ...(isFound ? found : [{ value, label: value }, ...found])] };
    }

    private change(changes: Partial<AlarmFilter>): void {
        this.dispatchEvent(new CustomEvent('filterchange', { detail: { ...this.filter, ...changes } }));
    }
}
