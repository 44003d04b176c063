import type { FieldValue } from '../platform.ts';

/** A record in a flow: its object and the fields that are known. */
export interface FlowRecord {
    readonly object: string;
    readonly fields: Record<string, FieldValue>;
}

/** What a flow variable can hold. Dates, times and date-times are ISO 8601 text in UTC. */
export type FlowValue = FieldValue | FlowRecord | readonly FlowValue[];

/** Input variables of an autolaunched flow, by name. */
export type FlowInputs = Readonly<Record<string, FlowValue>>;

/** How one interview of an autolaunched flow ended. */
export interface FlowOutcome {
    readonly success: boolean;
    /** Message of the unhandled fault; null when the interview succeeded. */
    readonly error: string | null;
    /** Output variables by name; empty when the interview failed. */
    readonly outputs: Readonly<Record<string, FlowValue>>;
}

/** Whether a value is a record. */
export function isRecord(value: FlowValue): value is FlowRecord {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a collection. */
export function isCollection(value: FlowValue): value is readonly FlowValue[] {
    return Array.isArray(value);
}
