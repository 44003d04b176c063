import callEvents from '@salesforce/apex/TelemetryHistory.events';
import callSeries from '@salesforce/apex/TelemetryHistory.series';
import callSignals from '@salesforce/apex/TelemetryHistory.signals';
import { laterBy, periodBefore, readSeries, readSignals } from 'c/historyModel';
import type { Comparison, HistorySeries, RecordedSignal } from 'c/historyModel';
import type { TimeWindow } from 'c/twinEvents';

/** Enough for any screen: a chart is seldom wider. */
const POINTS = 800;
/** The signal whose states are shown as a lane. */
const STATE_SIGNAL = 'Operating_State';

/** What is read in one go. */
export interface HistoryRequest {
    readonly assetId: string;
    readonly recorded: readonly RecordedSignal[];
    /** Names of the signals that are shown. */
    readonly chosen: readonly string[];
    readonly window: TimeWindow;
    /** What is read as well. */
    readonly comparison: Comparison;
}

/** What the bridge recorded in a window. */
export interface LoadedHistory {
    readonly window: TimeWindow;
    readonly series: readonly HistorySeries[];
    readonly comparison: Comparison;
    /** Values of what is compared with, brought to the time of the window. */
    readonly others: readonly HistorySeries[];
    readonly states: HistorySeries | undefined;
    /** Alarm transitions, not read yet: which of them count depends on the records of the org. */
    readonly events: string | null;
}

/** The signals that are recorded for a machine; none when nothing ever was. */
export async function loadSignals(assetId: string): Promise<RecordedSignal[]> {
    return readSignals(await callSignals({ assetId }));
}

/** Reads everything that is shown, at the same time. @throws whatever the platform says of a call that failed */
export async function loadHistory(request: HistoryRequest): Promise<LoadedHistory> {
    const { assetId, recorded, chosen, window, comparison } = request;
    const hasStates = recorded.some(({ signal, kind }) => signal === STATE_SIGNAL && kind === 'state');
    const asked = hasStates ? [...new Set([...chosen, STATE_SIGNAL])] : chosen;
    const [series, others, events] = await Promise.all([
        seriesOf(assetId, asked, window),
        othersOf(request),
        callEvents({ assetId, ...timesOf(window) })
    ]);
    return {
        window,
        series: series.filter(({ signal }) => chosen.includes(signal)),
        comparison,
        others,
        states: series.find(({ signal, kind }) => signal === STATE_SIGNAL && kind === 'state'),
        events
    };
}

async function othersOf({ assetId, chosen, window, comparison }: HistoryRequest): Promise<HistorySeries[]> {
    switch (comparison.kind) {
        case 'none':
            return [];
        case 'before': {
            const earlier = await seriesOf(assetId, chosen, periodBefore(window));
            return earlier.map((one) => laterBy(one, window.to - window.from));
        }
        case 'machine': {
            // The bridge refuses to answer when one of the signals is not recorded.
            const theirs = await loadSignals(comparison.assetId);
            const shared = chosen.filter((name) =>
                theirs.some(({ signal, kind }) => signal === name && kind === 'number')
            );
            return seriesOf(comparison.assetId, shared, window);
        }
    }
}

async function seriesOf(assetId: string, signals: readonly string[], window: TimeWindow): Promise<HistorySeries[]> {
    // No name would mean every signal.
    if (signals.length === 0) return [];
    return readSeries(await callSeries({ assetId, signals, points: POINTS, ...timesOf(window) }));
}

function timesOf({ from, to }: TimeWindow): { fromTime: string; toTime: string } {
    return { fromTime: new Date(from).toISOString(), toTime: new Date(to).toISOString() };
}
