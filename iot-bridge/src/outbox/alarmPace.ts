import type { Instant } from '../pipeline/index.ts';

/** Alarm events that could go now. */
export interface Waiting {
    /** When the oldest of them was queued. */
    since: Instant;
    /** Whether they fill a request, so that waiting for more saves none. */
    full: boolean;
}

/** Requests that may go at once in quick succession; one is earned back every second. */
const allowance = 60;
/** How long events gather when the allowance is used up, in milliseconds. */
const gatherMs = 1000;

/**
 * When alarm events are sent. Single alarms go at once. A flood uses its allowance up, and then its events gather for a
 * second and share a request: 20 transitions a second would otherwise use the 100,000 daily requests of a small org up
 * in 83 minutes. Nothing waits longer than that second, and a backlog not at all.
 */
export class AlarmPace {
    private left = allowance;
    private at: Instant | undefined;

    /** Whether a request goes now; true counts as sent. @param now on the same clock as `since` */
    mayGo(now: Instant, waiting: Waiting): boolean {
        this.earn(now);
        const age = now - waiting.since;
        if (!waiting.full && this.left < 1 && age >= 0 && age < gatherMs) return false;
        this.left = Math.max(0, this.left - 1);
        return true;
    }

    private earn(now: Instant): void {
        const seconds = Math.max(0, now - (this.at ?? now)) / 1000;
        this.left = Math.min(allowance, this.left + seconds);
        this.at = now;
    }
}
