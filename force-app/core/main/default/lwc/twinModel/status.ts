import type { Limits, Liveness, MachineStatus, OpenAlarm, Signal, SignalState, Twin } from './types';

/** One stretch of a limit band, in percent of its length. */
export interface BandZone {
    readonly from: number;
    readonly to: number;
    readonly state: SignalState;
}

/** A limit band: its zones from low to high and the place of the value on it, in percent. */
export interface LimitBand {
    readonly zones: readonly BandZone[];
    readonly position: number;
}

/** A live machine's steady value is sent rarely (deadband), so its signals may be this much older than its news. */
const LIVE_MACHINE_PATIENCE = 5;

/** State of a value against its limits alone. A value that equals a limit has reached it. */
export function limitState(value: number, limits: Limits): SignalState {
    const { lowLow = -Infinity, low = -Infinity, high = Infinity, highHigh = Infinity } = limits;
    if (value >= highHigh || value <= lowLow) return 'alarm';
    if (value >= high || value <= low) return 'warning';
    return 'normal';
}

function alarmState(alarms: readonly OpenAlarm[]): SignalState {
    if (alarms.some((alarm) => alarm.priority === 'Critical')) return 'alarm';
    return alarms.length > 0 ? 'warning' : 'normal';
}

const SEVERITY: Readonly<Record<SignalState, number>> = { normal: 0, unknown: 1, warning: 2, alarm: 3 };

/** The more severe of two states. */
export function worse(a: SignalState, b: SignalState): SignalState {
    return SEVERITY[a] >= SEVERITY[b] ? a : b;
}

/** Open alarms of one signal, most urgent first as given. */
export function alarmsOf(signal: Signal, alarms: readonly OpenAlarm[]): OpenAlarm[] {
    return alarms.filter((alarm) => alarm.signal === signal.name);
}

/**
 * State of a signal: the worse of its limits and its open alarms. An open alarm keeps the state even when the value
 * is back inside the limit, because hysteresis or a missing acknowledgement still holds it open.
 */
export function signalState(signal: Signal, alarms: readonly OpenAlarm[]): SignalState {
    const byAlarm = alarmState(alarmsOf(signal, alarms));
    if (signal.quality === 'Bad') return worse('unknown', byAlarm);
    if (signal.value === undefined) return signal.text === undefined ? worse('unknown', byAlarm) : byAlarm;
    return worse(limitState(signal.value, signal.limits), byAlarm);
}

/** State of a component from its alarm roll-up and its operating state. */
export function componentState(component: MachineStatus): SignalState {
    if (component.priority === 'Critical' || component.operatingState === 'Fault') return 'alarm';
    if (component.activeAlarms > 0) return 'warning';
    if (component.deviceId === '') return 'normal';
    return component.connectivity === 'Online' ? 'normal' : 'unknown';
}

/** Worst state of a machine: its signals, open alarms and operating state. */
export function machineState(twin: Twin): SignalState {
    const own = componentState(twin.machine);
    return twin.signals
        .map((signal) => signalState(signal, twin.alarms))
        .reduce(worse, worse(own, alarmState(twin.alarms)));
}

/**
 * How fresh the machine's picture is.
 * `silent` = the org still says Online but nothing came for `staleAfter` ms: the bridge itself is not writing.
 */
export function liveness(machine: MachineStatus, now: number, staleAfter: number): Liveness {
    if (machine.lastTelemetry === undefined) return 'never';
    if (machine.connectivity === 'Offline') return 'offline';
    if (machine.connectivity === 'Stale') return 'stale';
    return now - machine.lastTelemetry > staleAfter ? 'silent' : 'live';
}

/** Whether a signal's value is too old to act on; values of a live machine are given more time (deadband). */
export function isStale(signal: Signal, state: Liveness, now: number, staleAfter: number): boolean {
    if (signal.time === undefined) return true;
    return now - signal.time > staleAfter * (state === 'live' ? LIVE_MACHINE_PATIENCE : 1);
}

function bandDomain(value: number, limits: Limits): { from: number; to: number } | undefined {
    const lows = [limits.lowLow, limits.low].filter((limit) => limit !== undefined);
    const highs = [limits.high, limits.highHigh].filter((limit) => limit !== undefined);
    if (lows.length + highs.length === 0) return undefined;
    const known = [...lows, ...highs];
    const size = Math.max(...known) - Math.min(...known) || Math.abs(known[0]) || 1;
    const lowest = lows.length > 0 ? Math.min(...lows) - size * 0.25 : Math.min(0, ...highs);
    const highest = highs.length > 0 ? Math.max(...highs) + size * 0.25 : Math.max(...lows) + size;
    return { from: Math.min(lowest, value), to: Math.max(highest, value) };
}

/** Limit band of a value, or undefined when the signal has no value or no limit. */
export function limitBand(value: number | undefined, limits: Limits): LimitBand | undefined {
    const domain = value === undefined ? undefined : bandDomain(value, limits);
    if (value === undefined || !domain) return undefined;
    const percent = (at: number): number => ((at - domain.from) / (domain.to - domain.from)) * 100;
    const edges: [number, SignalState][] = [];
    if (limits.lowLow !== undefined) edges.push([limits.lowLow, 'alarm']);
    if (limits.low !== undefined) edges.push([limits.low, 'warning']);
    edges.push([limits.high ?? limits.highHigh ?? domain.to, 'normal']);
    if (limits.high !== undefined) edges.push([limits.highHigh ?? domain.to, 'warning']);
    if (limits.highHigh !== undefined) edges.push([domain.to, 'alarm']);
    let from = 0;
    const zones = edges.map(([edge, state]) => {
        const zone = { from, to: percent(edge), state };
        from = zone.to;
        return zone;
    });
    return { zones: zones.filter((zone) => zone.to > zone.from), position: percent(value) };
}
