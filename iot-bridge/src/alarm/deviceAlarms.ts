import { priorities } from '../contract/index.ts';
import type { AlarmEvent, Priority } from '../contract/index.ts';
import type { Instant, Quality, SignalValue } from '../pipeline/index.ts';
import { DeviceAlarm, judgeSilence, recordChange, sameSide } from './alarm.ts';
import type { Alarm, Heard, StoredAlarm } from './alarm.ts';
import { episodeKey } from './alarmEvent.ts';
import { AlarmPlan, isQuiet } from './alarmPlan.ts';
import type { PlannedAlarm } from './alarmPlan.ts';
import { combinedObservation, concerns } from './combined.ts';
import type { DeviceObservation } from './combined.ts';
import { evaluate } from './conditions.ts';
import type { Occurrence } from './dependencies.ts';
import { acknowledge, inhibit, link, observe, release, retire, suppress, unsuppress } from './machine.ts';
import type { Change, Episode, Inhibition, Step } from './machine.ts';

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

/** Where changes go. */
export interface AlarmOutput {
    /** The stored form of an alarm changed. */
    changed(key: string, read: () => StoredAlarm): void;
    /** An alarm is gone for good, with its definition. */
    removed(key: string): void;
    event(event: AlarmEvent): void;
    /** Root of an episode that begins, when another device or alarm caused it. */
    rootOf?(occurrence: Occurrence): string | undefined;
    /** What an episode that begins has in common with those of other machines. */
    commonCause?(occurrence: Occurrence): string | undefined;
    /** An episode began, and its event is out. */
    began?(occurrence: Occurrence): void;
    /** An episode of a device ended. */
    ended?(definition: string, device: string): void;
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
    private plan: AlarmPlan = noAlarms;
    private startedAt: Instant | undefined = undefined;

    constructor(device: string, output: AlarmOutput) {
        this.device = device;
        this.output = output;
    }

    /**
     * Puts definitions into force. States of definitions that stay are kept, alarms of those that went are cleared.
     * @param restored stored alarms of this device by key, after a restart
     * @param plan of these definitions, made once for all devices of a product
     */
    define(
        definitions: readonly PlannedAlarm[],
        now: Instant,
        restored: ReadonlyMap<string, StoredAlarm> = noStored,
        plan = new AlarmPlan(definitions)
    ): void {
        const previous = new Map(this.alarms.map((alarm) => [alarm.key, alarm]));
        this.alarms = definitions.map(({ definition, unit }) => {
            const alarm = new DeviceAlarm(this.device, definition, unit);
            const known = previous.get(alarm.key) ?? restored.get(alarm.key);
            previous.delete(alarm.key);
            if (known) alarm.restore(known);
            return alarm;
        });
        this.plan = plan;
        for (const gone of previous.values()) {
            this.apply(gone, retire(gone.state, now));
            this.output.removed(gone.key);
        }
    }

    /** Window in milliseconds that the history of a signal must cover; 0 when no alarm looks back. */
    windowOf(signal: string): number {
        return this.plan.windows.get(signal) ?? 0;
    }

    /** Whether a value changes nothing in any alarm, so that {@link observe} need not look at it. */
    settles({ signal, value, quality }: Pick<SignalObservation, 'signal' | 'value' | 'quality'>): boolean {
        const places = this.plan.bySignal.get(signal);
        if (!places) return true;
        for (const place of places) {
            const alarm = this.alarms[place];
            if (alarm && !isQuiet(alarm, value, quality)) return false;
        }
        return true;
    }

    /** Judges a new value. Bad quality never raises and never clears. Returns whether the summary may have changed. */
    observe(seen: SignalObservation): boolean {
        let changed = false;
        for (const alarm of this.at(this.plan.bySignal.get(seen.signal))) {
            const step = this.judge(alarm, seen);
            if (this.apply(alarm, step)) changed = true;
        }
        return changed;
    }

    /** Judges the alarms that look at several signals, once for each message. */
    observeCombined(seen: DeviceObservation): void {
        for (const alarm of this.at(this.plan.combined)) {
            if (!concerns(alarm.definition, seen) || this.starting(alarm, seen.at)) continue;
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
        for (const place of this.plan.silences) {
            const alarm = this.alarms[place];
            if (!alarm) continue;
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

    /** Suppresses all alarms by design, or ends that. */
    suppress(on: boolean, at: Instant): void {
        for (const alarm of this.alarms) {
            const { state, definition } = alarm;
            this.apply(alarm, on ? suppress(state, at) : unsuppress(state, definition, at));
        }
    }

    /** The machine began to run after a stop. */
    started(at: Instant): void {
        this.startedAt = at;
    }

    /** Names the cause of the open episode of an alarm. Returns whether anything changed. */
    link(definition: string, root: string, at: Instant): boolean {
        return this.change(definition, (alarm) => link(alarm.state, root, at));
    }

    /** Judges a number that the bridge counts itself, such as the alarms of a plant. */
    observeCount(definition: string, at: Instant, count: number): boolean {
        return this.change(definition, ({ definition: rule, state }) => {
            const condition = evaluate(rule, count, {
                standing: state.standing,
                at,
                history: [],
                reference: undefined
            });
            return observe(state, rule, { at: Math.max(at, state.lastAt), condition, continuousMs: 0, value: count });
        });
    }

    /** Episodes that have begun and not ended. */
    occurrences(): Occurrence[] {
        return this.alarms.flatMap((alarm) =>
            alarm.state.open ? [occurrenceOf(this.device, alarm, alarm.state.open)] : []
        );
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
            seen.quality === 'Bad' || this.starting(alarm, seen.at)
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

    /** Whether a machine that has just started is still allowed to be beyond; what is standing may clear. */
    private starting({ definition, state }: Alarm, at: Instant): boolean {
        if (definition.startUpMs === 0 || state.standing || this.startedAt === undefined) return false;
        return at >= this.startedAt && at < this.startedAt + definition.startUpMs;
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
            before.suppressed !== step.state.suppressed ||
            before.standing !== step.state.standing
        ) {
            this.output.changed(alarm.key, () => ({
                state: alarm.state,
                last: alarm.last,
                lastChangeAt: alarm.lastChangeAt
            }));
        }
        for (const change of step.changes) this.publish(alarm, change, before.open?.number);
        if (before.open && !step.state.open) this.output.ended?.(alarm.definition.name, this.device);
        return step.changes.length > 0;
    }

    private publish(alarm: Alarm, change: Change, openBefore: number | undefined): void {
        const begins = change.transition === 'Raised' && change.episode.number !== openBefore;
        if (!begins) {
            this.output.event(recordChange(alarm, this.device, change));
            return;
        }
        const root = this.rootOf(alarm, change.episode.raisedAt);
        const episode = root === undefined ? change.episode : { ...change.episode, root };
        if (alarm.state.open) alarm.state = { ...alarm.state, open: episode };
        const occurrence = occurrenceOf(this.device, alarm, episode);
        const Common_Cause__c = this.output.commonCause?.(occurrence) ?? null;
        this.output.event({ ...recordChange(alarm, this.device, { ...change, episode }), Common_Cause__c });
        this.output.began?.(occurrence);
    }

    /** A second limit of the same signal on the same side is the same disturbance: it belongs to the first. */
    private rootOf(alarm: Alarm, raisedAt: Instant): string | undefined {
        const [first] = this.at(this.plan.naming.get(alarm.definition.signal))
            .filter((other) => other !== alarm && other.state.open && sameSide(other.definition, alarm.definition))
            .sort((left, right) => (left.state.open?.raisedAt ?? 0) - (right.state.open?.raisedAt ?? 0));
        if (first?.state.open) return first.state.open.root ?? episodeKey(first.key, first.state.open);
        const { open } = alarm.state;
        return open && this.output.rootOf?.({ ...occurrenceOf(this.device, alarm, open), raisedAt });
    }

    private at(places: readonly number[] = []): Alarm[] {
        return places.flatMap((place) => this.alarms[place] ?? []);
    }
}

const noAlarms = new AlarmPlan([]);
const noStored: ReadonlyMap<string, StoredAlarm> = new Map();

function occurrenceOf(device: string, { key, definition }: Alarm, episode: Episode): Occurrence {
    const { raisedAt, root } = episode;
    return { device, definition: definition.name, key: episodeKey(key, episode), raisedAt, root };
}
