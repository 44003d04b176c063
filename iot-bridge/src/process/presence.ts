import type { Connectivity } from '../contract/index.ts';
import type { Instant } from '../pipeline/index.ts';

/** What is known about whether a device is there. */
export interface PresenceState {
    /** Last message of the device, by the clock of the bridge. */
    lastSeenAt?: Instant | undefined;
    /** What the device or its broker said last: last will, birth or death. */
    announced?: 'online' | 'offline' | undefined;
    /** Usual distance between messages, learned; undefined until two were seen. */
    intervalMs?: number | undefined;
}

/** A device that is usually slower than a limit is given four of its own intervals instead. */
const patience = 4;
const learningRate = 0.2;

/** Whether a number of {@link PresenceState} is there; in a running bridge a missing one is NaN, see `SignalState`. */
export function isKnown(value: number | undefined): value is number {
    return value !== undefined && !Number.isNaN(value);
}

/** Notes a message of the device, in place: this runs for every one. */
export function noteHeard(state: PresenceState, at: Instant): void {
    const { lastSeenAt, intervalMs } = state;
    if (isKnown(lastSeenAt)) {
        const distance = Math.max(0, at - lastSeenAt);
        state.intervalMs = isKnown(intervalMs) ? intervalMs + (distance - intervalMs) * learningRate : distance;
    }
    state.lastSeenAt = at;
    state.announced = 'online';
}

/** A limit of silence, stretched for a device that is usually slower. */
export function stretched(limitMs: number, state: PresenceState): number {
    return Math.max(limitMs, isKnown(state.intervalMs) ? state.intervalMs * patience : 0);
}

/** Limits of silence in milliseconds. */
export interface PresenceRule {
    staleMs: number;
    offlineMs: number;
}

/**
 * Connectivity of a device. An announced absence counts at once, silence after its limits.
 * @param listeningSince start of the time in which messages could arrive; silence before it proves nothing
 */
export function connectivityOf(
    state: PresenceState,
    now: Instant,
    listeningSince: Instant,
    rule: PresenceRule
): Connectivity {
    if (state.announced === 'offline') return 'Offline';
    if (!isKnown(state.lastSeenAt)) return state.announced === 'online' ? 'Online' : 'Unknown';
    const silence = now - Math.max(state.lastSeenAt, listeningSince);
    if (silence >= stretched(rule.offlineMs, state)) return 'Offline';
    return silence >= stretched(rule.staleMs, state) ? 'Stale' : 'Online';
}
