import { priorities } from '../contract/index.ts';
import type { AlarmEvent, Priority } from '../contract/index.ts';
import type { Instant, Quality, SignalValue } from '../pipeline/index.ts';
import { alarmEventOf, alarmKey, episodeKey } from './alarmEvent.ts';
import { combinedObservation, concerns } from './combined.ts';
import type { DeviceObservation } from './combined.ts';
import { evaluate } from './conditions.ts';
import type { AlarmDefinition } from './definitions.ts';
import { acknowledge, inhibit, observe, release, restingState, retire } from './machine.ts';
import type { AlarmState, Change, Episode, Inhibition, Step } from './machine.ts';

/** What is stored of one alarm: its state and what its last episode needs to be shown again. */
export interface StoredAlarm {
    state: AlarmState;
    last?: Episode | undefined;
    lastChangeAt: Instant;
}

/** One alarm of one device. */
interface Alarm extends StoredAlarm {
    key: string;
    definition: AlarmDefinition;
    unit: string | null;
}

/** A value of a signal with what the conditions need to know about its past. */
export interface SignalObservation {
    signal: string;
    value: SignalValue;
    quality: Quality;
    at: Instant;
    /** Time since the previous value; 0 after a gap. */
    continuousMs: number;
    /** Earlier values inside the longest window, oldest first. */
    history: readonly (readonly [Instant, number])[];
    /** Latest good number of another signal of the device. */
    reference(signal: string): number | undefined;
}

/** When a device or signal was last heard of, and how often it usually is. */
export interface Heard {
    at: Instant;
    intervalMs: number;
}

/** Where changes go. */
export interface AlarmOutput {
    /** The stored form of an alarm changed. */
    changed(key: string, read: () => StoredAlarm): void;
    /** An alarm is gone for good, with its definition. */
    removed(key: string): void;
    event(event: AlarmEvent): void;
}

/** What the alarms of a device amount to. */
export interface AlarmSummary {
    active: number;
    highest: Priority | null;
}

/** All alarms of one device. Decisions are in the machine; this class holds states and reports changes. */
export class DeviceAlarms {
    private readonly device: string;
    private readonly output: AlarmOutput;
    private alarms: Alarm[] = [];
    private bySignal = new Map<string, Alarm[]>();
    private combined: Alarm[] = [];
    /** Length of the longest rate-of-change window of each signal. */
    private windows = new Map<string, number>();

    constructor(device: string, output: AlarmOutput) {
        this.device = device;
        this.output = output;
    }

    /**
     * Puts definitions into force. States of definitions that stay are kept, alarms of those that went are cleared.
     * @param restored stored alarms of this device by key, after a restart
     */
    define(
        definitions: readonly { definition: AlarmDefinition; unit: string | null }[],
        now: Instant,
        restored: ReadonlyMap<string, StoredAlarm> = new Map()
    ): void {
        const previous = new Map(this.alarms.map((alarm) => [alarm.key, alarm]));
        this.alarms = definitions.map(({ definition, unit }) => {
            const key = alarmKey(this.device, definition.name);
            const known = previous.get(key) ?? restored.get(key);
            previous.delete(key);
            const { state, last, lastChangeAt } = known ?? { state: restingState, last: undefined, lastChangeAt: 0 };
            return { key, definition, unit, state, last, lastChangeAt };
        });
        for (const gone of previous.values()) {
            this.apply(gone, retire(gone.state, now));
            this.output.removed(gone.key);
        }
        this.index();
    }

    /** Window in milliseconds that the history of a signal must cover; 0 when no alarm looks back. */
    windowOf(signal: string): number {
        return this.windows.get(signal) ?? 0;
    }

    /** Whether any alarm looks at a signal. */
    watches(signal: string): boolean {
        return this.bySignal.has(signal);
    }

    /** Judges a new value. Bad quality never raises and never clears. Returns whether the summary may have changed. */
    observe(seen: SignalObservation): boolean {
        let changed = false;
        for (const alarm of this.bySignal.get(seen.signal) ?? []) {
            if (alarm.definition.kind === 'Silence' || alarm.definition.formula) continue;
            const step = this.judge(alarm, seen);
            if (this.apply(alarm, step)) changed = true;
        }
        return changed;
    }

    /** Judges the alarms that look at several signals, once for each message. */
    observeCombined(seen: DeviceObservation): void {
        for (const alarm of this.combined) {
            if (!concerns(alarm.definition, seen)) continue;
            const observation = combinedObservation(alarm.definition, alarm.state.lastAt, seen);
            this.apply(alarm, observe(alarm.state, alarm.definition, observation));
        }
    }

    /**
     * Judges silence at an instant. A device whose rhythm is not known yet cannot be silent; one that is usually slower
     * than the window is given four of its own intervals instead.
     */
    observeSilence(now: Instant, heard: (signal: string) => Heard | undefined): boolean {
        let changed = false;
        for (const alarm of this.alarms) {
            if (alarm.definition.kind !== 'Silence') continue;
            const last = heard(alarm.definition.signal);
            if (last && this.apply(alarm, judgeSilence(alarm, now, last))) changed = true;
        }
        return changed;
    }

    /** Ends what has expired, such as a shelving. */
    tick(now: Instant): boolean {
        let changed = false;
        for (const alarm of this.alarms) {
            const { inhibition } = alarm.state;
            if (inhibition?.until === undefined || inhibition.until > now) continue;
            if (this.apply(alarm, release(alarm.state, inhibition.kind, alarm.definition, now))) changed = true;
        }
        return changed;
    }

    /** Acknowledges an episode; without a number the open one. Returns whether anything changed. */
    acknowledge(definition: string, number: number | undefined, at: Instant, by?: string): boolean {
        return this.change(definition, (alarm) => acknowledge(alarm.state, number, at, by));
    }

    /** Hides an alarm until it is released or the time is over. Returns whether anything changed. */
    inhibit(definition: string, kind: Inhibition['kind'], at: Instant, until?: Instant): boolean {
        return this.change(definition, (alarm) => inhibit(alarm.state, kind, at, until, alarm.last));
    }

    /** Ends hiding an alarm. Returns whether anything changed. */
    release(definition: string, kind: Inhibition['kind'], at: Instant): boolean {
        return this.change(definition, (alarm) => release(alarm.state, kind, alarm.definition, at));
    }

    /** Number and highest priority of the open alarms that are not hidden. */
    summary(): AlarmSummary {
        const open = this.alarms.filter(({ state }) => state.open && !state.inhibition);
        const ranks = open.map(({ definition }) => priorities.indexOf(definition.priority));
        return { active: open.length, highest: priorities[Math.min(...ranks)] ?? null };
    }

    private judge(alarm: Alarm, seen: SignalObservation): Step {
        const { definition, state } = alarm;
        const condition =
            seen.quality === 'Bad'
                ? 'unknown'
                : evaluate(definition, seen.value, {
                      standing: state.standing,
                      at: seen.at,
                      history: seen.history,
                      reference: definition.referenceSignal ? seen.reference(definition.referenceSignal) : undefined
                  });
        return observe(state, definition, {
            at: seen.at,
            condition,
            continuousMs: seen.continuousMs,
            value: seen.value
        });
    }

    private change(definition: string, decide: (alarm: Alarm) => Step): boolean {
        const alarm = this.alarms.find((entry) => entry.definition.name === definition);
        return alarm ? this.apply(alarm, decide(alarm)) : false;
    }

    /** Takes over a step: stores what matters after a restart and publishes what happened. */
    private apply(alarm: Alarm, step: Step): boolean {
        const before = alarm.state;
        alarm.state = step.state;
        if (
            step.changes.length > 0 ||
            before.pendingMs !== step.state.pendingMs ||
            before.standing !== step.state.standing
        ) {
            this.output.changed(alarm.key, () => ({
                state: alarm.state,
                last: alarm.last,
                lastChangeAt: alarm.lastChangeAt
            }));
        }
        for (const change of step.changes) this.publish(alarm, change);
        return step.changes.length > 0;
    }

    /**
     * The org ignores a transition older than the newest it knows. Acknowledgements carry the bridge's time and values
     * the device's, so time is never allowed to run backwards inside one alarm.
     */
    private publish(alarm: Alarm, change: Change): void {
        const at = Math.max(change.at, alarm.lastChangeAt);
        alarm.lastChangeAt = at;
        alarm.last = change.episode;
        const { definition, unit } = alarm;
        const root = change.transition === 'Raised' ? this.rootOf(alarm) : null;
        this.output.event(alarmEventOf({ device: this.device, definition, unit, root }, { ...change, at }));
    }

    /** A second limit of the same signal on the same side is the same disturbance: it belongs to the first. */
    private rootOf(alarm: Alarm): string | null {
        const [first] = (this.bySignal.get(alarm.definition.signal) ?? [])
            .filter((other) => other !== alarm && other.state.open && sameSide(other.definition, alarm.definition))
            .sort((left, right) => (left.state.open?.raisedAt ?? 0) - (right.state.open?.raisedAt ?? 0));
        return first?.state.open ? episodeKey(first.key, first.state.open) : null;
    }

    private index(): void {
        this.bySignal = Map.groupBy(this.alarms, (alarm) => alarm.definition.signal);
        this.combined = this.alarms.filter(({ definition }) => definition.formula);
        this.windows = new Map();
        for (const { definition } of this.alarms) {
            if (definition.kind !== 'Rate of Change') continue;
            this.windows.set(definition.signal, Math.max(definition.windowMs, this.windowOf(definition.signal)));
        }
    }
}

const sides: readonly (readonly AlarmDefinition['kind'][])[] = [
    ['High', 'High High'],
    ['Low', 'Low Low']
];

function sameSide(left: AlarmDefinition, right: AlarmDefinition): boolean {
    return sides.some((side) => side.includes(left.kind) && side.includes(right.kind));
}

/** Silence begins exactly one window after the last message, whenever it is noticed: the key must not depend on that. */
function judgeSilence({ definition, state }: Alarm, now: Instant, last: Heard): Step {
    const due = last.at + Math.max(definition.windowMs, last.intervalMs * 4);
    const silent = now >= due;
    const at = Math.max(Math.round(silent ? due : last.at), state.lastAt);
    return observe(state, definition, {
        at,
        condition: silent ? 'beyond' : 'within',
        continuousMs: Math.max(0, now - state.lastAt)
    });
}
