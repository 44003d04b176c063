/** Shared module: filters, sorts and arranges the alarms of the console. */
export {
    filterAlarms,
    filterChoices,
    isFiltering,
    NO_FILTER,
    type AlarmFilter,
    type FilterChoices,
    type OverviewAlarm
} from './filterAlarms';
export { sortOverview, type AlarmSort, type SortColumn } from './sortOverview';
export { arrangeAlarms, withConsequences, type AlarmNode } from './arrangeAlarms';
