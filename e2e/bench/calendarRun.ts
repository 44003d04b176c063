import type { Page } from 'playwright-core';
import { percentile, rounded, timeStep } from './timing.ts';

/** Figures of the calendar; times in milliseconds. */
export interface CalendarFigures {
    /** From the navigation to the first entries. */
    readonly firstEntriesMs: number;
    /** Drawing another view of the same entries, at the 95th percentile. */
    readonly viewP95Ms: number;
}

const VIEWS = ['week', 'agenda', 'month'] as const;

/** Opens the calendar and changes between its views. */
export async function runCalendar(page: Page, url: string, rounds: number): Promise<CalendarFigures> {
    await page.goto(url);
    const calendar = page.locator('c-maintenance-calendar');
    await calendar.locator('c-calendar-entry').first().waitFor();
    const firstEntries = await page.evaluate(() => performance.now());
    // The rest of the month comes behind the first entries.
    await calendar.locator('c-calendar-board lightning-spinner').waitFor({ state: 'detached' });
    const times: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
        for (const view of VIEWS) {
            times.push(await timeStep(calendar.locator(`input[value=${view}]`), { kind: 'click' }));
            await calendar.locator('c-calendar-entry').first().waitFor();
        }
    }
    return { firstEntriesMs: rounded(firstEntries), viewP95Ms: rounded(percentile(times, 0.95)) };
}
