import type { AlarmStateName, AlarmTransition } from '../contract/index.ts';
import type { Instant, SignalValue } from '../pipeline/index.ts';
import type { Condition } from './conditions.ts';
import type { AlarmDefinition } from './definitions.ts';

/** One occurrence of an alarm. Number and time of raising make its key. */
export interface Episode {
    number: number;
    raisedAt: Instant;
    value: number | null;
    text: string | null;
    limit: number | null;
    acknowledged: boolean;
    /** Key of the episode that caused this one. */
    root?: string;
    /** The condition is gone, but the definition latches: it stays until it is acknowledged. */
    latched?: boolean;
}

/** A reason why an alarm is not annunciated although its condition may hold. */
export interface Inhibition {
    kind: 'Shelved' | 'Suppressed' | 'Out of Service';
    until?: Instant | undefined;
    /** The episode whose record shows the inhibition. */
    episode: Episode;
}

/** Everything an alarm remembers. Plain data, so that it can be stored and compared. */
export interface AlarmState {
    /** Number of the last episode. */
    episodes: number;
    open?: Episode | undefined;
    /** Cleared but never acknowledged, oldest first, at most {@link returnedLimit}. */
    returned: Episode[];
    inhibition?: Inhibition | undefined;
    /** Suppressed by design, whether or not there is an episode to show it on. */
    suppressed?: boolean | undefined;
    /** The condition holds, delays included. */
    standing: boolean;
    /** Continuous time towards raising or clearing; undefined when neither is under way. */
    pendingMs?: number | undefined;
    lastAt: Instant;
}

/** One value judged, with the continuous time since the previous one (0 after a gap). */
export interface Observation {
    at: Instant;
    condition: Condition;
    continuousMs: number;
    value?: SignalValue | undefined;
}

/** What the org must hear. */
export interface Change {
    transition: AlarmTransition;
    state: AlarmStateName;
    at: Instant;
    episode: Episode;
    until?: Instant | undefined;
    by?: string | undefined;
}

/** The next state and what happened on the way. */
export interface Step {
    state: AlarmState;
    changes: Change[];
}

/** Unacknowledged episodes of the past that can still be acknowledged. */
const returnedLimit = 20;

/** State of an alarm that never occurred. */
export const restingState: AlarmState = { episodes: 0, returned: [], standing: false, lastAt: 0 };

/**
 * Takes one observation: the alarm state machine of ISA-18.2 on source time.
 * Older observations and unknown conditions change nothing but never lose a timer: a gap freezes it.
 */
export function observe(state: AlarmState, definition: AlarmDefinition, seen: Observation): Step {
    if (seen.at < state.lastAt || seen.condition === 'unknown') return { state, changes: [] };
    const beyond = seen.condition === 'beyond';
    if (beyond === state.standing) {
        return { state: { ...state, lastAt: seen.at, pendingMs: undefined }, changes: [] };
    }
    const delay = beyond ? definition.onDelayMs : definition.offDelayMs;
    const pendingMs = state.pendingMs === undefined ? 0 : state.pendingMs + seen.continuousMs;
    if (pendingMs < delay) return { state: { ...state, lastAt: seen.at, pendingMs }, changes: [] };
    const settled = { ...state, lastAt: seen.at, pendingMs: undefined, standing: beyond };
    return beyond ? rise(settled, definition, seen) : fall(settled, definition, seen.at);
}

/** Kinds whose condition is no single number. */
const withoutLimit: readonly AlarmDefinition['kind'][] = ['State', 'Silence', 'Combined'];

function rise(state: AlarmState, definition: AlarmDefinition, seen: Observation): Step {
    if (state.open) return reactivate(state, state.open, seen.at);
    if (state.inhibition || state.suppressed) return { state, changes: [] };
    const episode: Episode = {
        number: state.episodes + 1,
        raisedAt: seen.at,
        value: typeof seen.value === 'number' ? seen.value : null,
        text: seen.value === undefined || typeof seen.value === 'number' ? null : String(seen.value),
        limit: withoutLimit.includes(definition.kind) ? null : definition.limit,
        acknowledged: false
    };
    return {
        state: { ...state, episodes: episode.number, open: episode },
        changes: [{ transition: 'Raised', state: 'Unacknowledged', at: seen.at, episode }]
    };
}

/** The condition of a latched alarm returned: the same episode is active again. */
function reactivate(state: AlarmState, open: Episode, at: Instant): Step {
    const episode = { ...open, latched: false };
    const next = { ...state, open: episode };
    if (!open.latched) return { state: next, changes: [] };
    return { state: next, changes: [{ transition: 'Raised', state: stateName(next), at, episode }] };
}

function fall(state: AlarmState, definition: AlarmDefinition, at: Instant): Step {
    if (!state.open) return { state, changes: [] };
    if (definition.latching && !state.inhibition) {
        const episode = { ...state.open, latched: true };
        return {
            state: { ...state, open: episode },
            changes: [{ transition: 'Cleared', state: 'Latched', at, episode }]
        };
    }
    return close(state, state.open, at);
}

/** Ends the open episode; what nobody acknowledged stays acknowledgeable, unless it was deliberately hidden. */
function close(state: AlarmState, episode: Episode, at: Instant): Step {
    const unseen = !episode.acknowledged && !state.inhibition;
    const returned = unseen ? [...state.returned, episode].slice(-returnedLimit) : state.returned;
    const change: Change = { transition: 'Cleared', state: unseen ? 'Returned Unacknowledged' : 'Normal', at, episode };
    return { state: { ...state, open: undefined, returned }, changes: [change] };
}

/** The alarm's definition is gone: an open episode ends, whatever the value. */
export function retire(state: AlarmState, at: Instant): Step {
    const next = { ...state, standing: false, pendingMs: undefined };
    return state.open ? close(next, state.open, at) : { state: next, changes: [] };
}

/** Acknowledges an episode, the open one or one that has returned. Unknown or acknowledged already: no change. */
export function acknowledge(state: AlarmState, number: number | undefined, at: Instant, by?: string): Step {
    const { open } = state;
    if (open && (number === undefined || number === open.number)) return acknowledgeOpen(state, open, at, by);
    const episode =
        state.returned.find((entry) => entry.number === number) ?? (number ? undefined : state.returned.at(-1));
    if (!episode) return { state, changes: [] };
    return {
        state: { ...state, returned: state.returned.filter((entry) => entry !== episode) },
        changes: [{ transition: 'Acknowledged', state: 'Normal', at, episode, by }]
    };
}

/** Another alarm turned out to be the cause of the open episode. */
export function link(state: AlarmState, root: string, at: Instant): Step {
    if (!state.open || state.open.root === root) return { state, changes: [] };
    const next = { ...state, open: { ...state.open, root } };
    return { state: next, changes: [{ transition: 'Linked', state: stateName(next), at, episode: next.open }] };
}

function acknowledgeOpen(state: AlarmState, open: Episode, at: Instant, by?: string): Step {
    if (open.latched) return releaseLatch(state, { ...open, acknowledged: true }, at, by);
    if (open.acknowledged) return { state, changes: [] };
    const next = { ...state, open: { ...open, acknowledged: true } };
    return {
        state: next,
        changes: [{ transition: 'Acknowledged', state: stateName(next), at, episode: next.open, by }]
    };
}

/** Acknowledging a latched alarm resets it: it is seen, and it ends. */
function releaseLatch(state: AlarmState, episode: Episode, at: Instant, by?: string): Step {
    return {
        state: { ...state, open: undefined },
        changes: [
            { transition: 'Acknowledged', state: 'Latched', at, episode, by },
            { transition: 'Cleared', state: 'Normal', at, episode }
        ]
    };
}

const inhibiting = {
    Shelved: { on: 'Shelved', off: 'Unshelved' },
    Suppressed: { on: 'Suppressed', off: 'Unsuppressed' },
    'Out of Service': { on: 'Removed From Service', off: 'Returned To Service' }
} as const satisfies Record<Inhibition['kind'], { on: AlarmTransition; off: AlarmTransition }>;

/** Shelves, suppresses or takes out of service. An alarm that never occurred has nothing to show it on: no change. */
export function inhibit(
    state: AlarmState,
    kind: Inhibition['kind'],
    at: Instant,
    until?: Instant,
    last?: Episode
): Step {
    const episode = state.open ?? state.returned.at(-1) ?? last;
    if (!episode || state.inhibition?.kind === kind) return { state, changes: [] };
    const next = { ...state, inhibition: { kind, until, episode } };
    return { state: next, changes: [{ transition: inhibiting[kind].on, state: kind, at, episode, until }] };
}

/** Ends an inhibition; a condition that still holds without an open episode is raised now. */
export function release(state: AlarmState, kind: Inhibition['kind'], definition: AlarmDefinition, at: Instant): Step {
    const { inhibition } = state;
    if (inhibition?.kind !== kind) return { state, changes: [] };
    const freed = { ...state, inhibition: undefined };
    const episode = state.open ?? inhibition.episode;
    const name = state.open ? stateName(freed) : restingName(freed, episode);
    const change: Change = { transition: inhibiting[kind].off, state: name, at, episode };
    if (!freed.standing || freed.open) return { state: freed, changes: [change] };
    const raised = rise(freed, definition, { at, condition: 'beyond', continuousMs: 0 });
    return { state: raised.state, changes: [change, ...raised.changes] };
}

/** Suppresses by design, such as during maintenance: what is open is hidden, and nothing is raised. */
export function suppress(state: AlarmState, at: Instant): Step {
    if (state.suppressed) return { state, changes: [] };
    const next = { ...state, suppressed: true };
    return state.open && !state.inhibition ? inhibit(next, 'Suppressed', at) : { state: next, changes: [] };
}

/** Ends a suppression by design; a condition that still holds is shown again, or raised now. */
export function unsuppress(state: AlarmState, definition: AlarmDefinition, at: Instant): Step {
    if (!state.suppressed) return { state, changes: [] };
    const freed = { ...state, suppressed: undefined };
    if (freed.inhibition?.kind === 'Suppressed') return release(freed, 'Suppressed', definition, at);
    if (!freed.standing || freed.open || freed.inhibition) return { state: freed, changes: [] };
    return rise(freed, definition, { at, condition: 'beyond', continuousMs: 0 });
}

function restingName(state: AlarmState, episode: Episode): AlarmStateName {
    const waiting = state.returned.some((entry) => entry.number === episode.number);
    return waiting ? 'Returned Unacknowledged' : 'Normal';
}

/** The ISA-18.2 state of an alarm. */
export function stateName(state: AlarmState): AlarmStateName {
    if (state.inhibition) return state.inhibition.kind;
    if (!state.open) return state.returned.length > 0 ? 'Returned Unacknowledged' : 'Normal';
    if (state.open.latched) return 'Latched';
    return state.open.acknowledged ? 'Acknowledged' : 'Unacknowledged';
}
