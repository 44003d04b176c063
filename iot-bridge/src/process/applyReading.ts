import type { ProcessingConfig } from '../config/index.ts';
import type { Reading } from '../pipeline/index.ts';
import type { DeviceState } from './deviceState.ts';
import { continuousTime, extendTrend, firstState, takeOver, worthSending } from './signalState.ts';
import type { SignalState, ValueSource } from './signalState.ts';

/** What a reading changed, as bits of one number: this runs for every value. */
export const applied = { late: 1, trendGrown: 2, worthSending: 4 } as const;

/** How readings are applied. */
export interface ApplyRule {
    config: ProcessingConfig;
    deadbandFactor: number;
    /** Takes the time since the previous value of each signal, 0 after a gap, where something is computed from it. */
    fresh: Map<string, number> | undefined;
}

/**
 * Takes over one reading: latest value, trend, history for rates of change, alarms, deadband.
 * A reading older than the newest of its signal changes nothing, so late data never re-opens what is closed.
 * @param slot place of the signal in the plan of the device
 * @returns bits of {@link applied}
 */
export function applyReading(
    device: DeviceState,
    slot: number,
    reading: Reading,
    source: ValueSource,
    rule: ApplyRule
): number {
    const { config } = rule;
    const previous = device.signals.at(slot);
    if (previous && reading.at < previous.at) return applied.late;
    const continuousMs = continuousTime(previous, reading.at, config.gapSeconds * 1000);
    const state = previous ?? firstState(reading, source);
    if (previous) takeOver(previous, reading, source);
    else device.signals.set(slot, state);
    rule.fresh?.set(reading.signal, continuousMs);
    if (!device.alarms.settles(reading)) judgeAlarms(device, state, reading, continuousMs);
    const grown = extendTrend(state, config.trendIntervalSeconds, config.trendPoints) ? applied.trendGrown : 0;
    const deadband = device.plan.deadbandAt(slot) * rule.deadbandFactor;
    if (!worthSending(state, deadband, config.refreshSeconds * 1000)) return grown;
    state.sentValue = state.value;
    state.sentQuality = state.quality;
    state.sentAt = state.at;
    return grown | applied.worthSending;
}

function judgeAlarms(device: DeviceState, state: SignalState, reading: Reading, continuousMs: number): void {
    device.alarms.observe({
        ...reading,
        continuousMs,
        history: state.history ?? [],
        reference: (signal) => {
            const other = device.signals.get(signal);
            return other && other.quality !== 'Bad' && typeof other.value === 'number' ? other.value : undefined;
        }
    });
    rememberHistory(device, state, reading);
}

/** Keeps the values inside the window, and only for signals whose rate of change is watched. */
function rememberHistory(device: DeviceState, state: SignalState, reading: Reading): void {
    const window = device.alarms.windowOf(reading.signal);
    if (window === 0 || typeof reading.value !== 'number' || reading.quality === 'Bad') return;
    const kept = (state.history ?? []).filter(([at]) => at >= reading.at - window);
    state.history = [...kept, [reading.at, reading.value]];
}
