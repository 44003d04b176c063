import type { Instant } from './pipeline/index.ts';

/** Whether the org takes requests, judged by what became of them since the login. */
export class Reachability {
    private online = false;
    private failing: { since: Instant; reason: string } | undefined;

    /** A request, or the login, was answered. */
    answered(): void {
        this.online = true;
        this.failing = undefined;
    }

    /** A whole request failed. Before the first login that says nothing: logging in tells its own trouble. */
    failed(reason: string, now: Instant): void {
        if (this.online) this.failing = { since: this.failing?.since ?? now, reason };
    }

    /** Since when, in seconds, and why no request was taken; undefined while all is well. */
    away(now: Instant): { seconds: number; reason: string } | undefined {
        if (!this.failing) return undefined;
        return { seconds: Math.max(0, Math.round((now - this.failing.since) / 1000)), reason: this.failing.reason };
    }
}
