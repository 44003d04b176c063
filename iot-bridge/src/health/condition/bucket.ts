import type { Instant } from '../../pipeline/index.ts';

/** Mean of one stretch of time. */
export interface BucketMean {
    /** End of the stretch. */
    readonly at: Instant;
    readonly mean: number;
    /** Whether every value of it may be learned. */
    readonly learn: boolean;
}

/** Collects the values of a signal into means over stretches of equal length. */
export class Bucket {
    private start: Instant | undefined;
    private sum = 0;
    private count = 0;
    private learn = true;
    private lastAt = -Infinity;

    /** Takes a value and answers the stretch that it ended. A value that was taken already changes nothing. */
    add(at: Instant, value: number, learn: boolean, lengthMs: number): BucketMean | undefined {
        if (at <= this.lastAt) return undefined;
        this.lastAt = at;
        const start = Math.floor(at / lengthMs) * lengthMs;
        const ended = this.start !== undefined && start > this.start ? this.end(lengthMs) : undefined;
        this.start = start;
        this.sum += value;
        this.count += 1;
        this.learn &&= learn;
        return ended;
    }

    /** Forgets a stretch that was interrupted. */
    clear(): void {
        this.start = undefined;
        this.sum = 0;
        this.count = 0;
        this.learn = true;
    }

    private end(lengthMs: number): BucketMean | undefined {
        const { start, sum, count, learn } = this;
        this.clear();
        if (start === undefined || count === 0) return undefined;
        return { at: start + lengthMs, mean: sum / count, learn };
    }
}
