import type { AlarmEvent, AlarmTransition } from '../contract/index.ts';
import type { Instant } from '../pipeline/index.ts';
import { alarmEventOf, alarmKey } from './alarmEvent.ts';
import type { AlarmDefinition } from './definitions.ts';
import { observe, restingState } from './machine.ts';
import type { AlarmState, Change, Episode, Step } from './machine.ts';

/** What is stored of one alarm: its state and what its last episode needs to be shown again. */
export interface StoredAlarm {
    state: AlarmState;
    last?: Episode | undefined;
    lastChangeAt: Instant;
}

/** One alarm of one device. */
export interface Alarm extends StoredAlarm {
    readonly key: string;
    readonly definition: AlarmDefinition;
    readonly unit: string | null;
}

/** An alarm without anything a device does not need: the key is made when it is asked for. */
export class DeviceAlarm implements Alarm {
    readonly definition: AlarmDefinition;
    readonly unit: string | null;
    state: AlarmState = restingState;
    last: Episode | undefined = undefined;
    lastChangeAt: Instant = 0;
    private readonly device: string;

    constructor(device: string, definition: AlarmDefinition, unit: string | null) {
        this.device = device;
        this.definition = definition;
        this.unit = unit;
    }

    get key(): string {
        return alarmKey(this.device, this.definition.name);
    }

    /** Takes over what it was before. */
    restore({ state, last, lastChangeAt }: StoredAlarm): void {
        this.state = state;
        this.last = last;
        this.lastChangeAt = lastChangeAt;
    }
}

/** When a device or signal was last heard of, and how often it usually is. */
export interface Heard {
    at: Instant;
    /** Since when messages could arrive without interruption; silence before it proves nothing. */
    listeningSince: Instant;
    intervalMs: number;
}

/** Transitions that say to which root an episode belongs. */
const rooted: readonly AlarmTransition[] = ['Raised', 'Linked'];

/**
 * The event of a change, which becomes the newest of the alarm. The org ignores a transition older than the newest it
 * knows. Acknowledgements carry the bridge's time and values the device's, so time never runs backwards in one alarm.
 */
export function recordChange(alarm: Alarm, device: string, change: Change): AlarmEvent {
    const at = Math.max(change.at, alarm.lastChangeAt);
    alarm.lastChangeAt = at;
    alarm.last = change.episode;
    const { definition, unit } = alarm;
    const root = rooted.includes(change.transition) ? (change.episode.root ?? null) : null;
    return alarmEventOf({ device, definition, unit, root }, { ...change, at });
}

/**
 * Silence begins exactly one window after the last message, whenever it is noticed: the key must not depend on that.
 * Only a message ends it: a restart of the bridge, after which it has not listened long enough to tell, does not.
 */
export function judgeSilence({ definition, state }: Alarm, now: Instant, last: Heard): Step {
    const from = state.standing ? last.at : Math.max(last.at, last.listeningSince);
    const due = from + Math.max(definition.windowMs, last.intervalMs * 4);
    const silent = now >= due;
    const at = Math.max(Math.round(silent ? due : from), state.lastAt);
    return observe(state, definition, {
        at,
        condition: silent ? 'beyond' : 'within',
        continuousMs: Math.max(0, now - state.lastAt)
    });
}

const sides: readonly (readonly AlarmDefinition['kind'][])[] = [
    ['High', 'High High'],
    ['Low', 'Low Low']
];

/** Whether two limits watch for the same disturbance: one signal, beyond on the same side. */
export function sameSide(left: AlarmDefinition, right: AlarmDefinition): boolean {
    if (left.signal !== right.signal) return false;
    return sides.some((side) => side.includes(left.kind) && side.includes(right.kind));
}
