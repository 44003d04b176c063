import type { LoadedFlow } from '../load/resource.ts';
import { list } from '../metadata.ts';
import type { PendingItem } from '../pending.ts';
import { Interview } from '../run/interview.ts';
import { resumeInterview } from '../run/paused.ts';
import type { PausedWork } from '../run/paused.ts';
import { rowsOf } from '../run/rows.ts';
import { Runtime } from '../run/runtime.ts';
import type { RuntimeParts } from '../run/runtime.ts';
import { selectByIds } from '../run/soql.ts';
import { startValues } from '../run/variables.ts';
import { isWorkError, runInTransaction } from './attempt.ts';
import { isPath, pathName } from './paths.ts';
import type { PathWork } from './paths.ts';
import { isSchedule, runSchedule } from './schedule.ts';

/** Scheduled path interviews in one batch, unless the path says otherwise. */
const defaultBatch = 200;

/**
 * Runs everything that is due. Taking it from the pending work and running it is one transaction, so that a kill
 * loses nothing; a group that fails is reported and does not stop the others.
 * @throws whatever was not foreseen, after everything else has run.
 */
export function runDueWork(
    now: Date,
    flow: (name: string) => LoadedFlow | undefined,
    parts: (userId?: string) => RuntimeParts
): void {
    const own = parts();
    if (!own.pending.hasDue(now)) return;
    const unforeseen: unknown[] = [];
    own.services.records.transaction(() => {
        const due = own.pending.takeDue(now);
        for (const items of groupsOf(due)) {
            const [first] = items;
            const loaded = first && flow(first.flow);
            if (first && loaded) runSafely(loaded, items, now, () => parts(first.userId), unforeseen);
        }
    });
    if (unforeseen.length > 0) throw unforeseen[0];
}

/** Items of one path and user run together. */
function groupsOf(items: readonly PendingItem[]): Iterable<readonly PendingItem[]> {
    return Map.groupBy(items, ({ flow, userId, work, id }) =>
        [flow, userId, isPath(work) ? work.path : id].join('\n')
    ).values();
}

function runSafely(
    flow: LoadedFlow,
    items: readonly PendingItem[],
    now: Date,
    fresh: () => RuntimeParts,
    unforeseen: unknown[]
): void {
    const parts = fresh();
    try {
        parts.services.records.transaction(() => runGroup(flow, items, now, fresh));
    } catch (error) {
        report(flow, error, parts);
        if (!isWorkError(error)) unforeseen.push(error);
    }
}

function runGroup(flow: LoadedFlow, items: readonly PendingItem[], now: Date, fresh: () => RuntimeParts): void {
    const [first] = items;
    if (first && isSchedule(first.work)) return runSchedule(flow, first, now, fresh());
    const paths = items.map((item) => item.work).filter(isPath);
    if (paths.length > 0) return runPaths(flow, paths, fresh);
    const parts = fresh();
    for (const { work } of items) {
        runInTransaction([work as PausedWork], (paused) => resumeInterview(flow, paused, paused.timed, now), parts);
    }
}

/** Each batch is a transaction with limits of its own. */
function runPaths(flow: LoadedFlow, work: readonly PathWork[], fresh: () => RuntimeParts): void {
    const path = list(flow.metadata.start?.scheduledPaths).find((one) => pathName(one) === work[0]?.path);
    const object = fresh().schema.object(flow.recordObject ?? '');
    const first = path?.connector?.targetReference;
    if (!path || !object || first === undefined) return;
    const size = path.maxBatchSize ?? defaultBatch;
    for (let at = 0; at < work.length; at += size) {
        const batch = work.slice(at, at + size);
        const parts = fresh();
        const runtime = new Runtime(parts, []);
        const rows = new Map(
            rowsOf(
                runtime,
                selectByIds(
                    object,
                    batch.map((one) => one.recordId)
                )
            ).map((row) => [row['Id'], row])
        );
        const present = batch.filter((one) => rows.has(one.recordId));
        const create = (one: PathWork): Interview => {
            const interview = new Interview(flow, {
                trigger: `${object.name} ${one.path}`,
                startedAt: parts.services.clock.now(),
                first,
                record: { object: object.name, fields: rows.get(one.recordId) ?? {} },
                prior: one.prior ?? undefined,
                isNew: one.isNew
            });
            for (const [name, value] of startValues(flow, {}, runtime)) interview.values.set(name, value);
            return interview;
        };
        runInTransaction(present, create, parts);
    }
}

function report(flow: LoadedFlow, error: unknown, parts: RuntimeParts): void {
    parts.send({
        kind: 'flowError',
        flow: flow.name,
        element: '',
        sentAt: parts.services.clock.now().toISOString(),
        recipients: [],
        subject: `Error occurred in flow ${flow.label}`,
        body: error instanceof Error ? error.message : String(error),
        parameters: {}
    });
}
