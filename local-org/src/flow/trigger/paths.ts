import { randomUUID } from 'node:crypto';
import type { FlowScheduledPath } from '@salesforce/types/metadata';
import type { LoadedFlow } from '../load/resource.ts';
import { list } from '../metadata.ts';
import { idOf } from '../run/interview.ts';
import type { Interview } from '../run/interview.ts';
import { shiftTime } from '../run/offset.ts';
import type { RuntimeParts } from '../run/runtime.ts';

/** A scheduled or asynchronous path of one record. */
export interface PathWork {
    readonly kind: 'path';
    readonly path: string;
    readonly object: string;
    readonly recordId: string;
    readonly isNew: boolean;
    /** Values before the update that started the flow. */
    readonly prior: Interview['prior'] | null;
}

/** Whether pending work is a path. */
export function isPath(work: unknown): work is PathWork {
    return typeof work === 'object' && work !== null && 'kind' in work && work.kind === 'path';
}

/** Name of a path; the asynchronous one has none of its own. */
export function pathName(path: FlowScheduledPath): string {
    return path.name ?? path.pathType ?? '';
}

/** Schedules the paths of records that have entered a flow; earlier schedules of these records are replaced. */
export function schedulePaths(flow: LoadedFlow, interviews: readonly Interview[], parts: RuntimeParts): void {
    for (const path of list(flow.metadata.start?.scheduledPaths)) {
        for (const interview of interviews) schedulePath(flow, path, interview, parts);
    }
}

/** Takes back the scheduled paths of records that do not meet the entry conditions any more. */
export function cancelPaths(flow: LoadedFlow, interviews: readonly Interview[], parts: RuntimeParts): void {
    const timed = list(flow.metadata.start?.scheduledPaths).filter(({ pathType }) => pathType === undefined);
    if (timed.length === 0 || interviews.length === 0) return;
    const names = new Set(timed.map(pathName));
    for (const { record } of interviews)
        parts.pending.remove(flow.name, ({ work }) => isPath(work) && names.has(work.path), idOf(record ?? null) ?? '');
}

function schedulePath(flow: LoadedFlow, path: FlowScheduledPath, interview: Interview, parts: RuntimeParts): void {
    const recordId = idOf(interview.record ?? null);
    if (recordId === undefined || !path.connector) return;
    const name = pathName(path);
    if (path.pathType !== 'AsyncAfterCommit')
        parts.pending.remove(flow.name, ({ work }) => isPath(work) && work.path === name, recordId);
    const dueAt = dueTime(path, interview, parts.services.clock.now());
    if (!dueAt) return;
    const work: PathWork = {
        kind: 'path',
        path: name,
        object: interview.record?.object ?? '',
        recordId,
        isNew: interview.start.isNew === true,
        prior: interview.prior ?? null
    };
    parts.pending.add({
        id: randomUUID(),
        dueAt: dueAt.toISOString(),
        flow: flow.name,
        userId: parts.execution.userId,
        subject: recordId,
        work
    });
}

/** When a path runs; undefined when its date field is blank or the time has passed. */
function dueTime(path: FlowScheduledPath, interview: Interview, now: Date): Date | undefined {
    if (path.pathType === 'AsyncAfterCommit') return now;
    const [amount, unit] = [path.offsetNumber ?? 0, path.offsetUnit ?? 'Hours'];
    if (path.timeSource !== 'RecordField') return shiftTime(now, amount, unit);
    const value = interview.record?.fields[path.recordField ?? ''];
    if (typeof value !== 'string' || value === '') return undefined;
    const due = shiftTime(new Date(value), amount, unit);
    return due.getTime() < now.getTime() ? undefined : due;
}
