import type { Instant } from '../pipeline/index.ts';
import type { Limit } from './governor.ts';

/** What alarms may take of the requests of a day. */
export interface AlarmBudget {
    /** Requests that may go one after the other without sharing. */
    reserve: number;
    /** The reserve comes back evenly: requests earned in a millisecond. */
    earned: number;
    /** While the reserve is spent: one request in this time, in milliseconds. */
    windowMs: number;
}

/** What was taken of the reserve. */
export interface PaceState {
    /** Requests that are not earned back yet. */
    spent: number;
    /** When `spent` was worked out. */
    at: Instant;
    /** The last request; undefined before the first one. */
    sentAt: Instant | undefined;
    /** The reserve was spent, and too little of it is back. */
    sharing: boolean;
}

/** The smallest Enterprise org, while the limits are not known (Salesforce, API request limits and allocations). */
const assumedDay: Limit = { maximum: 100_000, remaining: 100_000 };
const reserveShare = 0.05;
/** The reserve is never more than this share of what the org has left. */
const shareOfRest = 0.5;
const refillMs = 8 * 3_600_000;
const dayMs = 86_400_000;
const windows = [500, 1000, 2000, 5000, 10_000] as const;
const longestWindow = 30_000;
/** Requests that must be earned back before sharing ends, so that it does not end with each one. */
const calmAfter = 60;

/**
 * What alarms may take of the daily API requests: 5 % of them at once, at most half of what is left, earned back within
 * 8 hours. Beyond that events share requests, at the shortest of 0.5, 1, 2, 5, 10 and 30 s that takes at most half of
 * what is left if it goes on for a day. Pure.
 */
export function alarmBudget({ maximum, remaining }: Limit = assumedDay): AlarmBudget {
    const reserve = Math.max(0, Math.floor(Math.min(maximum * reserveShare, remaining * shareOfRest)));
    const affordable = windows.find((windowMs) => dayMs / windowMs <= remaining * shareOfRest);
    return { reserve, earned: reserve / refillMs, windowMs: affordable ?? longestWindow };
}

/** The state at an instant: what was spent is earned back with time. Pure. */
export function earn(state: PaceState, { reserve, earned }: AlarmBudget, now: Instant): PaceState {
    const spent = Math.max(0, state.spent - Math.max(0, now - state.at) * earned);
    const left = reserve - spent;
    const calm = left >= Math.max(1, Math.min(calmAfter, reserve / 2));
    return { spent, at: now, sentAt: state.sentAt, sharing: left < 1 || (state.sharing && !calm) };
}

/**
 * Whether a request goes now. A full one always does, because waiting would save none; so does the first one after a
 * window without any. Pure.
 */
export function mayGo({ sharing, sentAt, at }: PaceState, { windowMs }: AlarmBudget, full: boolean): boolean {
    if (full || !sharing || sentAt === undefined) return true;
    const elapsed = at - sentAt;
    return elapsed < 0 || elapsed >= windowMs;
}

/** The state after a request; those that share take nothing of a reserve that is spent. Pure. */
export function spend({ spent, at, sharing }: PaceState, { reserve }: AlarmBudget): PaceState {
    return { spent: Math.max(spent, Math.min(reserve, spent + 1)), at, sentAt: at, sharing };
}

/**
 * When alarm events are sent where each request counts against the daily API requests of the org. All that wait go at
 * once with one request, as long as the reserve lasts; what comes while a request is under way shares the next one.
 */
export class AlarmPace {
    private budget = alarmBudget();
    private state: PaceState = { spent: 0, at: 0, sentAt: undefined, sharing: false };

    /** The daily API requests as the org tells them; undefined where it does not. */
    setDay(day: Limit | undefined): void {
        this.budget = alarmBudget(day);
    }

    /** The time between requests at this moment, in milliseconds; 0 while events go at once. */
    windowMs(now: Instant): number {
        this.state = earn(this.state, this.budget, now);
        return this.state.sharing ? this.budget.windowMs : 0;
    }

    /** Whether a request goes now; true counts as sent. @param full whether no more events fit into it */
    mayGo(now: Instant, full: boolean): boolean {
        this.state = earn(this.state, this.budget, now);
        if (!mayGo(this.state, this.budget, full)) return false;
        this.state = spend(this.state, this.budget);
        return true;
    }
}
