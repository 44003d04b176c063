import type { HealthSettings } from '../model.ts';

/** What a signal is compared with: mean and spread of steady running as it was learned. */
export interface ReferenceState {
    readonly count: number;
    readonly mean: number;
    readonly variance: number;
    readonly fell: boolean;
    readonly last: number | undefined;
}

/** Values count alike for half a year of running; then the oldest fade. */
const MEMORY_MS = 180 * 86_400_000;

/** Beyond this many spreads a value is not learned, so that a failing machine does not become usual. */
const LEARN_WITHIN = 4;

/** Share of the mean that is never less than the spread: a sensor that always says the same is not infinitely exact. */
const LEAST_SPREAD_SHARE = 0.002;

/** Mean and spread of a signal in constant memory; follows slow changes such as the seasons, and never a failure. */
export class Reference {
    private readonly learningSamples: number;
    private readonly memory: number;
    private readonly leastSpread: number;
    private count = 0;
    private mean = 0;
    private variance = 0;
    private fell = false;
    private last: number | undefined;

    /** @param deadband differences that mean nothing, in the unit of the signal */
    constructor(
        { learningSamples, bucketMs }: Pick<HealthSettings, 'learningSamples' | 'bucketMs'>,
        deadband: number,
        state?: ReferenceState
    ) {
        this.learningSamples = learningSamples;
        this.memory = Math.max(learningSamples, MEMORY_MS / bucketMs);
        this.leastSpread = deadband / 2;
        if (state) Object.assign(this, state);
    }

    /** What has been learned. */
    state(): ReferenceState {
        const { count, mean, variance, fell, last } = this;
        return { count, mean, variance, fell, last };
    }

    /** Whether it may be compared with. A signal that has never fallen is a counter, and has no usual value. */
    get known(): boolean {
        return this.count >= this.learningSamples && this.fell;
    }

    /** Usual value. */
    get usual(): number {
        return this.mean;
    }

    /** Standard deviation of steady running, never 0. */
    get spread(): number {
        const least = Math.max(this.leastSpread, Math.abs(this.mean) * LEAST_SPREAD_SHARE, Number.EPSILON);
        return Math.max(Math.sqrt(this.variance), least);
    }

    /** Distance from the usual value in spreads, with its sign. */
    deviation(value: number): number {
        return (value - this.mean) / this.spread;
    }

    /** Learns a value of steady running. */
    learn(value: number): void {
        if (this.last !== undefined && value < this.last) this.fell = true;
        this.last = value;
        if (this.known && Math.abs(this.deviation(value)) > LEARN_WITHIN) return;
        this.count += 1;
        const weight = 1 / Math.min(this.count, this.memory);
        const distance = value - this.mean;
        this.mean += weight * distance;
        this.variance = (1 - weight) * (this.variance + weight * distance * distance);
    }
}
