import { randomUUID } from 'node:crypto';
import type { LoadedFlow } from '../load/resource.ts';
import type { FlowRecord, FlowValue } from '../value.ts';
import { Interview } from './interview.ts';
import type { LoopState } from './interview.ts';
import type { Runtime } from './runtime.ts';

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
    readonly next: string | null;
}

/** Keeps an interview until a time; `event` is the wait event that resumes it. */
export function pauseInterview(
    interview: Interview,
    runtime: Runtime,
    dueAt: Date,
    event: string,
    next: string | null
): void {
    const work: PausedWork = {
        kind: 'wait',
        values: [...interview.values],
        loops: [...interview.loops],
        visited: [...interview.visited],
        taken: [...interview.taken, event.toLowerCase()],
        record: interview.record ?? null,
        prior: interview.prior ?? null,
        trigger: interview.start.trigger,
        next
    };
    const { userId } = runtime.parts.execution;
    runtime.parts.pending.add({
        id: randomUUID(),
        dueAt: dueAt.toISOString(),
        flow: interview.flow.name,
        userId,
        work
    });
}

/** The interview that a paused one goes on as. */
export function resumeInterview(flow: LoadedFlow, work: PausedWork, now: Date): Interview {
    const interview = new Interview(flow, {
        trigger: `${work.trigger}, resumed`,
        startedAt: now,
        first: work.next,
        ...(work.record ? { record: work.record } : {}),
        prior: work.prior ?? undefined
    });
    for (const [name, value] of work.values) interview.values.set(name, value);
    for (const [name, state] of work.loops) interview.loops.set(name, state);
    for (const name of work.visited) interview.visited.add(name);
    for (const name of work.taken) interview.taken.add(name);
    return interview;
}
