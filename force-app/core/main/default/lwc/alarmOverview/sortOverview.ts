import { priorityRank } from 'c/alarmDisplay';
import { sortAlarms } from 'c/alarmModel';
import type { OverviewAlarm } from './filterAlarms';

/** Columns by which the console sorts; urgency is the order in which agents work. */
export type SortColumn = 'urgency' | 'priority' | 'message' | 'machine' | 'site' | 'state' | 'raised';

/** A column and a direction. */
export interface AlarmSort {
    readonly column: SortColumn;
    readonly descending: boolean;
}

type Compare = (a: OverviewAlarm, b: OverviewAlarm) => number;

/** Alarms in the wanted order; equal ones stay in the order of urgency. */
export function sortOverview<T extends OverviewAlarm>(alarms: readonly T[], sort: AlarmSort, language: string): T[] {
    const byUrgency = sortAlarms(alarms) as T[];
    if (sort.column === 'urgency') return sort.descending ? byUrgency.reverse() : byUrgency;
    const compare = comparators(language)[sort.column];
    const sign = sort.descending ? -1 : 1;
    return byUrgency.sort((a, b) => sign * compare(a, b));
}

function comparators(language: string): Readonly<Record<Exclude<SortColumn, 'urgency'>, Compare>> {
    const { compare } = new Intl.Collator(language, { numeric: true });
    const byText =
        (textOf: (alarm: OverviewAlarm) => string): Compare =>
        (a, b) =>
            compare(textOf(a), textOf(b));
    return {
        priority: (a, b) => priorityRank(a.priority) - priorityRank(b.priority),
        message: byText(({ message }) => message),
        machine: byText(({ machine }) => machine?.name ?? ''),
        site: byText(({ site }) => site),
        state: byText(({ stateLabel }) => stateLabel),
        raised: (a, b) => timeOf(a) - timeOf(b)
    };
}

function timeOf({ raisedAt }: OverviewAlarm): number {
    const time = raisedAt === null ? Number.NaN : Date.parse(raisedAt);
    return Number.isNaN(time) ? 0 : time;
}
