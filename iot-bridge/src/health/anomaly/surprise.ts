/** Share of past errors that count as usual; only the highest thousandth may be exceeded with surprise. */
const USUAL_SHARE = 0.999;

/** Highest errors that are remembered. */
const REMEMBERED = 64;

/** Errors after which older ones begin to be forgotten. */
const FORGET_AFTER = REMEMBERED / (1 - USUAL_SHARE);

/** Errors to be seen before anything can be surprising. */
const WARM_UP = 50;

/** Step with which the running median follows, as a share of the usual range. */
const MEDIAN_STEP = 0.01;

/** What an estimator has learned, to be kept over a restart. */
export interface SurpriseState {
    readonly count: number;
    readonly median: number;
    readonly highest: readonly number[];
}

/**
 * Tells how surprising an error is against all errors so far: 1 is as high as the highest thousandth of the past,
 * measured from the median. Memory is constant: a running median and the highest errors; old ones are forgotten by
 * halving both, so that a machine that has changed for good is learned anew.
 */
export class Surprise {
    private count: number;
    private median: number;
    private highest: number[];

    constructor(state: SurpriseState = { count: 0, median: 0, highest: [] }) {
        this.count = state.count;
        this.median = state.median;
        this.highest = [...state.highest];
    }

    /** The surprise of this error, from 0; afterwards it belongs to the past. */
    push(error: number): number {
        const surprise = this.count < WARM_UP ? 0 : this.of(error);
        this.learn(error);
        return surprise;
    }

    /** What has been learned. */
    state(): SurpriseState {
        return { count: this.count, median: this.median, highest: [...this.highest] };
    }

    private of(error: number): number {
        const range = this.usualMaximum() - this.median;
        if (range <= 0) return error > this.median ? Number.MAX_SAFE_INTEGER : 0;
        return Math.max(0, (error - this.median) / range);
    }

    private usualMaximum(): number {
        const above = Math.min(this.highest.length - 1, Math.floor(this.count * (1 - USUAL_SHARE)));
        return this.highest[above] ?? 0;
    }

    private learn(error: number): void {
        this.median = this.count === 0 ? error : this.median + this.medianStep() * Math.sign(error - this.median);
        this.count += 1;
        this.remember(error);
        if (this.count >= FORGET_AFTER) {
            this.count /= 2;
            this.highest = this.highest.filter((_, index) => index % 2 === 0);
        }
    }

    private medianStep(): number {
        const range = (this.highest[0] ?? 0) - this.median;
        return Math.max(range * MEDIAN_STEP, Math.abs(this.median) / Math.max(1, this.count));
    }

    /** Keeps the list of the highest errors in falling order. */
    private remember(error: number): void {
        const lowest = this.highest[this.highest.length - 1];
        if (this.highest.length === REMEMBERED && lowest !== undefined && error <= lowest) return;
        const index = this.highest.findIndex((value) => value < error);
        this.highest.splice(index === -1 ? this.highest.length : index, 0, error);
        if (this.highest.length > REMEMBERED) this.highest.pop();
    }
}
