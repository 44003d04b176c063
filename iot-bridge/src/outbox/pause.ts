import type { RetryConfig } from '../config/index.ts';
import type { Instant } from '../pipeline/index.ts';
import { retryDelay } from './retry.ts';

/** The wait of one lane after requests that failed as a whole. */
export class Pause {
    private readonly config: RetryConfig;
    private until: Instant = 0;
    private failures = 0;

    constructor(config: RetryConfig) {
        this.config = config;
    }

    /** Whether the lane waits at this moment. */
    lasts(now: Instant): boolean {
        return now < this.until;
    }

    /**
     * A request failed: nothing is known, so everything is repeated, for ever. One that fails during a pause was sent
     * before it, so it is no further attempt that would double the wait.
     */
    fail(now: Instant, random: number, askedMs?: number): void {
        if (!this.lasts(now)) this.failures++;
        this.until = Math.max(this.until, now + retryDelay(this.config, this.failures, random, askedMs));
    }

    /** A request was answered. */
    succeed(): void {
        this.failures = 0;
    }
}
