import { randomUUID } from 'node:crypto';
import type { LoadedFlow } from '../load/resource.ts';
import type { FlowRecord, FlowValue } from '../value.ts';
import { Interview } from './interview.ts';
import type { LoopState } from './interview.ts';
import type { Runtime } from './runtime.ts';

/** How a wait ends: the wait event that is taken, and the element after it. */
export interface WaitEnd {
    readonly event: string;
    readonly next: string | null;
}

/** A platform event that ends a wait when its fields have these values. */
export interface AwaitedEvent extends WaitEnd {
    readonly object: string;
    readonly filters: readonly (readonly [string, FlowValue])[];
    /** What goes where when it comes: a field of the event, or the whole event by its own name. */
    readonly outputs: readonly (readonly [string, string])[];
}

/** A paused interview as plain data. */
export interface PausedWork {
    readonly kind: 'wait';
    readonly values: readonly (readonly [string, FlowValue])[];
    readonly loops: readonly (readonly [string, LoopState])[];
    readonly visited: readonly string[];
    readonly taken: readonly string[];
    readonly record: FlowRecord | null;
    readonly prior: FlowRecord | null;
    readonly trigger: string;
    /** What the time ends the wait with; null while only an event can end it. */
    readonly timed: WaitEnd | null;
    readonly awaited: readonly AwaitedEvent[];
}

/** What an interview waits for: a time, platform events, or whichever comes first. */
export interface Waiting {
    readonly timed?: WaitEnd & { readonly dueAt: Date };
    readonly awaited: readonly AwaitedEvent[];
}

/** Sorts after every time that can come. */
const never = '9999-12-31T23:59:59.999Z';

/** Keeps an interview until what it waits for. */
export function pauseInterview(interview: Interview, runtime: Runtime, { timed, awaited }: Waiting): void {
    const work: PausedWork = {
        kind: 'wait',
        values: [...interview.values],
        loops: [...interview.loops],
        visited: [...interview.visited],
        taken: [...interview.taken],
        record: interview.record ?? null,
        prior: interview.prior ?? null,
        trigger: interview.start.trigger,
        timed: timed ? { event: timed.event, next: timed.next } : null,
        awaited
    };
    runtime.parts.pending.add({
        id: randomUUID(),
        dueAt: timed?.dueAt.toISOString() ?? never,
        flow: interview.flow.name,
        userId: runtime.parts.execution.userId,
        subject: '',
        work
    });
}

/** The interview that a paused one goes on as after this end of its wait. */
export function resumeInterview(flow: LoadedFlow, work: PausedWork, end: WaitEnd | null, now: Date): Interview {
    const interview = new Interview(flow, {
        trigger: `${work.trigger}, resumed`,
        startedAt: now,
        first: end?.next ?? null,
        ...(work.record ? { record: work.record } : {}),
        prior: work.prior ?? undefined
    });
    for (const [name, value] of work.values) interview.values.set(name, value);
    for (const [name, state] of work.loops) interview.loops.set(name, state);
    for (const name of work.visited) interview.visited.add(name);
    for (const name of work.taken) interview.taken.add(name);
    if (end) interview.taken.add(end.event.toLowerCase());
    return interview;
}
