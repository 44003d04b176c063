import { readAlarms, stateEvents, type HistorySeries, type SignalInfo } from 'c/historyModel';
import { inTimeOrder, isInside, type TwinEvent } from 'c/twinEvents';
import type { LoadedHistory } from './loadHistory';
import { infoOf, type MachineData } from './machineData';

/** One signal as the template shows it. */
interface Chart {
    readonly key: string;
    readonly series: HistorySeries;
    readonly before: HistorySeries | undefined;
    readonly info: SignalInfo;
}

/** Everything that is shown of an answer. */
export interface Content {
    readonly charts: readonly Chart[];
    readonly events: readonly TwinEvent[];
    readonly alarms: readonly TwinEvent[];
    readonly hasEvents: boolean;
    /** No signal has a value in the time shown. */
    readonly isEmpty: boolean;
}

/** What is shown of an answer of the bridge together with what the org knows. */
export function contentOf(
    loaded: LoadedHistory | undefined,
    machine: MachineData,
    orders: readonly TwinEvent[]
): Content {
    const charts = loaded ? chartsOf(loaded, machine) : [];
    const events = loaded ? eventsOf(loaded, machine, orders) : [];
    return {
        charts,
        events,
        alarms: events.filter(({ kind }) => kind === 'alarm'),
        hasEvents: events.length > 0,
        isEmpty: charts.length === 0
    };
}

/** A chart for each signal that has values. */
function chartsOf({ series, before }: LoadedHistory, { infos }: MachineData): Chart[] {
    return series
        .filter(({ points }) => points.length > 0)
        .map((one) => ({
            key: one.signal,
            series: one,
            before: before.find(({ signal }) => signal === one.signal),
            info: infoOf(infos, one.signal)
        }));
}

/** What happened in the time shown: records of the org, alarms that only the bridge remembers, operating states. */
function eventsOf(loaded: LoadedHistory, machine: MachineData, orders: readonly TwinEvent[]): TwinEvent[] {
    const recorded = readAlarms(loaded.events, machine.episodes);
    const states = loaded.states ? stateEvents(loaded.states, loaded.window.to) : [];
    const all = [...machine.events, ...recorded, ...orders, ...states];
    return inTimeOrder(all.filter((event) => isInside(event, loaded.window)));
}
