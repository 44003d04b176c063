import type { Locator, Page } from 'playwright-core';

/** What a step does to an element of the page. */
export type Step = { readonly kind: 'click' } | { readonly kind: 'scroll'; readonly pixels: number };

/**
 * Does a step in the page and waits until the browser has painted what came of it.
 * @returns milliseconds from the step to the end of that frame; on an idle page up to one frame, 16.7 ms
 */
export function timeStep(target: Locator, step: Step): Promise<number> {
    return target.evaluate(async (element, todo) => {
        const start = performance.now();
        if (todo.kind === 'click') (element as HTMLElement).click();
        else element.scrollTop += todo.pixels;
        await new Promise<void>((resolve) => {
            requestAnimationFrame(() => {
                // A message is delivered after the frame has been painted.
                const channel = new MessageChannel();
                channel.port1.onmessage = () => resolve();
                channel.port2.postMessage(null);
            });
        });
        return performance.now() - start;
    }, step);
}

/** Milliseconds since the navigation began, once the element is there. */
export async function timeUntil(page: Page, target: Locator): Promise<number> {
    await target.waitFor();
    return page.evaluate(() => performance.now());
}

/** Bytes of JavaScript heap in use after a garbage collection. */
export async function usedHeap(page: Page): Promise<number> {
    const session = await page.context().newCDPSession(page);
    try {
        await session.send('HeapProfiler.collectGarbage');
        return (await session.send('Runtime.getHeapUsage')).usedSize;
    } finally {
        await session.detach();
    }
}

/** Value below which a share of the values lies, by the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Rounded to one decimal, as the report shows it. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;
