import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { startDemo, type Demo } from '../scripts/lib/demo/demo.ts';
import { wcagProblems } from './support/axe.ts';
import { openBrowser, openPage, type WatchedPage } from './support/browser.ts';
import { endlessAnimations, layoutProblems } from './support/layout.ts';

/** Nothing waits that long unless it fails. */
const SOON = 30_000;
jest.setTimeout(180_000);

const WIDGETS = ['c-machine-tree', 'c-maintenance-calendar', 'c-digital-twin'] as const;
const WIDE = { width: 1600, height: 1200 };

let demo: Demo;
let browser: Browser | undefined;
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
    await planAppointment('nw-press-01', 'Ute Lang');
    browser = await openBrowser();
    watched = await openPage(browser);
    page = watched.page;
    page.setDefaultTimeout(SOON);
    await page.goto(await demo.pageUrl('nw-press-01'));
    await widgetsAreThere(page);
});
afterAll(async () => {
    await browser?.close();
    await demo.stop();
});
afterEach(async () => {
    await page.emulateMedia({ forcedColors: null, reducedMotion: null });
    await page.setViewportSize(WIDE);
    await page.evaluate(() => (document.documentElement.dir = 'ltr'));
});

/** A work order of today with an appointment for which a technician is planned. */
async function planAppointment(deviceId: string, technician: string): Promise<void> {
    const { connection } = demo;
    const asset = await connection.sobject('Asset').findOne({ Device_Id__c: deviceId }, ['Id']);
    const create = async (type: string, fields: Record<string, unknown>): Promise<string> => {
        const saved = await connection.sobject(type).create(fields);
        if (!saved.success) throw new Error(JSON.stringify(saved.errors));
        return saved.id;
    };
    const times = {
        SchedStartTime: new Date().toISOString(),
        SchedEndTime: new Date(Date.now() + 3_600_000).toISOString()
    };
    const ParentRecordId = await create('WorkOrder', { AssetId: asset?.Id, Subject: 'Check the guard' });
    const ServiceAppointmentId = await create('ServiceAppointment', {
        ParentRecordId,
        Subject: 'Guard check on site',
        Status: 'Scheduled',
        EarliestStartTime: times.SchedStartTime,
        DueDate: times.SchedEndTime,
        ...times
    });
    const ServiceResourceId = await create('ServiceResource', { Name: technician, IsActive: true, ResourceType: 'T' });
    await create('AssignedResource', { ServiceAppointmentId, ServiceResourceId });
}

/** Waits until each widget shows what it is for. */
async function widgetsAreThere(on: Page): Promise<void> {
    await on.locator('c-machine-tree').getByRole('row', { name: 'Hydraulic Press 01' }).waitFor();
    await on.locator('c-maintenance-calendar').getByRole('grid').waitFor();
    await on.locator('c-signal-card').first().waitFor();
}

async function allOf(on: Page, check: (page: Page, selector: string) => Promise<string[]>): Promise<string[]> {
    const found: string[] = [];
    for (const widget of WIDGETS) found.push(...(await check(on, widget)).map((problem) => `${widget}: ${problem}`));
    return found;
}

/** Chooses the look in Setup, whose page then loads itself again. */
async function chooseTheme(label: string): Promise<void> {
    await page.goto(`${demo.org.url}/lightning/setup/ThemingAndBranding`);
    const loadedAgain = page.waitForEvent('load');
    await page.getByText(label).click();
    await loadedAgain;
}

test('the default theme keeps WCAG 2.2 AA', async () => {
    expect(await allOf(page, wcagProblems)).toEqual([]);
});

test('the theme of SLDS 2 keeps WCAG 2.2 AA, on a screen of 320 pixels too', async () => {
    const address = page.url();
    await chooseTheme('Salesforce Cosmos (SLDS 2)');
    await page.goto(address);
    await widgetsAreThere(page);
    const [rules] = await page.evaluate(() =>
        Array.from(document.styleSheets).flatMap(({ href, cssRules }) =>
            href?.endsWith('slds2.cosmos.css') ? cssRules.length : []
        )
    );
    expect(rules).toBeGreaterThan(100);
    expect(await allOf(page, wcagProblems)).toEqual([]);
    expect(await allOf(page, layoutProblems)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 900 });
    expect(await allOf(page, wcagProblems)).toEqual([]);
    expect(await allOf(page, layoutProblems)).toEqual([]);
    await page.setViewportSize(WIDE);
    await chooseTheme('Lightning Experience (SLDS 1)');
    await page.goto(address);
    await widgetsAreThere(page);
});

test.each([
    ['a window of 320 pixels', { width: 320, height: 900 }],
    ['a zoom of 200 % in a window of 1280 pixels', { width: 640, height: 512 }]
])('%s hides nothing', async (_name, size) => {
    await page.setViewportSize(size);
    expect(await allOf(page, layoutProblems)).toEqual([]);
    expect(await allOf(page, wcagProblems)).toEqual([]);
});

test('letters of twice the size lie on nothing', async () => {
    const large = await page.context().newPage();
    await large.addInitScript(() => {
        const enlarge = (): string => (document.documentElement.style.fontSize = '200%');
        document.addEventListener('readystatechange', enlarge, { once: true });
    });
    await large.goto(page.url());
    await widgetsAreThere(large);
    const found = await allOf(large, layoutProblems);
    // The heading of a card is the platform's, which cuts it itself.
    expect(found.filter((problem) => !/: cut: span "(Machine Tree|Maintenance Calendar)"/.test(problem))).toEqual([]);
    await large.close();
});

test('forced colours leave every state readable', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    expect(await allOf(page, wcagProblems)).toEqual([]);
});

test('nothing moves for those who do not want movement', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await allOf(page, endlessAnimations)).toEqual([]);
});

test('right to left, nothing lies on anything else or is cut', async () => {
    await page.evaluate(() => (document.documentElement.dir = 'rtl'));
    expect(await allOf(page, layoutProblems)).toEqual([]);
    expect(await allOf(page, wcagProblems)).toEqual([]);
});

test('the calendar shows an appointment and finds it by its technician', async () => {
    const calendar = page.locator('c-maintenance-calendar');
    await calendar.getByText('Guard check on site').first().waitFor();
    await calendar.getByRole('combobox', { name: 'Assigned to' }).click();
    await calendar.getByRole('option', { name: 'Ute Lang' }).click();
    await calendar.locator('c-calendar-agenda').getByText('Guard check on site').first().waitFor();
    expect(watched.problems).toEqual([]);
    await calendar.getByRole('combobox', { name: 'Assigned to' }).click();
    await calendar.getByRole('option', { name: 'Everyone' }).click();
});

test('the tree finds machines whose maintenance is overdue', async () => {
    const tree = page.locator('c-machine-tree');
    const asset = await demo.connection.sobject('Asset').findOne({ Device_Id__c: 'nw-pump-01' }, ['Id']);
    await demo.connection.sobject('WorkOrder').create({
        AssetId: asset?.Id,
        StartDate: '2026-01-05T08:00:00.000Z',
        EndDate: '2026-01-05T10:00:00.000Z'
    });
    await tree.getByRole('combobox', { name: 'Show' }).click();
    await tree.getByRole('option', { name: 'Maintenance overdue' }).click();
    await tree.getByRole('row', { name: 'Cooling Pump 01' }).waitFor();
    await tree
        .locator('[data-id=summary]')
        .getByText(/^\d of \d+ machines/)
        .waitFor();
    expect(watched.problems).toEqual([]);
});

/** Opens the page of a record in the app for work orders. */
async function openRecord(object: string, id: string | undefined): Promise<void> {
    await page.goto(`${demo.org.url}/lightning/app/c__IoT_Field_Service/r/${object}/${String(id)}/view`);
}

/** The machine that a part of a widget was told to show. */
function machineOf(part: Locator): Promise<string> {
    return part.evaluate((element) => (element as HTMLElement & { assetId: string }).assetId);
}

test.each([
    ['Case', ['c-twin-machine']],
    ['WorkOrder', ['c-twin-machine', 'c-calendar-board']]
])('on the page of a %s the widgets show its machine', async (object, parts) => {
    const asset = await demo.connection.sobject('Asset').findOne({ Device_Id__c: 'nw-press-02' }, ['Id']);
    const made = await demo.connection.sobject(object).create({ AssetId: asset?.Id, Subject: 'Look after press 2' });
    await openRecord(object, made.id);
    await page.locator('c-signal-card').first().waitFor();
    await page.locator('c-alarm-list').first().waitFor();
    for (const part of parts) expect(await machineOf(page.locator(part))).toBe(asset?.Id);
    expect(watched.problems).toEqual([]);
});

test('on the page of an account the tree and the calendar show all of its machines, and the twin the one picked', async () => {
    const account = await demo.connection.sobject('Account').findOne({ Name: 'Nordwerk Press Works' }, ['Id']);
    const other = await demo.connection.sobject('Asset').create({ Name: 'Lone saw', AccountId: account?.Id });
    await openRecord('Account', account?.Id);
    const tree = page.locator('c-machine-tree');
    await tree.getByRole('row', { name: 'Lone saw' }).waitFor();
    expect(await tree.locator('[role=row][aria-level="1"]').count()).toBe(2);
    const twin = page.locator('c-digital-twin');
    await twin.getByText('Select a machine in the Machine Tree').waitFor();
    await page.locator('c-maintenance-calendar').locator('c-calendar-entry').first().waitFor();
    await tree.getByRole('searchbox').fill('Hydraulic Press 03');
    await tree.getByRole('row', { name: 'Hydraulic Press 03' }).click();
    await twin.locator('c-signal-card').first().waitFor();
    expect(await allOf(page, wcagProblems)).toEqual([]);
    expect(watched.problems).toEqual([]);
    await demo.connection.sobject('Asset').delete(String(other.id));
});

test('each widget explains itself on a machine without telemetry, parts and work orders', async () => {
    const account = await demo.connection.sobject('Account').findOne({}, ['Id']);
    const made = await demo.connection.sobject('Asset').create({ Name: 'Bare machine', AccountId: account?.Id });
    await page.goto(`${demo.org.url}/lightning/app/c__IoT_Field_Service/r/Asset/${String(made.id)}/view`);
    await page.locator('c-machine-tree').getByRole('row', { name: 'Bare machine' }).waitFor();
    await page.locator('c-digital-twin').getByText('Set Device Id on this asset').waitFor();
    await page.locator('c-maintenance-calendar').getByText('There is no work order and no maintenance date').waitFor();
    expect(await allOf(page, wcagProblems)).toEqual([]);
    expect(await allOf(page, layoutProblems)).toEqual([]);
    // The history of a machine that the bridge does not know is refused, which its own widget explains.
    expect(watched.problems.filter((problem) => !problem.includes('TelemetryHistory'))).toEqual([]);
});
