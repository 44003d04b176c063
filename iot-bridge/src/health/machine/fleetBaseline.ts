/** Values that are needed before a baseline can be compared with. */
const WARM_UP = 200;

/** Mean and spread of one signal over all machines of one model (Welford's method), in constant memory. */
export class FleetBaseline {
    private count: number;
    private mean: number;
    private squares: number;

    constructor([count, mean, squares]: readonly [number, number, number] = [0, 0, 0]) {
        this.count = count;
        this.mean = mean;
        this.squares = squares;
    }

    /** What has been learned: count, mean, sum of squares. */
    state(): readonly [number, number, number] {
        return [this.count, this.mean, this.squares];
    }

    /** Learns a value of a machine that behaves as usual. */
    learn(value: number): void {
        this.count += 1;
        const before = value - this.mean;
        this.mean += before / this.count;
        this.squares += before * (value - this.mean);
    }

    /**
     * How far the mean of a machine's latest values lies from the fleet's, in standard errors of such a mean.
     * @returns undefined while the fleet is not known well enough
     */
    deviation(mean: number, samples: number): number | undefined {
        if (this.count < WARM_UP || this.squares === 0) return undefined;
        return (mean - this.mean) / Math.sqrt(this.squares / this.count / samples);
    }
}
