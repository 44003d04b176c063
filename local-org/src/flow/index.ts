/** Door of the flow engine. */
import type { FlowAutomation, FlowServices } from './automation.ts';

export type { FlowAutomation, FlowServices } from './automation.ts';
export type { FlowTestOutcome } from './flowTest.ts';
export type { OutboxMessage } from './outbox.ts';
export { createMemoryPendingWork } from './pending.ts';
export type { PendingItem, PendingWork } from './pending.ts';
export type { FlowTrace, TraceStep } from './trace.ts';
export type { FlowInputs, FlowOutcome, FlowRecord, FlowValue } from './value.ts';

/** Creates the flow engine of an org. */
export declare function createFlowAutomation(services: FlowServices): FlowAutomation;
