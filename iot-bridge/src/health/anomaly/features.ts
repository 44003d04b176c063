/** One way to be wrong about the next value of a signal; each keeps a constant amount of memory. */
export interface Feature {
    /** The error of this value against what the feature expected, in the signal's unit; undefined while it learns. */
    push(time: number, value: number): number | undefined;
    /** What it has learned, for {@link restore}. */
    state(): unknown;
    /** Goes on from what an earlier run has learned. */
    restore(state: unknown): void;
}

/** Distance from the exponentially weighted mean: spikes and steps. */
export function spike(weight = 0.1): Feature {
    let mean: number | undefined;
    return {
        push: (_, value) => {
            const error = mean === undefined ? undefined : Math.abs(value - mean);
            mean = mean === undefined ? value : mean + weight * (value - mean);
            return error;
        },
        state: () => mean,
        restore: (state) => {
            mean = state as number | undefined;
        }
    };
}

/** Distance between the mean of the latest values and the mean of those before: shifts of level. */
export function levelShift(recent = 30, before = 300): Feature {
    const values = new Ring(new Float64Array(recent + before));
    let recentSum = 0;
    let beforeSum = 0;
    return {
        push: (_, value) => {
            const leavingRecent = values.length >= recent ? values.back(recent - 1) : undefined;
            const leavingBefore = values.length >= recent + before ? values.back(recent + before - 1) : undefined;
            values.push(value);
            recentSum += value - (leavingRecent ?? 0);
            beforeSum += (leavingRecent ?? 0) - (leavingBefore ?? 0);
            const older = values.length - recent;
            return older <= 0 ? undefined : Math.abs(recentSum / recent - beforeSum / older);
        },
        state: () => ({ values: values.state(), recentSum, beforeSum }),
        restore: (state) => {
            const known = state as { values: RingState; recentSum: number; beforeSum: number };
            values.restore(known.values);
            ({ recentSum, beforeSum } = known);
        }
    };
}

const HALF_HOUR_MS = 30 * 60 * 1000;
const SLOTS_PER_DAY = 48;

/** Distance from the median of the same half hour of earlier days. */
export function timeOfDay(kept = 40): Feature {
    const values = new Float32Array(SLOTS_PER_DAY * kept);
    const pushed = new Float64Array(SLOTS_PER_DAY);
    return {
        push: (time, value) => {
            const slot = Math.floor(time / HALF_HOUR_MS) % SLOTS_PER_DAY;
            const seen = pushed[slot] ?? 0;
            const known = values.subarray(slot * kept, slot * kept + Math.min(seen, kept));
            const error = known.length < 3 ? undefined : Math.abs(value - median(known));
            values[slot * kept + (seen % kept)] = value;
            pushed[slot] = seen + 1;
            return error;
        },
        state: () => ({ values, pushed }),
        restore: (state) => {
            const before = state as { values: Float32Array; pushed: Float64Array };
            values.set(before.values);
            pushed.set(before.pushed);
        }
    };
}

function median(values: Float32Array): number {
    const sorted = values.slice().sort();
    return sorted[sorted.length >> 1] ?? 0;
}

/**
 * Distance of the latest values from the most similar earlier stretch: unusual shapes. More stretches than these did not
 * find more on recordings, and a bridge keeps them for every signal.
 */
export function shape(length: number, library = 64): Feature {
    const latest = new Ring(new Float64Array(length));
    const stride = Math.max(1, Math.floor(length / 6));
    let known = new Float32Array(length * library);
    let waiting: Float64Array[] = [];
    let stored = 0;
    let seen = 0;
    return {
        push: (_, value) => {
            latest.push(value);
            seen += 1;
            if (latest.length < length) return undefined;
            const error = stored === 0 ? undefined : nearest(known, Math.min(stored, library), latest);
            if (seen % stride === 0) waiting.push(latest.copy());
            // A stretch becomes known when it no longer overlaps with the latest values.
            if (waiting.length > length / stride) {
                known.set(waiting.shift() ?? [], (stored % library) * length);
                stored += 1;
            }
            return error;
        },
        state: () => ({ latest: latest.state(), known, waiting, stored, seen }),
        restore: (state) => {
            const before = state as ShapeState;
            latest.restore(before.latest);
            ({ known, waiting, stored, seen } = before);
        }
    };
}

interface ShapeState {
    known: Float32Array<ArrayBuffer>;
    waiting: Float64Array[];
    stored: number;
    seen: number;
    latest: RingState;
}

function nearest(known: Float32Array, count: number, latest: Ring): number {
    const window = latest.copy();
    const length = window.length;
    let best = Infinity;
    for (let candidate = 0; candidate < count; candidate++) {
        let distance = 0;
        const start = candidate * length;
        for (let index = 0; index < length && distance < best; index++) {
            const difference = (window[index] ?? 0) - (known[start + index] ?? 0);
            distance += difference * difference;
        }
        if (distance < best) best = distance;
    }
    return Math.sqrt(best);
}

interface RingState {
    values: Float64Array;
    pushed: number;
}

/** The latest values in a fixed amount of memory. */
class Ring {
    private readonly values: Float64Array;
    private pushed = 0;

    constructor(values: Float64Array) {
        this.values = values;
    }

    state(): RingState {
        return { values: this.values, pushed: this.pushed };
    }

    restore({ values, pushed }: RingState): void {
        this.values.set(values);
        this.pushed = pushed;
    }

    get length(): number {
        return Math.min(this.pushed, this.values.length);
    }

    push(value: number): void {
        this.values[this.pushed % this.values.length] = value;
        this.pushed += 1;
    }

    /** The value pushed `steps` before the latest. */
    back(steps: number): number {
        return this.values[(this.pushed - 1 - steps) % this.values.length] ?? 0;
    }

    /** Oldest first. */
    copy(): Float64Array {
        const length = this.length;
        return Float64Array.from({ length }, (_, index) => this.back(length - 1 - index));
    }
}
