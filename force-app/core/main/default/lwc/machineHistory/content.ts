import { readAlarms, stateEvents, type HistorySeries, type PartReplaced, type SignalInfo } from 'c/historyModel';
import { inTimeOrder, isInside, type TwinEvent } from 'c/twinEvents';
import * as texts from './machineHistoryTexts';
import type { LoadedHistory } from './loadHistory';
import { infoOf, type MachineData } from './machineData';
import type { Parts } from './parts';

/** One signal as the template shows it. */
interface Chart {
    readonly key: string;
    readonly series: HistorySeries;
    readonly other: HistorySeries | undefined;
    readonly info: SignalInfo;
}

/** Everything that is shown of an answer. */
export interface Content {
    readonly charts: readonly Chart[];
    readonly events: readonly TwinEvent[];
    readonly alarms: readonly TwinEvent[];
    /** Parts that were replaced in the time shown. */
    readonly parts: readonly TwinEvent[];
    readonly hasEvents: boolean;
    /** The org holds more than was read. */
    readonly hasMore: boolean;
    /** Name of what is compared with; empty when nothing is. */
    readonly otherName: string;
    /** Says that nothing is recorded of it; empty when something is, or nothing is compared. */
    readonly comparisonHint: string;
    /** No signal has a value in the time shown. */
    readonly isEmpty: boolean;
}

/** What is shown of an answer of the bridge together with what the org knows. */
export function contentOf(
    loaded: LoadedHistory | undefined,
    machine: MachineData,
    orders: readonly TwinEvent[],
    parts: Parts
): Content {
    const charts = loaded ? chartsOf(loaded, machine) : [];
    const otherName = loaded ? texts.comparedText(loaded.comparison, loaded.window) : '';
    const hasOther = charts.some(({ other }) => other !== undefined && other.points.length > 0);
    const events = loaded ? eventsOf(loaded, machine, [...orders, ...parts.events]) : [];
    return {
        charts,
        events,
        alarms: events.filter(({ kind }) => kind === 'alarm'),
        parts: events.filter(({ kind }) => kind === 'part'),
        hasEvents: events.length > 0,
        hasMore: machine.hasMore || parts.hasMore,
        otherName,
        comparisonHint: otherName && !hasOther ? texts.nothingToCompareText(otherName) : '',
        isEmpty: charts.length === 0
    };
}

/** A chart for each signal that has values. */
function chartsOf({ series, others }: LoadedHistory, { infos }: MachineData): Chart[] {
    return series
        .filter(({ points }) => points.length > 0)
        .map((one) => ({
            key: one.signal,
            series: one,
            other: others.find(({ signal }) => signal === one.signal),
            info: infoOf(infos, one.signal)
        }));
}

/** What happened in the time shown: records of the org, alarms that only the bridge remembers, operating states. */
function eventsOf(loaded: LoadedHistory, machine: MachineData, others: readonly TwinEvent[]): TwinEvent[] {
    const recorded = readAlarms(loaded.events, machine.episodes);
    const states = loaded.states ? stateEvents(loaded.states, loaded.window.to) : [];
    const all = [...machine.events, ...recorded, ...others, ...states];
    return inTimeOrder(all.filter((event) => isInside(event, loaded.window)));
}

/** Parts that were replaced, as a table tells them. */
export function partRows(parts: readonly TwinEvent[]): PartReplaced[] {
    return parts.map(({ from, title, status }) => ({ time: from, text: status ? `${title}: ${status}` : title }));
}
