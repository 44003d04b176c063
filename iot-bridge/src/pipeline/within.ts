import { setTimeout as wait } from 'node:timers/promises';

/** Resolves when the work is settled, however, at the latest after `limitMs`; the work goes on then. */
export async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
    const limit = new AbortController();
    const settled = work.catch(() => undefined);
    await Promise.race([
        settled,
        wait(Math.max(0, limitMs), undefined, { signal: limit.signal }).catch(() => undefined)
    ]);
    limit.abort();
}
