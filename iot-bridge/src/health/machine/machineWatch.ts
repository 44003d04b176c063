import { FleetBaseline } from './fleetBaseline.ts';

/** How a fleet is judged. The defaults suit values by the hour. */
export interface MachineWatchOptions {
    /** Latest values of a signal that are averaged. */
    readonly window: number;
    /** Milliseconds for which an error code counts. */
    readonly errorMemoryMs: number;
    /** What one kind of error adds to the score, in standard errors. */
    readonly errorWeight: number;
    /** Score from which a machine needs care. */
    readonly threshold: number;
    /** Milliseconds below the threshold after which a new episode may begin. */
    readonly restMs: number;
}

const HOUR_MS = 3_600_000;

/** Six hourly values, errors of one day. */
export const HOURLY_FLEET: MachineWatchOptions = {
    window: 6,
    errorMemoryMs: 24 * HOUR_MS,
    errorWeight: 3,
    threshold: 6.5,
    restMs: 24 * HOUR_MS
};

/** Beyond this many standard errors a value is not learned, so that a failing machine does not become usual. */
const LEARN_BELOW = 4;

/** Why a machine needs care. */
export interface CareReason {
    /** Signal, or the code of an error. */
    readonly source: string;
    /** Share of the score, in standard errors. */
    readonly weight: number;
}

/** How far a machine is from the others of its model. */
export interface CareScore {
    readonly score: number;
    /** Heaviest first. */
    readonly reasons: readonly CareReason[];
}

/** The beginning of an episode in which a machine needs care. */
export interface CareNeeded extends CareScore {
    readonly machine: string;
    readonly time: number;
}

/** What the watch of one model has learned. */
export interface MachineWatchState {
    readonly baselines: ReadonlyMap<string, readonly [number, number, number]>;
    readonly machines: ReadonlyMap<string, MachineState>;
}

/** What is remembered of one machine. */
export interface MachineState {
    readonly latest: Map<string, number[]>;
    readonly errors: Map<string, number>;
    lastAbove: number;
}

/**
 * Watches the machines of one model: each machine's recent level against the fleet's, together with the error codes
 * that it sent. Explainable: the score is the sum of the largest deviation and a fixed weight for each kind of error.
 */
export class MachineWatch {
    private readonly options: MachineWatchOptions;
    private readonly baselines = new Map<string, FleetBaseline>();
    private readonly machines = new Map<string, MachineState>();

    constructor(options: MachineWatchOptions = HOURLY_FLEET, state?: MachineWatchState) {
        this.options = options;
        for (const [signal, learned] of state?.baselines ?? []) this.baselines.set(signal, new FleetBaseline(learned));
        for (const [machine, known] of state?.machines ?? []) this.machines.set(machine, known);
    }

    /** What has been learned. */
    state(): MachineWatchState {
        return {
            baselines: new Map([...this.baselines].map(([signal, baseline]) => [signal, baseline.state()])),
            machines: this.machines
        };
    }

    /** Takes note of an error code that a machine sent. */
    error(machine: string, code: string, time: number): void {
        this.machine(machine).errors.set(code, time);
    }

    /** Takes the values of a machine at one time and answers when an episode begins. */
    values(machine: string, time: number, values: Readonly<Record<string, number>>): CareNeeded | undefined {
        const { score, reasons } = this.judge(machine, time, values);
        if (score < this.options.threshold) return undefined;
        const state = this.machine(machine);
        const begins = time - state.lastAbove > this.options.restMs;
        state.lastAbove = time;
        return begins ? { machine, time, score, reasons } : undefined;
    }

    /** Takes the values of a machine at one time and answers how far it is from the others. */
    judge(machine: string, time: number, values: Readonly<Record<string, number>>): CareScore {
        const state = this.machine(machine);
        const deviations = Object.entries(values).map(([signal, value]) => this.deviation(state, signal, value));
        deviations.sort((a, b) => b.weight - a.weight);
        const largest = deviations[0]?.weight ?? 0;
        if (largest < LEARN_BELOW) this.learn(values);
        const reasons = [...deviations.slice(0, 1), ...this.recentErrors(state, time)];
        return { score: reasons.reduce((sum, reason) => sum + reason.weight, 0), reasons };
    }

    /** Forgets a machine that is gone. */
    forget(machine: string): void {
        this.machines.delete(machine);
    }

    private machine(name: string): MachineState {
        const known = this.machines.get(name);
        if (known) return known;
        const state = { latest: new Map(), errors: new Map(), lastAbove: -Infinity };
        this.machines.set(name, state);
        return state;
    }

    private deviation(state: MachineState, signal: string, value: number): CareReason {
        const latest = [...(state.latest.get(signal) ?? []), value].slice(-this.options.window);
        state.latest.set(signal, latest);
        const mean = latest.reduce((sum, item) => sum + item, 0) / latest.length;
        const deviation = this.baseline(signal).deviation(mean, latest.length) ?? 0;
        return { source: signal, weight: Math.abs(deviation) };
    }

    private recentErrors(state: MachineState, time: number): CareReason[] {
        return [...state.errors]
            .filter(([, sent]) => time - sent < this.options.errorMemoryMs)
            .map(([source]) => ({ source, weight: this.options.errorWeight }));
    }

    private learn(values: Readonly<Record<string, number>>): void {
        for (const [signal, value] of Object.entries(values)) this.baseline(signal).learn(value);
    }

    private baseline(signal: string): FleetBaseline {
        const known = this.baselines.get(signal);
        if (known) return known;
        const baseline = new FleetBaseline();
        this.baselines.set(signal, baseline);
        return baseline;
    }
}
