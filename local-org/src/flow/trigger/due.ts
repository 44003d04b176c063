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

/** Runs everything that is due, each group of equal work in a transaction of its own. */
export function runDueWork(
    now: Date,
    flow: (name: string) => LoadedFlow | undefined,
    parts: (userId: string) => RuntimeParts
): void {
    const due = parts('').pending.takeDue(now);
    const groups = Map.groupBy(
        due,
        (item) => `${item.flow}\n${item.userId}\n${isPath(item.work) ? item.work.path : item.id}`
    );
    for (const items of groups.values()) {
        const [first] = items;
        const loaded = first && flow(first.flow);
        if (!first || !loaded) continue;
        const own = parts(first.userId);
        try {
            runGroup(loaded, items, now, own);
        } catch (error) {
            if (!isWorkError(error)) throw error;
            report(loaded, error, own);
        }
    }
}

function runGroup(flow: LoadedFlow, items: readonly PendingItem[], now: Date, parts: RuntimeParts): void {
    const [first] = items;
    if (first && isSchedule(first.work)) return runSchedule(flow, first, now, parts);
    const paths = items.map((item) => item.work).filter(isPath);
    if (paths.length > 0) return runPaths(flow, paths, parts);
    for (const { work } of items) {
        runInTransaction([work as PausedWork], (paused) => resumeInterview(flow, paused, now), parts);
    }
}

function runPaths(flow: LoadedFlow, work: readonly PathWork[], parts: RuntimeParts): void {
    const path = list(flow.metadata.start?.scheduledPaths).find((one) => pathName(one) === work[0]?.path);
    const object = parts.schema.object(flow.recordObject ?? '');
    const first = path?.connector?.targetReference;
    if (!path || !object || first === undefined) return;
    const size = path.maxBatchSize ?? defaultBatch;
    for (let at = 0; at < work.length; at += size) {
        const batch = work.slice(at, at + size);
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

function report(flow: LoadedFlow, error: Error, parts: RuntimeParts): void {
    parts.send({
        kind: 'flowError',
        flow: flow.name,
        element: '',
        sentAt: parts.services.clock.now().toISOString(),
        recipients: [],
        subject: `Error occurred in flow ${flow.label}`,
        body: error.message,
        parameters: {}
    });
}
