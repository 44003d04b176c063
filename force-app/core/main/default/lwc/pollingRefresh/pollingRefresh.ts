/** How often a widget asks for news, and how it does so. */
export interface PollingOptions {
    /** Pause between the end of one refresh and the next, in milliseconds; a function is asked each time. */
    readonly intervalMs: number | (() => number);
    /** Longest pause after failures; 10 times the interval when left out. */
    readonly maxIntervalMs?: number;
    /** Asks once. A rejected promise counts as a failure; the owner shows it, this class only waits longer. */
    readonly refresh: () => Promise<void>;
}

/**
 * Repeats a refresh while the page is visible. A failure doubles the pause up to a maximum, a success
 * resets it. A page that becomes visible again refreshes at once. It needs no streaming client, so it
 * costs no event deliveries.
 */
export class PollingRefresh {
    private readonly options: PollingOptions;
    private timer: number | undefined;
    private failures = 0;
    private isRunning = false;
    private isBusy = false;

    constructor(options: PollingOptions) {
        this.options = options;
    }

    /** Begins to refresh, the first time after one interval. Starting twice changes nothing. */
    start(): void {
        if (this.isRunning) return;
        this.isRunning = true;
        document.addEventListener('visibilitychange', this.handleVisibility);
        this.schedule();
    }

    /** Ends it. Stopping twice changes nothing. */
    stop(): void {
        this.isRunning = false;
        document.removeEventListener('visibilitychange', this.handleVisibility);
        this.cancel();
    }

    /** Waits anew, for when the interval changed. */
    reschedule(): void {
        if (this.timer !== undefined) this.schedule();
    }

    /** Refreshes now unless a refresh is under way; resolves when it ended, well or badly. */
    async refreshNow(): Promise<void> {
        if (this.isBusy) return;
        this.cancel();
        this.isBusy = true;
        try {
            await this.options.refresh();
            this.failures = 0;
        } catch {
            // The owner reports the error where it happened; here it only lengthens the pause.
            this.failures += 1;
        } finally {
            this.isBusy = false;
        }
        this.schedule();
    }

    /** Pause before the next refresh, in milliseconds. */
    get pauseMs(): number {
        const { intervalMs, maxIntervalMs } = this.options;
        const interval = typeof intervalMs === 'number' ? intervalMs : intervalMs();
        return Math.min(interval * 2 ** this.failures, maxIntervalMs ?? interval * 10);
    }

    private readonly handleVisibility = (): void => {
        if (document.hidden) this.cancel();
        else void this.refreshNow();
    };

    private schedule(): void {
        this.cancel();
        if (!this.isRunning || document.hidden) return;
        // eslint-disable-next-line @lwc/lwc/no-async-operation -- cleared by stop(), which owners call on disconnect
        this.timer = window.setTimeout(() => {
            void this.refreshNow();
        }, this.pauseMs);
    }

    private cancel(): void {
        window.clearTimeout(this.timer);
        this.timer = undefined;
    }
}
