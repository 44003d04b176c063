import type { FlowSchedule } from '@salesforce/types/metadata';
import type { LoadedFlow } from '../load/resource.ts';
import { isoText } from '../metadata.ts';
import type { PendingItem } from '../pending.ts';
import { Evaluator } from '../run/evaluate.ts';
import { filterValues } from '../run/filters.ts';
import { Interview } from '../run/interview.ts';
import { shiftTime } from '../run/offset.ts';
import { rowsOf } from '../run/rows.ts';
import { Runtime } from '../run/runtime.ts';
import type { RuntimeParts } from '../run/runtime.ts';
import { allFields, buildSoql } from '../run/soql.ts';
import { startValues } from '../run/variables.ts';
import type { FlowRecord } from '../value.ts';
import { runInTransaction } from './attempt.ts';

interface ScheduleWork {
    readonly kind: 'schedule';
}

/** Whether pending work is the next run of a scheduled flow. */
export function isSchedule(work: unknown): work is ScheduleWork {
    return typeof work === 'object' && work !== null && 'kind' in work && work.kind === 'schedule';
}

/** The run of a schedule after a time; undefined when it has ended. */
export function nextRun(schedule: FlowSchedule, after: Date): Date | undefined {
    if (schedule.startDate === undefined) return undefined;
    const date = isoText(schedule.startDate).slice(0, 10);
    const time =
        schedule.startTime === undefined ? '00:00:00' : isoText(schedule.startTime).replace(/^.*T/, '').slice(0, 8);
    let run = new Date(`${date}T${time}Z`);
    if (schedule.frequency === 'Once' || schedule.frequency === 'OnActivate') return run > after ? run : undefined;
    const first = run;
    for (let step = 1; run <= after; step++) run = stepOf(schedule, first, step);
    while (schedule.frequency === 'Weekdays' && [0, 6].includes(run.getUTCDay())) run = shiftTime(run, 1, 'Days');
    const end =
        schedule.endDate === undefined ? undefined : new Date(`${isoText(schedule.endDate).slice(0, 10)}T23:59:59Z`);
    return end && run > end ? undefined : run;
}

function stepOf(schedule: FlowSchedule, first: Date, step: number): Date {
    const count = step * Math.max(1, schedule.frequencyNumber ?? 1);
    switch (schedule.frequency) {
        case 'Hourly':
            return shiftTime(first, count, 'Hours');
        case 'Weekly':
            return shiftTime(first, count, 'Weeks');
        case 'Monthly':
            return shiftTime(first, count, 'Months');
        case 'Yearly':
            return shiftTime(first, count * 12, 'Months');
        default:
            return shiftTime(first, count, 'Days');
    }
}

/** Plans the next run of a scheduled flow, unless one is planned already. */
export function planSchedule(flow: LoadedFlow, now: Date, parts: RuntimeParts): void {
    const { start } = flow.metadata;
    if (start?.triggerType !== 'Scheduled' || !start.schedule) return;
    const dueAt = nextRun(start.schedule, now)?.toISOString();
    const planned = parts.pending.list().filter((item) => item.flow === flow.name && isSchedule(item.work));
    if (planned.some((item) => item.dueAt === dueAt)) return;
    parts.pending.remove(flow.name, (item) => isSchedule(item.work));
    if (dueAt === undefined) return;
    parts.pending.add({
        id: `schedule:${flow.name}`,
        dueAt,
        flow: flow.name,
        userId: parts.execution.userId,
        subject: '',
        work: { kind: 'schedule' }
    });
}

/** Runs a scheduled flow, once or for each record of its object that fits, and plans its next run. */
export function runSchedule(flow: LoadedFlow, item: PendingItem, now: Date, parts: RuntimeParts): void {
    planSchedule(flow, now, parts);
    const runtime = new Runtime(parts, []);
    const create = (record: FlowRecord | undefined): Interview => {
        const interview = new Interview(flow, {
            trigger: `schedule ${item.dueAt}`,
            startedAt: now,
            first: flow.first,
            ...(record ? { record } : {})
        });
        for (const [name, value] of startValues(flow, {}, runtime)) interview.values.set(name, value);
        return interview;
    };
    runInTransaction(recordsOf(flow, runtime, create(undefined)), create, parts);
}

function recordsOf(flow: LoadedFlow, runtime: Runtime, blank: Interview): readonly (FlowRecord | undefined)[] {
    const { start } = flow.metadata;
    if (start?.object === undefined) return [undefined];
    const object = runtime.schema.object(start.object);
    if (!object) return [];
    const filters = filterValues(start.filters, new Evaluator(blank, runtime));
    const soql = buildSoql({ object, fields: allFields(object), filters, logic: start.filterLogic });
    return rowsOf(runtime, soql).map((fields) => ({ object: object.name, fields }));
}
