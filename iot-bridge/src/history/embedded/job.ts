/**
 * Work that is done in slices, so that values can be stored and questions answered in between; each `yield` ends one.
 * Jobs run one after the other.
 */
export type Job<T> = Generator<void, T>;

/** Runs a job to its end at once. */
export function runJob<T>(job: Job<T>): T {
    for (;;) {
        const { done, value } = job.next();
        if (done) return value;
    }
}
