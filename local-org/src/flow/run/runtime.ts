import type { Execution, Records, Schema } from '../../platform.ts';
import type { FlowServices } from '../automation.ts';
import type { LoadedFlow } from '../load/resource.ts';
import type { OutboxMessage } from '../outbox.ts';
import type { PendingWork } from '../pending.ts';
import type { FlowValue } from '../value.ts';
import type { Globals } from './globals.ts';
import type { Interview } from './interview.ts';
import { Parents } from './parents.ts';

/** What a flow meets in its org while it runs: shared by all interviews that run together. */
export interface RuntimeParts {
    readonly services: FlowServices;
    readonly schema: Schema;
    readonly execution: Execution;
    readonly globals: Globals;
    /** Whether permissions of the user count; flows that start by themselves run without. */
    readonly mode?: Execution['mode'];
    /** A flow that other flows may call, by name. */
    flow(name: string): LoadedFlow | undefined;
    /** Paths and waits that run later. */
    readonly pending: PendingWork;
    send(message: OutboxMessage): void;
    /** Keeps the trace of an interview that has ended or paused. */
    keepTrace(interview: Interview): void;
    /** Output of an element that a flow test gives instead of running it. */
    mock?(element: string): FlowValue | undefined;
}

/** The surroundings of a group of interviews. */
export class Runtime {
    readonly parts: RuntimeParts;
    /** Who reads and writes records for the flow, one level deeper than who started it. */
    readonly execution: Execution;
    readonly parents: Parents;
    /** Interviews that run together, for reading the parents of all their records at once. */
    readonly interviews: readonly Interview[];

    constructor(parts: RuntimeParts, interviews: readonly Interview[]) {
        this.parts = parts;
        this.interviews = interviews;
        this.execution = { ...parts.execution, mode: parts.mode ?? 'system', depth: parts.execution.depth + 1 };
        this.parents = new Parents(this);
    }

    get schema(): Schema {
        return this.parts.schema;
    }

    get records(): Records {
        return this.parts.services.records;
    }

    now(): Date {
        return this.parts.services.clock.now();
    }
}
