import type { ProcessingConfig } from '../../config/index.ts';
import type { Instant } from '../../pipeline/index.ts';
import type { DeviceState } from '../../process/index.ts';
import { phases } from '../model.ts';
import type { MachineSample, Phase, SignalSample } from '../model.ts';

/** How a device is looked at. */
export interface SampleRule {
    readonly processing: Pick<ProcessingConfig, 'stateSignal' | 'runningState' | 'runningHoursSignal'>;
    /** Text signals whose values are error codes. */
    readonly errorSignals: readonly string[];
    /** Whether the machine is worked on. */
    readonly maintained: boolean;
    /** Error codes from before were sampled already. */
    readonly since: Instant;
}

/** Value of Operating_State of a machine that is worked on. */
const MAINTENANCE = 'Maintenance';

/** The device as it is now: a look at the newest values, which costs the messages nothing. */
export function sampleOf(device: DeviceState, at: Instant, rule: SampleRule): MachineSample | undefined {
    if (device.lastTelemetryAt === undefined) return undefined;
    const signals: SignalSample[] = [];
    for (const [signal, { value, at: measuredAt, quality }] of device.signals) {
        if (typeof value !== 'number' || quality === 'Bad') continue;
        signals.push({ signal, value, at: measuredAt, learn: quality === 'Good' });
    }
    return {
        device: device.id,
        at: Math.min(at, device.lastTelemetryAt),
        phase: phaseOf(device, rule),
        alarm: device.alarms.summary().highest ?? undefined,
        usage: {
            'Operating Hours': numberOf(device, rule.processing.runningHoursSignal),
            Cycles: numberOf(device, cyclesSignal(device)),
            Starts: device.starts
        },
        signals,
        errors: errorsOf(device, rule)
    };
}

function phaseOf(device: DeviceState, { processing, maintained }: SampleRule): Phase {
    const state = device.signals.get(processing.stateSignal)?.value;
    if (maintained || state === MAINTENANCE) return phases.maintained;
    if (state === undefined) return phases.unknown;
    return state === processing.runningState ? phases.running : phases.resting;
}

function numberOf(device: DeviceState, signal: string | undefined): number | undefined {
    const state = signal === undefined ? undefined : device.signals.get(signal);
    return state && state.quality !== 'Bad' && typeof state.value === 'number' ? state.value : undefined;
}

function cyclesSignal(device: DeviceState): string | undefined {
    return device.view.signals.find(({ field }) => field === 'Cycles__c')?.name;
}

function errorsOf(device: DeviceState, { errorSignals, since }: SampleRule): string[] {
    return errorSignals.flatMap((signal) => {
        const state = device.signals.get(signal);
        if (!state || state.at <= since || state.quality === 'Bad') return [];
        const code = String(state.value).trim();
        return code === '' ? [] : [code];
    });
}
