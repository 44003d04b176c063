import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { ChainRow } from '../scripts/lib/demo/chain.ts';
import { startDemo, type Demo } from '../scripts/lib/demo/demo.ts';
import { accessibilityProblems } from './support/axe.ts';
import { openBrowser, openPage, type WatchedPage } from './support/browser.ts';

/** Long enough for a fault to grow, to last its on-delay and to be shown; nothing waits that long unless it fails. */
const SOON = { timeout: 60_000 };

let demo: Demo | undefined;
let browser: Browser | undefined;
let watched: WatchedPage;
let page: Page;
/** The Alarm Console, open beside the machine. */
let consolePage: Page;
/** Alarms that machines were told to be acknowledged. */
const acknowledged: { deviceId: string; payload: string }[] = [];

beforeAll(async () => {
    const started = await startDemo({
        projectFolder: path.resolve('.'),
        orgPort: 0,
        brokerPort: 0,
        input: { kind: 'plant', faults: [], intervalMs: 500, seed: 1 },
        onAcknowledge: (deviceId, payload) => void acknowledged.push({ deviceId, payload }),
        onProgress: () => undefined
    });
    demo = started;
    browser = await openBrowser();
    watched = await openPage(browser);
    page = watched.page;
    page.setDefaultTimeout(SOON.timeout);
    const answer = await page.goto(await started.pageUrl('nw-press-01'));
    if (!answer?.ok()) throw new Error(`The page of the machine cannot be opened: ${String(answer?.status())}.`);
});
afterAll(async () => {
    await browser?.close();
    await demo?.stop();
});

/** The alarms as the org has them. */
async function chain(): Promise<readonly ChainRow[]> {
    return (await demo?.readChain())?.rows ?? [];
}

const treeRow = (name: string): Locator => page.locator('c-machine-tree').getByRole('row', { name });
const alarmList = (): Locator => page.locator('c-alarm-list');

/** A key figure of the Alarm Console. */
const figure = (name: string): Locator => consolePage.locator(`c-alarm-kpi [data-figure="${name}"] .value`);

/** The text of an element once it is another one. */
async function changedText(element: Locator, before: string | null): Promise<string | null> {
    const handle = await element.elementHandle();
    await element.page().waitForFunction(([node, text]) => node.textContent !== text, [handle, before] as const, SOON);
    return element.textContent();
}

test('the twin shows live values that change', async () => {
    const pressure = page.locator('c-signal-card').filter({ hasText: 'Oil Pressure' });
    await pressure.waitFor();
    const before = await pressure.textContent();
    expect(await changedText(pressure, before)).toMatch(/\d+(\.\d+)? bar/);
});

test('the links of the machine lead to it in other systems', async () => {
    const panel = page.locator('c-machine-links').getByRole('link', { name: 'Remote Panel' });
    expect(await panel.getAttribute('href')).toBe('https://remote.example.com/nw-press-01');
});

test('the healthy page is accessible and without errors', async () => {
    await page.locator('c-maintenance-calendar').getByRole('grid').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(watched.problems).toEqual([]);
});

/** How many colours a picture of an element has, up to a limit; one that is not drawn has a few. */
async function colorsOf(element: Locator, limit: number): Promise<number> {
    const picture = (await element.screenshot()).toString('base64');
    const colors = await page.evaluate(async (base64) => {
        const image = Object.assign(new Image(), { src: `data:image/png;base64,${base64}` });
        await image.decode();
        const { width, height } = image;
        const context = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
        context?.drawImage(image, 0, 0);
        return [...new Set(new Uint32Array(context?.getImageData(0, 0, width, height).data.buffer ?? []))].length;
    }, picture);
    return Math.min(colors, limit);
}

test('the machine can be looked at in 3D, and turned with the keyboard', async () => {
    const twin = page.locator('c-digital-twin');
    await twin.getByText('3D', { exact: true }).click();
    const tank = twin.locator('c-twin-scene [data-node=tank]');
    await tank.getByText('°C').waitFor();
    const canvas = twin.locator('c-twin-scene canvas');
    expect(await colorsOf(canvas, 200)).toBe(200);
    const before = await tank.getAttribute('style');
    await canvas.press('ArrowRight');
    const handle = await tank.elementHandle();
    await page.waitForFunction(
        ([node, style]) => node.getAttribute('style') !== style,
        [handle, before] as const,
        SOON
    );
    expect(await accessibilityProblems(page)).toEqual([]);
    await twin.getByText('Drawing', { exact: true }).click();
    await twin.locator('c-twin-synoptic').waitFor();
    expect(watched.problems).toEqual([]);
});

test('the Alarm Console shows that no alarm stands', async () => {
    consolePage = await page.context().newPage();
    consolePage.setDefaultTimeout(SOON.timeout);
    await consolePage.goto(new URL('/lightning/n/Alarm_Console', page.url()).href);
    expect([await figure('standing').innerText(), await figure('peak').innerText()].map(parseFloat)).toEqual([0, 0]);
});

test('a fault turns the machine and everything above it red, with its Case beside the alarm', async () => {
    demo?.plant?.inject('bearing-wear', 'nw-motor-01', 3600);
    await alarmList().getByRole('link', { name: 'Bearing vibration of the drive motor is high' }).waitFor();
    await alarmList()
        .getByRole('link', { name: /^Case \d+$/ })
        .first()
        .waitFor();
    for (const name of ['Nordwerk Duisburg Plant', 'Press Line A', 'Hydraulic Press 01']) {
        const priority = treeRow(name).locator('c-priority-symbol');
        await priority.waitFor();
        expect(await priority.textContent()).toMatch(/Critical|High/);
    }
});

test('the calendar shows the new Work Order', async () => {
    const rows = await chain();
    const workOrders = new Set(rows.flatMap((row) => row.Work_Order__r?.WorkOrderNumber ?? []));
    expect(workOrders.size).toBe(1);
    await page
        .locator('c-maintenance-calendar')
        .getByText(/bearing vibration/i)
        .first()
        .waitFor();
});

test('one disturbance led to one Case, on the machine that has the fault', async () => {
    const rows = await chain();
    expect(new Set(rows.map((row) => row.Asset__r.Device_Id__c))).toEqual(new Set(['nw-motor-01']));
    expect(new Set(rows.map((row) => row.Case__r?.CaseNumber)).size).toBe(1);
});

test('the figures of the Alarm Console count the alarm', async () => {
    const before = await figure('peak').textContent();
    await consolePage.locator('c-alarm-console [data-id="refresh"]').click();
    expect(parseFloat((await changedText(figure('peak'), before)) ?? '')).toBeGreaterThan(0);
    expect(parseFloat((await changedText(figure('standing'), before)) ?? '')).toBeGreaterThan(0);
});

test('the admin tries a lower limit on the recorded past before it is changed', async () => {
    await consolePage.goto(new URL('/lightning/n/Alarm_Backtest', page.url()).href);
    const backtest = consolePage.locator('c-alarm-backtest');
    const candidate = { definition: 'Motor_Bearing_Vibration_High', limit: '3.5', hysteresis: '0.5', days: '1' };
    for (const [field, value] of Object.entries(candidate)) {
        await backtest.locator(`[data-field="${field}"] input`).fill(value);
    }
    await backtest.locator('[data-id="run"] button').click();
    const machine = backtest.locator('[data-id="machine"]').filter({ hasText: 'nw-motor-01' });
    await machine.waitFor();
    const [alarms, cases] = await machine.locator('td').allInnerTexts();
    expect([alarms, cases]).toEqual(['1', '1']);
    // No other motor came near: what would have fired in the fleet is the faulty one.
    expect((await backtest.locator('[data-id="figure"]').allInnerTexts())[0]).toBe('1');
});

test('the admin sees that the bridge uses every definition', async () => {
    await consolePage.goto(new URL('/lightning/n/Bridge_Problems', page.url()).href);
    const problems = consolePage.locator('c-definition-problems');
    await problems.getByText('All definitions are in use').waitFor();
    expect(await problems.innerText()).toContain('Last report');
    await consolePage.close();
});

test('no flow has failed on the way', async () => {
    const failures = await demo?.connection.query('SELECT Flow__c, Element__c, Message__c FROM Automation_Failure__c');
    expect(failures?.records).toEqual([]);
});

test('an agent acknowledges the alarm and the bridge answers', async () => {
    const acknowledge = alarmList().getByRole('button', { name: /^Acknowledge(?! selected)/ });
    const waiting = await acknowledge.count();
    await acknowledge.first().click();
    await alarmList().getByText('Acknowledged', { exact: true }).first().waitFor();
    expect(await acknowledge.count()).toBeLessThan(waiting);
    expect((await chain()).map((row) => row.State__c)).toContain('Acknowledged');
    expect(acknowledged).toEqual([
        { deviceId: 'nw-motor-01', payload: expect.stringContaining('"alarm":"Motor_Bearing_Vibration_High') }
    ]);
});

test('an agent shelves an alarm for a short time, and the shelf ends by itself', async () => {
    const shelved = alarmList().getByText('Shelved', { exact: true });
    await alarmList()
        .getByRole('button', { name: /^Shelve(?! selected)/ })
        .first()
        .click();
    const form = page.locator('c-alarm-request-form');
    await form.getByLabel('Reason').fill('The bearing is on order');
    // The picker of the time knows minutes only.
    const until = new Date(Date.now() + 20_000).toISOString();
    await form.locator('[data-field="until"]').evaluate((field, value) => Object.assign(field, { value }), until);
    await form.getByRole('button', { name: /^Shelve/ }).click();
    await shelved.first().waitFor();
    expect((await chain()).map((row) => row.State__c)).toContain('Shelved');
    await shelved.first().waitFor({ state: 'detached' });
    expect((await chain()).map((row) => row.State__c)).not.toContain('Shelved');
});

test('the page in alarm is accessible and without errors', async () => {
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(watched.problems).toEqual([]);
});
