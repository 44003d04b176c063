import type { MetadataRegistry } from '../metadata/component.ts';
import type { Execution, RecordData, Schema, TriggerBatch } from '../platform.ts';
import type { FlowAutomation, FlowServices } from './automation.ts';
import { FlowError } from './flowError.ts';
import { runFlowTests } from './flowTest.ts';
import { loadLibrary } from './load/library.ts';
import type { LoadedFlow } from './load/resource.ts';
import type { OutboxMessage } from './outbox.ts';
import { createMemoryPendingWork } from './pending.ts';
import type { PendingWork } from './pending.ts';
import { createGlobals } from './run/globals.ts';
import type { Globals } from './run/globals.ts';
import { Interview } from './run/interview.ts';
import { Runtime } from './run/runtime.ts';
import type { RuntimeParts } from './run/runtime.ts';
import { modeOf, outputsOf, startValues } from './run/variables.ts';
import type { FlowTrace } from './trace.ts';
import { runInTransaction } from './trigger/attempt.ts';
import { awaits, resumeAwaiting } from './trigger/awaited.ts';
import { runDueWork } from './trigger/due.ts';
import { mayEnter } from './trigger/entry.ts';
import { flowsOf } from './trigger/order.ts';
import { runRecordTrigger } from './trigger/recordTrigger.ts';
import type { RunningFlows } from './trigger/recordTrigger.ts';
import { planSchedule } from './trigger/schedule.ts';
import type { FlowInputs, FlowOutcome } from './value.ts';

const defaultTraceLimit = 500;
const outboxLimit = 1000;

/** What has been taken over by the last deployment. */
interface Deployed {
    readonly flows: ReadonlyMap<string, LoadedFlow>;
    readonly registry: MetadataRegistry;
    readonly schema: Schema;
    readonly globals: Globals;
}

/** The flows of an org: wires triggers to the interpreter and keeps what people inspect. */
export class FlowEngine implements FlowAutomation {
    readonly #services: FlowServices;
    readonly #pending: PendingWork;
    readonly #running: RunningFlows = new WeakMap();
    readonly #traces: FlowTrace[] = [];
    readonly #outbox: OutboxMessage[] = [];
    #deployed: Deployed | undefined;

    constructor(services: FlowServices) {
        this.#services = services;
        this.#pending = services.pending ?? createMemoryPendingWork();
    }

    check(candidate: MetadataRegistry, schema: Schema): ReturnType<FlowAutomation['check']> {
        return loadLibrary(candidate, schema).problems;
    }

    apply(registry: MetadataRegistry, schema: Schema): void {
        const { records, instanceUrl, clock } = this.#services;
        const globals = createGlobals({ records, schema, registry, instanceUrl });
        this.#deployed = { flows: loadLibrary(registry, schema).flows, registry, schema, globals };
        const scheduled = [...this.#deployed.flows.values()].filter(
            ({ metadata }) => metadata.start?.triggerType === 'Scheduled'
        );
        if (scheduled.length === 0) return;
        const parts = this.#parts(this.#services.begin());
        for (const flow of scheduled) planSchedule(flow, clock.now(), parts);
    }

    beforeSave(execution: Execution, batch: TriggerBatch): void {
        this.#trigger('RecordBeforeSave', execution, batch);
    }

    afterSave(execution: Execution, batch: TriggerBatch): void {
        this.#trigger('RecordAfterSave', execution, batch);
    }

    beforeDelete(execution: Execution, batch: TriggerBatch): void {
        this.#trigger('RecordBeforeDelete', execution, batch);
    }

    onPlatformEvents(execution: Execution, objectName: string, events: readonly RecordData[]): void {
        if (!this.#deployed) return;
        const parts = this.#parts(execution);
        for (const flow of flowsOf(this.#deployed.flows.values(), 'PlatformEvent', objectName)) {
            const create = (event: RecordData): Interview =>
                this.#start(flow, { object: objectName, fields: event }, parts);
            const runtime = new Runtime(parts, []);
            const wanted = events.filter((event) => mayEnter(create(event), runtime));
            runInTransaction(wanted, create, parts);
        }
        for (const flow of this.#deployed.flows.values())
            if (awaits(flow, objectName)) resumeAwaiting(flow, objectName, events, parts);
    }

    runDue(now: Date): void {
        const deployed = this.#deployed;
        if (!deployed) return;
        const flow = (name: string): LoadedFlow | undefined => deployed.flows.get(name.toLowerCase());
        runDueWork(now, flow, (userId) => this.#parts(this.#services.begin(userId)));
    }

    run(execution: Execution, flowName: string, inputs: readonly FlowInputs[]): readonly FlowOutcome[] {
        const parts = this.#parts(execution);
        const flow = parts.flow(flowName);
        if (!flow)
            throw new FlowError(`There is no active flow ${flowName} that can be started.`, 'INVALID_ARGUMENT_TYPE');
        const runtime = new Runtime(parts, []);
        const values = new Map(inputs.map((input) => [input, startValues(flow, input, runtime)]));
        const create = (input: FlowInputs): Interview => {
            const interview = new Interview(flow, { trigger: 'call', startedAt: runtime.now(), first: flow.first });
            for (const [name, value] of values.get(input) ?? []) interview.values.set(name, value);
            return interview;
        };
        const done = runInTransaction(inputs, create, { ...parts, mode: modeOf(flow, execution.mode) });
        return inputs.map((input) => outcomeOf(done.get(input)));
    }

    traces(flowName?: string): readonly FlowTrace[] {
        const wanted = flowName?.toLowerCase();
        const found =
            wanted === undefined ? this.#traces : this.#traces.filter((trace) => trace.flow.toLowerCase() === wanted);
        return found.toReversed();
    }

    outbox(): readonly OutboxMessage[] {
        return [...this.#outbox];
    }

    runTests(names?: readonly string[]): ReturnType<FlowAutomation['runTests']> {
        const deployed = this.#deployed;
        if (!deployed) return [];
        return runFlowTests(deployed.registry, deployed.flows, names, () => this.#parts(this.#services.begin()));
    }

    #trigger(trigger: Parameters<typeof runRecordTrigger>[0], execution: Execution, batch: TriggerBatch): void {
        if (!this.#deployed) return;
        runRecordTrigger(trigger, batch, this.#deployed.flows.values(), this.#parts(execution), this.#running);
    }

    #start(flow: LoadedFlow, record: NonNullable<Interview['record']>, parts: RuntimeParts): Interview {
        const startedAt = this.#services.clock.now();
        const interview = new Interview(flow, { trigger: record.object, startedAt, first: flow.first, record });
        for (const [name, value] of startValues(flow, {}, new Runtime(parts, []))) interview.values.set(name, value);
        return interview;
    }

    #parts(execution: Execution): RuntimeParts {
        const deployed = this.#deployed;
        if (!deployed) throw new FlowError('No flows have been deployed yet.');
        return {
            services: this.#services,
            schema: deployed.schema,
            execution,
            globals: deployed.globals,
            pending: this.#pending,
            flow: (name) => autolaunched(deployed.flows.get(name.toLowerCase())),
            send: (message) => keep(this.#outbox, message, outboxLimit),
            keepTrace: (interview) =>
                keep(this.#traces, interview.trace(), this.#services.traceLimit ?? defaultTraceLimit)
        };
    }
}

function autolaunched(flow: LoadedFlow | undefined): LoadedFlow | undefined {
    return (flow?.metadata.start?.triggerType ?? 'None') === 'None' ? flow : undefined;
}

function keep<Item>(items: Item[], item: Item, limit: number): void {
    items.push(item);
    if (items.length > limit) items.splice(0, items.length - limit);
}

function outcomeOf(interview: Interview | undefined): FlowOutcome {
    if (!interview || interview.status === 'Failed')
        return { success: false, error: interview?.error ?? null, outputs: {} };
    return { success: true, error: null, outputs: outputsOf(interview) };
}
