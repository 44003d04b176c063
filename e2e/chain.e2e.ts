import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { startDemo, type Demo } from '../scripts/lib/demo/demo.ts';
import { accessibilityProblems } from './support/axe.ts';
import { openBrowser, openPage, type WatchedPage } from './support/browser.ts';

/** Long enough for a fault to grow, to last its on-delay and to be shown; nothing waits that long unless it fails. */
const SOON = { timeout: 60_000 };

let demo: Demo;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
    demo = await startDemo({
        projectFolder: path.resolve('.'),
        orgPort: 0,
        brokerPort: 0,
        input: { kind: 'plant', faults: [], intervalMs: 500, seed: 1 },
        onProgress: () => undefined
    });
    browser = await openBrowser();
    watched = await openPage(browser);
    page = watched.page;
    page.setDefaultTimeout(SOON.timeout);
    const answer = await page.goto(await demo.pageUrl('nw-press-01'));
    expect(answer?.status()).toBe(200);
});
afterAll(async () => {
    await browser?.close();
    await demo?.stop();
});

const treeRow = (name: string): Locator => page.locator('c-machine-tree').getByRole('row', { name });
const alarmList = (): Locator => page.locator('c-alarm-list');

/** Waits until the text of an element is another one. */
async function changed(element: Locator, before: string | null): Promise<void> {
    const handle = await element.elementHandle();
    await page.waitForFunction(([node, text]) => node?.textContent !== text, [handle, before] as const, SOON);
}

test('the twin shows live values that change', async () => {
    const pressure = page.locator('c-signal-card').filter({ hasText: 'Oil Pressure' });
    await pressure.waitFor();
    await changed(pressure, await pressure.textContent());
});

test('the healthy page is accessible and without errors', async () => {
    await page.locator('c-maintenance-calendar').getByRole('grid').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(watched.problems).toEqual([]);
});

test('a fault turns the machine and everything above it red, with its Case beside the alarm', async () => {
    demo.plant?.inject('bearing-wear', 'nw-motor-01', 3600);
    await alarmList().getByRole('link', { name: 'Bearing vibration of the drive motor is high' }).waitFor();
    await alarmList()
        .getByRole('link', { name: /^Case \d+$/ })
        .first()
        .waitFor();
    for (const name of ['Nordwerk Duisburg Plant', 'Press Line A', 'Hydraulic Press 01']) {
        await treeRow(name).getByText('Critical', { exact: false }).first().waitFor();
    }
});

test('the calendar shows the new Work Order', async () => {
    const { rows } = await demo.readChain();
    const workOrders = new Set(rows.flatMap((row) => row.Work_Order__r?.WorkOrderNumber ?? []));
    expect(workOrders.size).toBe(1);
    await page
        .locator('c-maintenance-calendar')
        .getByText(/bearing vibration/i)
        .first()
        .waitFor();
});

test('one disturbance led to one Case, on the machine that has the fault', async () => {
    const { rows } = await demo.readChain();
    expect(new Set(rows.map((row) => row.Asset__r.Device_Id__c))).toEqual(new Set(['nw-motor-01']));
    expect(new Set(rows.map((row) => row.Case__r?.CaseNumber)).size).toBe(1);
});

test('an agent acknowledges the alarm and the bridge answers', async () => {
    await alarmList()
        .getByRole('button', { name: /^Acknowledge/ })
        .nth(1)
        .click();
    await alarmList().getByText('Acknowledged', { exact: true }).first().waitFor();
});

test('the page in alarm is accessible and without errors', async () => {
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(watched.problems).toEqual([]);
});
