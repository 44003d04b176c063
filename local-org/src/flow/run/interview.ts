import { randomUUID } from 'node:crypto';
import type { FieldValue, TriggerRecord } from '../../platform.ts';
import type { LoadedFlow } from '../load/resource.ts';
import type { Link } from '../metadata.ts';
import type { FlowTrace, TraceStep } from '../trace.ts';
import { isRecord } from '../value.ts';
import type { FlowRecord, FlowValue } from '../value.ts';
import { show } from './show.ts';

/** A loop that has begun: its items and how many have been taken. */
export interface LoopState {
    readonly items: readonly FlowValue[];
    readonly taken: number;
}

/** What makes an interview start. */
export interface InterviewStart {
    readonly trigger: string;
    readonly startedAt: Date;
    /** First element; null ends the interview at once. */
    readonly first: string | null;
    readonly record?: FlowRecord;
    readonly prior?: FlowRecord | undefined;
    /** The record that is being saved, to be refused or (before the save) changed. */
    readonly source?: TriggerRecord | undefined;
    /** Whether changes of `$Record` go straight into the record that is being saved. */
    readonly beforeSave?: boolean;
    readonly isNew?: boolean;
}

/** Steps that a trace keeps. */
const mostSteps = 2000;

/** One run of a flow for one record, event or call. */
export class Interview {
    readonly id: string = randomUUID();
    readonly flow: LoadedFlow;
    readonly start: InterviewStart;
    /** Variables and outputs of elements, by name in lower case. */
    readonly values = new Map<string, FlowValue>();
    readonly loops = new Map<string, LoopState>();
    /** Elements that were executed, outcomes that were taken, elements that failed; in lower case. */
    readonly visited = new Set<string>();
    readonly taken = new Set<string>();
    readonly failed = new Set<string>();
    readonly steps: TraceStep[] = [];
    /** Elements executed so far; a trace keeps only the first of them. */
    executed = 0;
    record: FlowRecord | undefined;
    next: string | null;
    status: FlowTrace['status'] = 'Running';
    error: string | null = null;
    faultMessage = '';

    constructor(flow: LoadedFlow, start: InterviewStart) {
        this.flow = flow;
        this.start = start;
        this.record = start.record;
        this.next = start.first;
    }

    get prior(): FlowRecord | undefined {
        return this.start.prior;
    }

    /** Value of a variable or an element's output, unset ones are blank. */
    get(name: string): FlowValue {
        return this.values.get(name.toLowerCase()) ?? null;
    }

    set(name: string, value: FlowValue): void {
        this.values.set(name.toLowerCase(), value);
    }

    /** Sets a field of the triggering record; before the save it changes what is being saved. */
    setRecordField(field: string, value: FieldValue): void {
        if (!this.record) return;
        if (this.start.beforeSave && this.start.source) this.start.source.record[field] = value;
        this.record = { object: this.record.object, fields: { ...this.record.fields, [field]: value } };
    }

    /** Notes an executed element and goes on along a link; without one the interview ends. */
    proceed(step: Omit<TraceStep, 'next' | 'fault'>, way: Link | undefined): void {
        this.visited.add(step.element.toLowerCase());
        this.#note({ ...step, next: way?.target ?? null, fault: null });
        this.next = way?.target ?? null;
        if (this.next === null) this.status = 'Finished';
    }

    /** Notes a failed element and takes its fault path; without one the interview fails. */
    fault(step: Omit<TraceStep, 'next' | 'fault'>, message: string, way: Link | undefined): void {
        this.visited.add(step.element.toLowerCase());
        this.failed.add(step.element.toLowerCase());
        this.faultMessage = message;
        this.#note({ ...step, next: way?.target ?? null, fault: message });
        this.next = way?.target ?? null;
        if (this.next !== null) return;
        this.status = 'Failed';
        this.error = message;
    }

    /** Puts the interview aside until it is resumed. */
    pause(step: Omit<TraceStep, 'next' | 'fault'>): void {
        this.visited.add(step.element.toLowerCase());
        this.#note({ ...step, next: null, fault: null });
        this.status = 'Paused';
    }

    /** Ends the interview with an error that no fault path catches. */
    abort(error: unknown): void {
        this.status = 'Failed';
        this.error = error instanceof Error ? error.message : String(error);
    }

    #note(step: TraceStep): void {
        this.executed++;
        if (this.executed <= mostSteps) this.steps.push(step);
    }

    trace(): FlowTrace {
        const { id, start, flow, status, error, steps } = this;
        const recordId = this.record?.fields['Id'];
        return {
            id,
            flow: flow.name,
            label: flow.label,
            trigger: start.trigger,
            recordId: typeof recordId === 'string' ? recordId : null,
            startedAt: start.startedAt.toISOString(),
            status,
            error,
            steps
        };
    }
}

/** One line of a trace: a name and its value. */
export function detail(name: string, value: FlowValue): string {
    return `${name} = ${show(value)}`;
}

/** The id of a record value, if it has one. */
export function idOf(value: FlowValue): string | undefined {
    const id = isRecord(value) ? value.fields['Id'] : undefined;
    return typeof id === 'string' ? id : undefined;
}
