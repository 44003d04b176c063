import type { ProcessingConfig } from '../config/index.ts';
import type { Reading } from '../pipeline/index.ts';
import type { DeviceState } from './deviceState.ts';
import { continuousTime, extendTrend, firstState, takeOver, worthSending } from './signalState.ts';
import type { SignalState, ValueSource } from './signalState.ts';

/** What a reading changed. */
export interface AppliedReading {
    late: boolean;
    trendGrown: boolean;
    worthSending: boolean;
    /** Time since the previous value of the signal; 0 after a gap. */
    continuousMs: number;
}

const ignored: AppliedReading = { late: true, trendGrown: false, worthSending: false, continuousMs: 0 };

/**
 * Takes over one reading: latest value, trend, history for rates of change, alarms, deadband.
 * A reading older than the newest of its signal changes nothing, so late data never re-opens what is closed.
 */
export function applyReading(
    device: DeviceState,
    reading: Reading,
    source: ValueSource,
    config: ProcessingConfig,
    deadbandFactor: number
): AppliedReading {
    const previous = device.signals.get(reading.signal);
    if (previous && reading.at < previous.at) return ignored;
    const continuousMs = continuousTime(previous, reading.at, config.gapSeconds * 1000);
    const next = previous ?? firstState(reading, source);
    if (previous) takeOver(previous, reading, source);
    else device.signals.set(reading.signal, next);
    if (device.alarms.watches(reading.signal)) judgeAlarms(device, reading, continuousMs);
    const trendGrown = growTrend(device, reading, config);
    const rule = {
        deadband: (device.definitions.get(reading.signal)?.deadband ?? 0) * deadbandFactor,
        refreshMs: config.refreshSeconds * 1000
    };
    const sending = worthSending(next, rule);
    if (sending) markSent(next);
    return { late: false, trendGrown, worthSending: sending, continuousMs };
}

function markSent(state: SignalState): void {
    state.sentValue = state.value;
    state.sentQuality = state.quality;
    state.sentAt = state.at;
}

function growTrend(device: DeviceState, reading: Reading, config: ProcessingConfig): boolean {
    const trend = device.trends.get(reading.signal) ?? [];
    const grown = extendTrend(trend, reading, config.trendIntervalSeconds, config.trendPoints);
    if (grown) device.trends.set(reading.signal, grown);
    return grown !== undefined;
}

function judgeAlarms(device: DeviceState, reading: Reading, continuousMs: number): void {
    const history = device.histories.get(reading.signal) ?? [];
    device.alarms.observe({
        ...reading,
        continuousMs,
        history,
        reference: (signal) => {
            const state = device.signals.get(signal);
            return state && state.quality !== 'Bad' && typeof state.value === 'number' ? state.value : undefined;
        }
    });
    rememberHistory(device, reading, history);
}

/** Keeps the values inside the window, and only for signals whose rate of change is watched. */
function rememberHistory(device: DeviceState, reading: Reading, history: readonly (readonly [number, number])[]): void {
    const window = device.alarms.windowOf(reading.signal);
    if (window === 0 || typeof reading.value !== 'number' || reading.quality === 'Bad') return;
    const kept = history.filter(([at]) => at >= reading.at - window);
    device.histories.set(reading.signal, [...kept, [reading.at, reading.value]]);
}
