import type { ProcessingConfig } from '../config/index.ts';
import type { Instant, Reading } from '../pipeline/index.ts';
import type { DeviceState } from './deviceState.ts';

const hourMs = 3_600_000;

/**
 * Running hours of a device that reports its state but does not count them itself: the time between messages counts
 * while the state says running, and a gap longer than `gapSeconds` does not.
 */
export function derivedRunningHours(device: DeviceState, at: Instant, config: ProcessingConfig): Reading | undefined {
    const counted = device.signals.at(device.plan.hoursSlot);
    const state = device.signals.at(device.plan.stateSlot);
    const defined = device.definitions.get(config.runningHoursSignal)?.formula !== undefined;
    if (!state || counted?.source === 'Measured' || defined) return undefined;
    const distance = counted ? at - counted.at : 0;
    const running = state.value === config.runningState && distance > 0 && distance <= config.gapSeconds * 1000;
    if (running) device.runningMs += distance;
    return { signal: config.runningHoursSignal, value: device.runningMs / hourMs, at, quality: 'Good' };
}

/**
 * Counts a start, and tells the alarms of a device that it runs again after a stop: some definitions wait for it to
 * become steady.
 */
export function noteStart(device: DeviceState, readings: readonly Reading[], config: ProcessingConfig): void {
    const before = device.signals.at(device.plan.stateSlot);
    if (before?.value === config.runningState) return;
    const state = readings.find(({ signal }) => signal === config.stateSignal);
    if (!state) return;
    if (!before) device.starts ??= 0;
    if (!before || state.value !== config.runningState || state.at < before.at) return;
    device.starts = (device.starts ?? 0) + 1;
    device.alarms.started(state.at);
}
