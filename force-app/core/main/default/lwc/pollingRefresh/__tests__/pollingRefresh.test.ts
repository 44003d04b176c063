import { PollingRefresh } from 'c/pollingRefresh';

function deferred(): { promise: Promise<void>; resolve: () => void } {
    let resolve = (): void => undefined;
    const promise = new Promise<void>((done) => {
        resolve = done;
    });
    return { promise, resolve };
}

function setHidden(hidden: boolean): void {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
    document.dispatchEvent(new Event('visibilitychange'));
}

describe('PollingRefresh', () => {
    const refresh = jest.fn<Promise<void>, []>();
    let polling: PollingRefresh;

    beforeEach(() => {
        jest.useFakeTimers();
        refresh.mockReset().mockResolvedValue(undefined);
        polling = new PollingRefresh({ intervalMs: 1000, maxIntervalMs: 5000, refresh });
    });

    afterEach(() => {
        polling.stop();
        setHidden(false);
        jest.useRealTimers();
    });

    it('refreshes once per interval until it is stopped', async () => {
        polling.start();
        polling.start();
        await jest.advanceTimersByTimeAsync(3000);
        expect(refresh).toHaveBeenCalledTimes(3);
        polling.stop();
        await jest.advanceTimersByTimeAsync(3000);
        expect(refresh).toHaveBeenCalledTimes(3);
    });

    it('doubles its pause after each failure up to the maximum, and recovers', async () => {
        refresh.mockRejectedValue(new Error('offline'));
        polling.start();
        const pauses: number[] = [];
        for (let count = 0; count < 4; count += 1) {
            pauses.push(polling.pauseMs);
            await jest.advanceTimersByTimeAsync(polling.pauseMs);
        }
        expect(pauses).toEqual([1000, 2000, 4000, 5000]);
        refresh.mockResolvedValue(undefined);
        await polling.refreshNow();
        expect(polling.pauseMs).toBe(1000);
    });

    it('allows ten intervals at most when no maximum is given', async () => {
        const other = new PollingRefresh({ intervalMs: 1000, refresh: () => Promise.reject(new Error('offline')) });
        for (let count = 0; count < 9; count += 1) await other.refreshNow();
        expect(other.pauseMs).toBe(10_000);
    });

    it('rests while the page is hidden and catches up at once', async () => {
        polling.start();
        setHidden(true);
        await jest.advanceTimersByTimeAsync(60_000);
        expect(refresh).not.toHaveBeenCalled();
        setHidden(false);
        expect(refresh).toHaveBeenCalledTimes(1);
    });

    it('does not begin on a hidden page', async () => {
        setHidden(true);
        polling.start();
        await jest.advanceTimersByTimeAsync(5000);
        expect(refresh).not.toHaveBeenCalled();
    });

    it('follows an interval that changes', async () => {
        let intervalMs = 10_000;
        polling = new PollingRefresh({ intervalMs: () => intervalMs, refresh });
        polling.reschedule();
        polling.start();
        intervalMs = 2_000;
        polling.reschedule();
        await jest.advanceTimersByTimeAsync(4_000);
        expect(refresh).toHaveBeenCalledTimes(2);
    });

    it('never runs two refreshes at once', async () => {
        const pending = deferred();
        refresh.mockReturnValueOnce(pending.promise);
        const first = polling.refreshNow();
        await polling.refreshNow();
        expect(refresh).toHaveBeenCalledTimes(1);
        pending.resolve();
        await first;
    });

    it('does not go on when it was stopped during a refresh', async () => {
        const pending = deferred();
        refresh.mockReturnValueOnce(pending.promise);
        polling.start();
        await jest.advanceTimersByTimeAsync(1000);
        polling.stop();
        pending.resolve();
        await jest.advanceTimersByTimeAsync(10_000);
        expect(refresh).toHaveBeenCalledTimes(1);
    });
});
