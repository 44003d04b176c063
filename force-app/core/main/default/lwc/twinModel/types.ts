/** Where a value lies against its limits and open alarms; `unknown` when there is no valid value. */
export type SignalState = 'normal' | 'warning' | 'alarm' | 'unknown';

/** How fresh the picture of the whole machine is. */
export type Liveness = 'live' | 'stale' | 'offline' | 'silent' | 'never';

/** Limits in force, in the signal's unit; each one is optional. */
export interface Limits {
    readonly lowLow?: number;
    readonly low?: number;
    readonly high?: number;
    readonly highHigh?: number;
}

/** One point of a trend: time in epoch milliseconds, value in the signal's unit. */
export interface TrendPoint {
    readonly time: number;
    readonly value: number;
}

/** The latest value of one signal, as stored in Asset_Signal__c. Times are epoch milliseconds. */
export interface Signal {
    readonly id: string;
    readonly name: string;
    readonly label: string;
    readonly value?: number;
    readonly text?: string;
    readonly unit: string;
    readonly quality: string;
    readonly source: string;
    readonly sourceLabel: string;
    readonly time?: number;
    readonly limits: Limits;
    readonly trend: readonly TrendPoint[];
}

/** One open alarm episode, as stored in Alarm__c. */
export interface OpenAlarm {
    readonly id: string;
    readonly number: string;
    readonly signal: string;
    readonly message: string;
    readonly priority: string;
    readonly priorityLabel: string;
    readonly state: string;
    readonly stateLabel: string;
    readonly raisedAt?: number;
    readonly caseId?: string;
    readonly caseNumber?: string;
}

/** The state of a machine or of one of its components, as stored on Asset. */
export interface MachineStatus {
    readonly id: string;
    readonly name: string;
    readonly productCode: string;
    readonly productName: string;
    /** Static resource with the product's drawing; blank for the general one. */
    readonly twinModel: string;
    readonly deviceId: string;
    readonly connectivity: string;
    readonly connectivityLabel: string;
    readonly operatingState: string;
    readonly operatingStateLabel: string;
    readonly lastTelemetry?: number;
    readonly operatingHours?: number;
    readonly health?: number;
    /** Why the health is what it is, heaviest first. */
    readonly healthReasons?: readonly string[];
    /** When maintenance is expected; days as `2026-11-20`. */
    readonly due?: PredictedDue;
    readonly activeAlarms: number;
    readonly priority: string;
}

/** When maintenance is expected to be due, and why. */
export interface PredictedDue {
    readonly day: string;
    readonly earliest: string;
    readonly latest: string;
    readonly reason: string;
}

/** Everything the digital twin shows about one machine. */
export interface Twin {
    readonly machine: MachineStatus;
    readonly signals: readonly Signal[];
    readonly alarms: readonly OpenAlarm[];
    readonly components: readonly MachineStatus[];
}
