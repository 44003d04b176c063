import type { Priority, usages } from '../contract/index.ts';
import type { Instant } from '../pipeline/index.ts';

/** Whether a machine is in a state in which its signals are judged. */
export const phases = {
    /** The machine reports no state: it is judged whenever it sends. */
    unknown: 0,
    running: 1,
    /** Idle, stopped, fault: neither judged nor learned from. */
    resting: 2,
    /** It is worked on: neither judged nor learned from. */
    maintained: 3
} as const;

/** A value of {@link phases}. */
export type Phase = (typeof phases)[keyof typeof phases];

/** What is measured of the use of a machine. */
export type UsageKind = (typeof usages)[number];

/** What a rule of maintenance (Maintenance_Rule__mdt) says of the machines of a model. */
export interface MaintenanceRule {
    readonly name: string;
    readonly usage: UsageKind;
    /** Usage between two services; undefined where only wear decides. */
    readonly interval: number | undefined;
    /** Maintenance is due when the earliest date is at most so many days away. */
    readonly leadDays: number;
    /** Maintenance is due when the score is below. */
    readonly healthBelow: number | undefined;
}

/** What the definitions say of one signal of a model. */
export interface SignalFacts {
    readonly name: string;
    readonly label: string;
    readonly unit: string | undefined;
    /** Nearest limits of alarms, in the unit of the signal. */
    readonly low: number | undefined;
    readonly high: number | undefined;
    /** Smaller differences mean nothing. */
    readonly deadband: number;
}

/** What the definitions say of all machines of one model. */
export interface ModelFacts {
    readonly signals: readonly SignalFacts[];
    readonly rules: readonly MaintenanceRule[];
}

/** What the org says of one machine. */
export interface MachineFacts {
    readonly device: string;
    /** Product code; the fleet of a machine are those with the same. */
    readonly model: string;
    /** Instant of the last service, when the org knows it. */
    readonly lastService: Instant | undefined;
    /** Operating hours at which the next service is due, when the org says so. */
    readonly nextServiceHours: number | undefined;
}

/** Everything the engine needs to know besides values. */
export interface HealthFacts {
    readonly models: Readonly<Record<string, ModelFacts>>;
    readonly machines: readonly MachineFacts[];
}

/** One value of one signal. */
export interface SignalSample {
    readonly signal: string;
    readonly value: number;
    readonly at: Instant;
    /** Values of Bad quality are left out of a sample altogether; Uncertain ones are shown and not learned. */
    readonly learn: boolean;
}

/** A machine as it was at one moment. */
export interface MachineSample {
    readonly device: string;
    readonly at: Instant;
    readonly phase: Phase;
    /** Highest priority of its active alarms. */
    readonly alarm: Priority | undefined;
    readonly usage: Readonly<Record<UsageKind, number | undefined>>;
    readonly signals: readonly SignalSample[];
    /** Error codes that it sent since the last sample. */
    readonly errors: readonly string[];
}

/** What the Asset is told of the health of a machine; a null empties a field. */
export interface HealthFields {
    /** Null while nothing is known of what is usual. */
    readonly Health_Score__c: number | null;
    readonly Health_Reasons__c: string;
    readonly Daily_Operating_Hours__c: number | null;
    readonly Predicted_Due_Date__c: string | null;
    readonly Predicted_Due_Earliest__c: string | null;
    readonly Predicted_Due_Latest__c: string | null;
    readonly Predicted_Due_Reason__c: string | null;
    readonly Prediction_Key__c: string | null;
    readonly Maintenance_Rule__c: string | null;
    readonly Maintenance_Due__c: boolean;
}

/** What the engine found out about a machine, worth telling the org. */
export interface Assessment {
    readonly device: string;
    readonly fields: HealthFields;
}

/** How long the machines of a model last, learned from machines that ran to their end. */
export interface LifeSettings {
    /** Product code. */
    readonly model: string;
    /** Counter by which their age is told. */
    readonly usage: UsageKind;
    /** Use that makes up one row of the lives. */
    readonly every: number;
    /** Signals in the order of the columns of the lives. */
    readonly signals: readonly string[];
    /** One row a cycle, the oldest first. */
    readonly lives: readonly (readonly (readonly number[])[])[];
}

/** How machines are watched. */
export interface HealthSettings {
    /** Length of the stretches whose means are judged. */
    readonly bucketMs: number;
    /** Stretches of steady running after which a signal is known. */
    readonly learningSamples: number;
    /** Stretches after which single unusual values and relations are told. */
    readonly anomalySamples: number;
    /** Time after a start in which nothing is judged. */
    readonly settleMs: number;
    /** Models whose lives are known. */
    readonly lives: readonly LifeSettings[];
    /** Language of the reasons. */
    readonly language: 'en' | 'de';
}
