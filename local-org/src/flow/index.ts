/** Door of the flow engine. */
import type { FlowAutomation, FlowServices } from './automation.ts';
import { actions } from './elements/actionTable.ts';
import { handlers, refusedElements } from './elements/index.ts';
import { quickActions } from './elements/quickAction.ts';
import { FlowEngine } from './engine.ts';
import { supportedTriggers } from './load/start.ts';

export type { FlowAutomation, FlowServices } from './automation.ts';
export { FlowError } from './flowError.ts';
export { notRunnable } from './load/loadFlow.ts';
export { createGlobals, hasGlobal } from './run/globals.ts';
export type { FlowTestOutcome } from './flowTest.ts';
export type { OutboxMessage } from './outbox.ts';
export type { PendingItem, PendingWork } from './pending.ts';
export type { FlowTrace, TraceStep } from './trace.ts';
export type { FlowInputs, FlowOutcome, FlowRecord, FlowValue } from './value.ts';

/** Creates the flow engine of an org. */
export function createFlowAutomation(services: FlowServices): FlowAutomation {
    return new FlowEngine(services);
}

/** One row of the table of what flows can do in the local org. */
export interface SupportedPart {
    readonly group: 'Start' | 'Element' | 'Action';
    readonly name: string;
    readonly supported: boolean;
    readonly notes: string;
}

/** Everything a flow may consist of, supported or refused, generated from the code that runs it. */
export function supportedParts(): readonly SupportedPart[] {
    const starts = Object.entries(supportedTriggers).map(([name, notes]) => ({
        group: 'Start' as const,
        name,
        supported: true,
        notes
    }));
    const elements = handlers.map(({ kind, summary }) => ({
        group: 'Element' as const,
        name: kind,
        supported: true,
        notes: summary
    }));
    const refused = Object.entries(refusedElements).map(([name, notes]) => ({
        group: 'Element' as const,
        name,
        supported: false,
        notes
    }));
    const standard = actions.map(({ type, summary }) => ({
        group: 'Action' as const,
        name: type,
        supported: true,
        notes: summary
    }));
    const quick = Object.entries(quickActions).map(([name, { object }]) => ({
        group: 'Action' as const,
        name: `quickAction ${name}`,
        supported: true,
        notes: `Creates a record of ${object}`
    }));
    return [...starts, ...elements, ...refused, ...standard, ...quick];
}
