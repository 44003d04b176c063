import type { RecordData } from '../../platform.ts';
import { fieldType } from '../dataType.ts';
import type { LoadedFlow } from '../load/resource.ts';
import { list } from '../metadata.ts';
import { assign } from '../run/assign.ts';
import { sameValue } from '../run/compare.ts';
import { Evaluator } from '../run/evaluate.ts';
import type { Interview } from '../run/interview.ts';
import { resumeInterview } from '../run/paused.ts';
import type { AwaitedEvent, PausedWork } from '../run/paused.ts';
import { Runtime } from '../run/runtime.ts';
import type { RuntimeParts } from '../run/runtime.ts';
import type { FlowRecord } from '../value.ts';
import { runInTransaction } from './attempt.ts';
import { isPath } from './paths.ts';
import { isSchedule } from './schedule.ts';

/** An interview and the event that it waited for. */
interface Awaited {
    readonly work: PausedWork;
    readonly end: AwaitedEvent;
    readonly event: FlowRecord;
}

/** Whether a flow has an element that waits for this platform event. */
export function awaits(flow: LoadedFlow, objectName: string): boolean {
    return list(flow.metadata.waits).some(({ waitEvents }) =>
        list(waitEvents).some(({ eventType }) => eventType?.toLowerCase() === objectName.toLowerCase())
    );
}

/** Goes on with the paused interviews of a flow that waited for one of these events. */
export function resumeAwaiting(
    flow: LoadedFlow,
    objectName: string,
    events: readonly RecordData[],
    parts: RuntimeParts
): void {
    const records = events.map((fields): FlowRecord => ({ object: objectName, fields }));
    parts.services.records.transaction(() => {
        const found: Awaited[] = [];
        parts.pending.remove(flow.name, ({ work }) => {
            const one = isWait(work) ? firstMatch(work, records, parts) : undefined;
            if (one) found.push(one);
            return one !== undefined;
        });
        runInTransaction(found, (one) => resume(flow, one, parts), parts);
    });
}

function isWait(work: unknown): work is PausedWork {
    return typeof work === 'object' && work !== null && !isPath(work) && !isSchedule(work) && 'awaited' in work;
}

function firstMatch(work: PausedWork, events: readonly FlowRecord[], parts: RuntimeParts): Awaited | undefined {
    for (const event of events)
        for (const end of work.awaited) if (isAwaited(end, event, parts)) return { work, end, event };
    return undefined;
}

function isAwaited(end: AwaitedEvent, event: FlowRecord, parts: RuntimeParts): boolean {
    if (end.object.toLowerCase() !== event.object.toLowerCase()) return false;
    const object = parts.schema.object(event.object);
    return end.filters.every(([name, wanted]) => {
        const field = object?.field(name);
        return field !== undefined && sameValue(event.fields[field.name] ?? null, wanted, fieldType(field));
    });
}

function resume(flow: LoadedFlow, { work, end, event }: Awaited, parts: RuntimeParts): Interview {
    const runtime = new Runtime(parts, []);
    const interview = resumeInterview(flow, work, end, runtime.now());
    const evaluator = new Evaluator(interview, runtime);
    for (const [name, target] of end.outputs) {
        const isWhole = name.toLowerCase() === event.object.toLowerCase();
        assign(evaluator, target, isWhole ? event : runtime.parents.read(event, [name]));
    }
    return interview;
}
