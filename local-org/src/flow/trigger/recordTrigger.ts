import type { FlowTriggerType } from '@salesforce/types/metadata';
import type { LimitCounter, TriggerBatch, TriggerRecord } from '../../platform.ts';
import type { LoadedFlow } from '../load/resource.ts';
import { faultMessage } from '../run/expected.ts';
import { runInterviews } from '../run/interpreter.ts';
import { Interview } from '../run/interview.ts';
import { Runtime } from '../run/runtime.ts';
import type { RuntimeParts } from '../run/runtime.ts';
import { startValues } from '../run/variables.ts';
import { entryOf } from './entry.ts';
import type { Entry } from './entry.ts';
import { flowsOf, wantsOperation } from './order.ts';
import { cancelPaths, schedulePaths } from './paths.ts';

/** Saves inside saves that may be open at once, as on the platform. */
const deepest = 16;

/** Flows that are running for a record in each transaction, so that none starts itself again. */
export type RunningFlows = WeakMap<LimitCounter, Set<string>>;

/** Runs the flows that a save or delete starts, one flow after the other, each for all records together. */
export function runRecordTrigger(
    trigger: FlowTriggerType,
    batch: TriggerBatch,
    flows: Iterable<LoadedFlow>,
    parts: RuntimeParts,
    running: RunningFlows
): void {
    const started = flowsOf(flows, trigger, batch.objectName).filter((flow) => wantsOperation(flow, batch.operation));
    if (started.length === 0) return;
    if (parts.execution.depth >= deepest) return refuseAll(batch);
    const busy = running.get(parts.execution.limits) ?? new Set<string>();
    running.set(parts.execution.limits, busy);
    for (const flow of started) runFlow(flow, trigger, batch, parts, busy);
}

function refuseAll(batch: TriggerBatch): void {
    const message = `maximum trigger depth exceeded: ${batch.objectName} ${batch.operation}`;
    for (const record of batch.records)
        record.addError({ statusCode: 'CANNOT_EXECUTE_FLOW_TRIGGER', message, fields: [] });
}

function runFlow(
    flow: LoadedFlow,
    trigger: FlowTriggerType,
    batch: TriggerBatch,
    parts: RuntimeParts,
    busy: Set<string>
): void {
    const key = (record: TriggerRecord): string => `${flow.name}:${trigger}:${String(record.record['Id'] ?? '')}`;
    const fresh = batch.records.filter(
        (record) => record.record['Id'] === undefined || record.record['Id'] === null || !busy.has(key(record))
    );
    const entered = enter(flow, trigger, batch, fresh, parts);
    const keys = entered.map(({ start }) => (start.source ? key(start.source) : ''));
    for (const one of keys) busy.add(one);
    try {
        if (trigger === 'RecordAfterSave') schedulePaths(flow, entered, parts);
        const immediate = entered.filter((interview) => interview.next !== null);
        if (immediate.length > 0) runInterviews(immediate, parts);
        for (const interview of immediate) refuse(interview);
    } finally {
        for (const one of keys) busy.delete(one);
    }
}

function enter(
    flow: LoadedFlow,
    trigger: FlowTriggerType,
    batch: TriggerBatch,
    records: readonly TriggerRecord[],
    parts: RuntimeParts
): Interview[] {
    const interviews = records.map((source) => {
        const { objectName: object, operation } = batch;
        return new Interview(flow, {
            trigger: `${object} ${operation}`,
            startedAt: parts.services.clock.now(),
            first: flow.first,
            record: { object, fields: source.record },
            prior: source.prior && { object, fields: source.prior },
            source,
            beforeSave: trigger === 'RecordBeforeSave',
            isNew: operation === 'insert'
        });
    });
    const runtime = new Runtime(parts, interviews);
    const entries = Map.groupBy(interviews, (interview) => entryOrRefusal(interview, runtime));
    if (trigger === 'RecordAfterSave') cancelPaths(flow, entries.get('does not meet') ?? [], parts);
    const entered = entries.get('enters') ?? [];
    for (const interview of entered) {
        for (const [name, value] of startValues(flow, {}, runtime)) interview.values.set(name, value);
    }
    return entered;
}

/** An entry condition that has no value for a record makes its save fail. */
function entryOrRefusal(interview: Interview, runtime: Runtime): Entry | 'failed' {
    try {
        return entryOf(interview, runtime);
    } catch (error) {
        interview.status = 'Failed';
        interview.error = faultMessage(error);
        refuse(interview);
        runtime.parts.keepTrace(interview);
        return 'failed';
    }
}

/** An unhandled fault makes the save of the record fail. */
function refuse({ status, error, flow, start }: Interview): void {
    if (status !== 'Failed') return;
    const message = `We can't save this record because the “${flow.label}” process failed. Give your Salesforce admin these details. ${error ?? ''}`;
    start.source?.addError({ statusCode: 'CANNOT_EXECUTE_FLOW_TRIGGER', message, fields: [] });
}
