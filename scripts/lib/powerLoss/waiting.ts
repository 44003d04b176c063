import { setTimeout as wait } from 'node:timers/promises';

/** Milliseconds between two looks. */
export const POLL_MS = 250;

/** Seconds between two instants in epoch milliseconds, to a tenth. */
export function secondsBetween(from: number, to: number): number {
    return Math.round((to - from) / 100) / 10;
}

/** Waits until something holds. @throws when it does not in time */
export async function until(seconds: number, what: string, holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + seconds * 1000;
    while (!(await holds())) {
        if (Date.now() > deadline) throw new Error(`Waited ${String(seconds)} s in vain for ${what}.`);
        await wait(POLL_MS);
    }
}
