import type { Instant } from './stage.ts';

/** The time the bridge lives in: the machine's, or that of a recording. */
export interface Clock {
    now(): Instant;
}

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() };

/** Time that passes evenly: for waits, which must not change when somebody sets the clock of the machine. */
export const steadyClock: Clock = { now: () => performance.timeOrigin + performance.now() };

/** Clock of a replay: it only moves when the recording moves it, never backwards. */
export class ReplayClock implements Clock {
    private current: Instant = 0;

    now(): Instant {
        return this.current;
    }

    /** Moves to the time of the next recorded row; an earlier time leaves the clock where it is. */
    advance(to: Instant): void {
        if (to > this.current) this.current = to;
    }
}
