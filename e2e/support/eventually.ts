/** Waiting for what other processes bring about. */
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds between two looks. */
const LOOK_MS = 50;
const LIMIT_MS = 30_000;

/**
 * Reads until the answer is as it should be. A read that fails is a look in vain.
 * @param limitMs milliseconds before it gives up
 * @throws Error that shows the last answer, or why the last read failed
 */
export async function eventually<T>(
    read: () => Promise<T>,
    holds: (value: T) => boolean,
    limitMs = LIMIT_MS
): Promise<T> {
    const end = Date.now() + limitMs;
    for (;;) {
        const look = await read().then(
            (value) => ({ value, holds: holds(value), text: JSON.stringify(value) }),
            (error: unknown) => ({ value: undefined, holds: false, text: String(error) })
        );
        if (look.holds) return look.value as T;
        if (Date.now() > end) throw new Error(`Waited in vain; at last there was ${look.text}.`);
        await pause(LOOK_MS);
    }
}
