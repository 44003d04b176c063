import { PRIORITIES, type Priority } from 'c/alarmDisplay';
import type { Alarm } from 'c/alarmModel';

/** An alarm as the console needs it. */
export interface OverviewAlarm extends Alarm {
    readonly kind: string | null;
    /** Kind in the user's language. */
    readonly kindLabel: string;
    /** Name of the top of the machine's hierarchy; blank when unknown. */
    readonly site: string;
    /** Alarm from which this one follows. */
    readonly rootId: string | undefined;
}

/** What the user wants to see; blank = everything. Every word of the search must be found. */
export interface AlarmFilter {
    readonly search: string;
    readonly priority: string;
    readonly state: string;
    readonly kind: string;
    readonly site: string;
}

export const NO_FILTER: AlarmFilter = { search: '', priority: '', state: '', kind: '', site: '' };

/** Whether a filter leaves anything out. */
export function isFiltering(filter: AlarmFilter): boolean {
    return Object.values(filter).some((value: string) => value.trim() !== '');
}

/** The alarms that pass every part of a filter, in their order. */
export function filterAlarms<T extends OverviewAlarm>(alarms: readonly T[], filter: AlarmFilter): T[] {
    const words = fold(filter.search).split(/\s+/).filter(Boolean);
    const passes = (wanted: string, value: string | null | undefined): boolean => wanted === '' || wanted === value;
    return alarms.filter(
        (alarm) =>
            passes(filter.priority, alarm.priority) &&
            passes(filter.state, alarm.state) &&
            passes(filter.kind, alarm.kind) &&
            passes(filter.site, alarm.site) &&
            holdsAll(alarm, words)
    );
}

function holdsAll({ message, machine, site, name }: OverviewAlarm, words: readonly string[]): boolean {
    const text = fold([message, machine?.name, site, name].join(' '));
    return words.every((word) => text.includes(word));
}

/** Lower case without accents, so that "uberdruck" finds "Überdruck". */
function fold(text: string): string {
    return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** One choice of a filter list. */
export interface Choice {
    readonly value: string;
    readonly label: string;
}

/** What the filter lists offer: only what some open alarm has, so that no choice leads to nothing. */
export interface FilterChoices {
    readonly priorities: readonly Priority[];
    readonly states: readonly Choice[];
    readonly kinds: readonly Choice[];
    readonly sites: readonly Choice[];
}

/** Choices for a set of alarms, in the order of the user's language. */
export function filterChoices(alarms: readonly OverviewAlarm[], language: string): FilterChoices {
    const { compare } = new Intl.Collator(language, { numeric: true });
    const distinct = (choices: readonly Choice[]): Choice[] =>
        [...new Map(choices.filter(({ value }) => value !== '').map((one) => [one.value, one])).values()].sort((a, b) =>
            compare(a.label, b.label)
        );
    return {
        priorities: PRIORITIES.filter((priority) => alarms.some((alarm) => alarm.priority === priority)),
        states: distinct(alarms.map(({ state, stateLabel }) => ({ value: state ?? '', label: stateLabel }))),
        kinds: distinct(alarms.map(({ kind, kindLabel }) => ({ value: kind ?? '', label: kindLabel }))),
        sites: distinct(alarms.map(({ site }) => ({ value: site, label: site })))
    };
}
