import type { MetadataRegistry, Problem } from '../metadata/component.ts';
import type { Automation, Clock, Execution, FormulaService, MetadataConsumer, Records, Schema } from '../platform.ts';
import type { FlowInputs, FlowOutcome } from './value.ts';
import type { FlowTrace } from './trace.ts';
import type { OutboxMessage } from './outbox.ts';
import type { PendingWork } from './pending.ts';
import type { FlowTestOutcome } from './flowTest.ts';

/** What flows need from the org they run in. */
export interface FlowServices {
    readonly records: Records;
    readonly formulas: FormulaService;
    readonly clock: Clock;
    /** Address of the org, for `$Api` and links in messages. */
    readonly instanceUrl: string;
    /**
     * A new execution with fresh limits for work that no client asked for: scheduled paths, scheduled
     * flows, resumed waits. Without a user the Automated Process user acts.
     */
    begin(userId?: string): Execution;
    /** Where paths and waits are kept until they are due; in memory when left out. */
    readonly pending?: PendingWork;
    /** How many runs `traces` keeps; 500 when left out. */
    readonly traceLimit?: number;
}

/** The flows of an org: run around saves, on events and on time, and inspected by people. */
export interface FlowAutomation extends Automation, MetadataConsumer {
    check(candidate: MetadataRegistry, schema: Schema): readonly Problem[];
    /**
     * Runs an active autolaunched flow once per row of inputs, all rows together.
     * @throws FlowError when there is no such flow or it may not be started this way.
     */
    run(execution: Execution, flowName: string, inputs: readonly FlowInputs[]): readonly FlowOutcome[];
    /** The latest runs, newest first; only those of one flow when it is named. */
    traces(flowName?: string): readonly FlowTrace[];
    /** E-mails, notifications and posts that flows have sent, oldest first. */
    outbox(): readonly OutboxMessage[];
    /** Runs the deployed FlowTest components (all, or those named) and rolls everything back. */
    runTests(names?: readonly string[]): readonly FlowTestOutcome[];
}
