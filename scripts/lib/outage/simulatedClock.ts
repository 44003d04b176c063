import { isMainThread } from 'node:worker_threads';

/*
 * Preloaded into a process whose days shall pass in minutes: from the first SIGUSR2 on its clocks run OUTAGE_CLOCK_FACTOR
 * times as fast, from the second on as fast as any. Timers keep their pace, so what they start finds that more time has
 * passed. Each change is told on stdout.
 */
if (isMainThread) {
    const realNow = Date.now;
    const realPerformanceNow = performance.now.bind(performance);
    const factor = Number(process.env.OUTAGE_CLOCK_FACTOR);
    let pace = 1;
    let since = realNow();
    let gained = 0;
    const extra = (): number => gained + (realNow() - since) * (pace - 1);
    Date.now = () => Math.round(realNow() + extra());
    performance.now = () => realPerformanceNow() + extra();
    process.on('SIGUSR2', () => {
        gained = extra();
        since = realNow();
        pace = pace === 1 ? factor : 1;
        tell();
    });
    const tell = (): void => {
        process.stdout.write(`${JSON.stringify({ simulatedClock: { pid: process.pid, since, gained, pace } })}\n`);
    };
    tell();
}
