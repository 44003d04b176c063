/** What the relations of the signals of a machine have taught. */
export interface RelationsState {
    readonly signals: readonly string[];
    readonly count: number;
    readonly means: Float64Array;
    readonly products: Float64Array;
}

/** A signal that does not fit to the others. */
export interface Misfit {
    readonly signal: string;
    readonly expected: number;
    /** Standard deviation of what is expected. */
    readonly spread: number;
    /** Distance from what is expected, in spreads, with its sign. */
    readonly deviation: number;
}

/** Signals that are set into relation at most: the work grows with the third power. */
export const MOST_RELATED = 12;

/** Older values weigh as one of so many. */
const MEMORY = 5000;

/** Share of the variance that is added to each signal, so that signals that always move together can be told apart. */
const RIDGE = 0.02;

/** Beyond this a machine is not learned. */
const LEARN_WITHIN = 6;

/**
 * How the signals of one machine hang together: the covariance of their values, in memory of the square of their number.
 * Each signal is compared with what the others let expect (the conditional mean of a normal distribution, from the
 * inverse of the covariance), so that a value can be usual by itself and still be wrong at this load.
 */
export class Relations {
    readonly signals: readonly string[];
    private count: number;
    private readonly means: Float64Array;
    private readonly products: Float64Array;

    /** @param state what an earlier run has learned of the same signals; anything else begins anew */
    constructor(signals: readonly string[], state?: RelationsState) {
        this.signals = signals.slice(0, MOST_RELATED);
        const size = this.signals.length;
        const fitting = state?.signals.join() === this.signals.join() ? state : undefined;
        this.count = fitting?.count ?? 0;
        this.means = fitting?.means ?? new Float64Array(size);
        this.products = fitting?.products ?? new Float64Array(size * size);
    }

    /** What has been learned. */
    state(): RelationsState {
        const { signals, count, means, products } = this;
        return { signals, count, means, products };
    }

    /**
     * Takes the values of all signals at one moment, and answers the one that fits least.
     * @returns undefined while fewer than `learningSamples` are known or fewer than two signals are related
     */
    push(values: readonly number[], learn: boolean, learningSamples: number): Misfit | undefined {
        const size = this.signals.length;
        if (size < 2) return undefined;
        const misfit = this.count >= learningSamples ? this.worst(values) : undefined;
        if (learn && Math.abs(misfit?.deviation ?? 0) < LEARN_WITHIN) this.learn(values);
        return misfit;
    }

    private learn(values: readonly number[]): void {
        this.count += 1;
        const weight = 1 / Math.min(this.count, MEMORY);
        const size = this.signals.length;
        const distances = values.map((value, index) => value - (this.means[index] ?? 0));
        for (let row = 0; row < size; row++) {
            this.means[row] = (this.means[row] ?? 0) + weight * (distances[row] ?? 0);
            for (let column = 0; column < size; column++) {
                const at = row * size + column;
                const product = (distances[row] ?? 0) * (distances[column] ?? 0);
                this.products[at] = (1 - weight) * ((this.products[at] ?? 0) + weight * product);
            }
        }
    }

    private worst(values: readonly number[]): Misfit | undefined {
        const size = this.signals.length;
        const scales = Array.from({ length: size }, (_, index) => Math.sqrt(this.products[index * size + index] ?? 0));
        const used = scales.flatMap((scale, index) => (scale > 0 ? [index] : []));
        const distance = (index: number) => ((values[index] ?? 0) - (this.means[index] ?? 0)) / (scales[index] ?? 1);
        const precision = inverse(
            used.map((row) =>
                used.map((column) => {
                    const scale = (scales[row] ?? 1) * (scales[column] ?? 1);
                    return (this.products[row * size + column] ?? 0) / scale + (row === column ? RIDGE : 0);
                })
            )
        );
        let worst: Misfit | undefined;
        for (const [position, index] of used.entries()) {
            const own = precision[position]?.[position] ?? 1;
            const pull = used.reduce((sum, other, at) => sum + (precision[position]?.[at] ?? 0) * distance(other), 0);
            const scale = scales[index] ?? 1;
            const deviation = pull / Math.sqrt(own);
            if (worst && Math.abs(deviation) <= Math.abs(worst.deviation)) continue;
            worst = {
                signal: this.signals[index] ?? '',
                expected: (values[index] ?? 0) - (pull / own) * scale,
                spread: scale / Math.sqrt(own),
                deviation
            };
        }
        return worst;
    }
}

/** Inverse of a positive definite matrix by Gauss–Jordan elimination. */
function inverse(matrix: readonly (readonly number[])[]): number[][] {
    const size = matrix.length;
    const rows = matrix.map((row, index) => [...row, ...Array.from({ length: size }, (_, at) => Number(at === index))]);
    for (const [pivot, pivotRow] of rows.entries()) {
        const divisor = pivotRow[pivot] ?? 1;
        for (let column = 0; column < size * 2; column++) pivotRow[column] = (pivotRow[column] ?? 0) / divisor;
        for (const row of rows) {
            const factor = row[pivot] ?? 0;
            if (row === pivotRow || factor === 0) continue;
            for (let column = 0; column < size * 2; column++) {
                row[column] = (row[column] ?? 0) - factor * (pivotRow[column] ?? 0);
            }
        }
    }
    return rows.map((row) => row.slice(size));
}
