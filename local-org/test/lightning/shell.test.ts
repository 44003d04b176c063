import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { openBrowser } from '../support/browser.ts';
import { createPlant, type Plant } from './plant.ts';

const axeSource = readFileSync(createRequire(path.resolve('package.json')).resolve('axe-core/axe.min.js'), 'utf8');

/** The first run builds the base components, which takes some ten seconds. */
jest.setTimeout(120_000);

describe('the shell in a browser', () => {
    let plant: Plant;
    let browser: Browser;
    let page: Page;
    let base: string;
    const failures: string[] = [];

    beforeAll(async () => {
        plant = await createPlant();
        base = await plant.server.listen({ port: 0, host: '127.0.0.1' });
        browser = await openBrowser();
    });

    beforeEach(async () => {
        page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
        failures.length = 0;
        page.on('pageerror', (error) => failures.push(error.message));
        page.setDefaultTimeout(30_000);
        // The first page waits for the base components to be built.
        page.setDefaultNavigationTimeout(110_000);
    });

    afterEach(() => page.close());

    afterAll(async () => {
        await browser.close();
        await plant.server.close();
        plant.org.stop();
    });

    async function open(path: string): Promise<void> {
        const query = new URLSearchParams({ sid: plant.token, startURL: path });
        await page.goto(`${base}/lightning/login?${query.toString()}`);
    }

    const machinePage = (): string => `/lightning/r/Machine__c/${plant.machineId}/view`;

    async function violations(): Promise<string[]> {
        await page.evaluate(axeSource);
        const results = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
            'axe.run(document)'
        );
        return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    }

    /** Waits until the element is there. */
    async function isShown(element: Locator): Promise<boolean> {
        await element.waitFor();
        return element.isVisible();
    }

    test('draws the deployed page of a record', async () => {
        await open(machinePage());
        await page.getByRole('heading', { level: 1, name: 'Press 1' }).waitFor();
        await page.getByText('How the machine is').waitFor();
        await page.getByText('Press 1 1,234.50: Motor, Pump, Bolt').waitFor();
        expect(await page.locator('[data-id=frozen]').textContent()).toBe('true');
        expect(await page.getByRole('navigation', { name: 'App' }).getByRole('link').allTextContents()).toEqual([
            'Machines',
            'Accounts'
        ]);
        await page.locator('[data-field=Account__c] a').getByText("O'Hara Presses").waitFor();
        expect(await page.title()).toBe('Press 1 | Machine | Plant');
        expect(failures).toEqual([]);
    });

    test('lives on when a component fails', async () => {
        await open(machinePage());
        await page.getByRole('alert').getByText('The card has no machine.').waitFor();
        await page.getByText('The component brokenCard has failed').waitFor();
        expect(await isShown(page.getByRole('button', { name: 'Raise' }))).toBe(true);
    });

    test('hides components whose rule does not hold', async () => {
        await open(machinePage());
        await page.getByText('Press 1 1,234.50').waitFor();
        expect(await page.locator('[data-id=stopped]').count()).toBe(0);
        await open(`/lightning/r/Machine__c/${plant.otherId}/view`);
        await page.getByText('This machine is stopped.').waitFor();
    });

    test('shows a change in every component and says so', async () => {
        await open(`/lightning/r/Machine__c/${plant.otherId}/view`);
        await page.getByText('Press 2 7.00').waitFor();
        await page.getByRole('button', { name: 'Raise' }).click();
        await page.getByRole('status').getByText('Raised').waitFor();
        await page.locator('[data-id=reading]').getByText('12.00').waitFor();
        await page.locator('[data-field=Reading__c]').getByText('12.00').waitFor();
        expect(await isShown(page.getByText('Press 2 12.00'))).toBe(true);
    });

    test('carries platform events to a component, and messages between components', async () => {
        plant.org.start();
        await open(machinePage());
        await page.locator('[data-id=source]').getByText('listening').waitFor();
        plant.insert('Beat__e', { Text__c: 'tick' });
        expect(await isShown(page.locator('[data-id=beat]').getByText('tick'))).toBe(true);
    });

    test('edits a record and shows what is wrong with a value', async () => {
        await open(machinePage());
        await page.getByRole('button', { name: 'Edit', exact: true }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('Machine Name').fill('');
        await dialog.getByRole('button', { name: 'Save' }).click();
        await dialog.getByRole('alert').waitFor();
        await dialog.getByLabel('Machine Name').fill('Press One');
        await dialog.getByRole('button', { name: 'Save' }).click();
        expect(await isShown(page.getByRole('heading', { level: 1, name: 'Press One' }))).toBe(true);
    });

    test('makes a record from a list, with what an address gives it, and opens it', async () => {
        await open('/lightning/o/Machine__c/list');
        await page.getByRole('button', { name: 'New', exact: true }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('heading', { name: 'New Machine' }).waitFor();
        await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
        await dialog.waitFor({ state: 'detached' });
        expect(new URL(page.url()).pathname).toBe('/lightning/o/Machine__c/list');

        const values = encodeURIComponent(`Name=Saw%201,Account__c=${plant.accountId}`);
        await open(`/lightning/o/Machine__c/new?defaultFieldValues=${values}`);
        await dialog.getByText("O'Hara Presses").waitFor();
        expect(await dialog.getByLabel('Machine Name').inputValue()).toBe('Saw 1');
        await dialog.getByRole('button', { name: 'Save' }).click();
        await page.getByRole('heading', { level: 1, name: 'Saw 1' }).waitFor();
        const soql = "SELECT Account__c FROM Machine__c WHERE Name = 'Saw 1'";
        const [made] = plant.org.records.query(plant.org.systemExecution(), soql).records;
        expect(made?.Account__c).toBe(plant.accountId);
        expect(failures).toEqual([]);
    });

    test('shows related lists, and goes from list to record without loading the page again', async () => {
        await open('/lightning/o/Machine__c/list');
        await page.getByRole('heading', { name: 'Running Machines' }).waitFor();
        await page.evaluate('globalThis.isSamePage = true');
        await page
            .getByRole('link', { name: /^Press/ })
            .first()
            .click();
        await page.getByRole('tab', { name: 'Related' }).click();
        await page.getByRole('heading', { name: 'Parts (3)' }).waitFor();
        await page.getByRole('gridcell', { name: '75.0' }).or(page.getByText('75.0')).first().waitFor();
        await page.getByRole('button', { name: 'All running' }).click();
        await page.getByRole('heading', { name: 'Running Machines' }).waitFor();
        expect(new URL(page.url()).search).toBe('?filterName=Running');
        expect(await page.evaluate('globalThis.isSamePage')).toBe(true);
    });

    test('lets an administrator change a threshold in Setup, within its bounds', async () => {
        await open('/lightning/setup/CustomMetadata');
        await page.getByRole('link', { name: 'Thresholds' }).click();
        await page.getByRole('button', { name: 'Edit' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('Limit').fill('70.25');
        await dialog.getByRole('button', { name: 'Save' }).click();
        await dialog.getByRole('alert').getByText('at most 1 digits may follow the decimal point').waitFor();
        await dialog.getByLabel('Limit').fill('70.5');
        await dialog.getByRole('button', { name: 'Save' }).click();
        await page.getByRole('status').getByText('Hot was saved.').waitFor();
        const soql = "SELECT Limit__c FROM Threshold__mdt WHERE DeveloperName = 'Hot'";
        expect(plant.org.records.query(plant.org.systemExecution(), soql).records[0]?.Limit__c).toBe(70.5);
    });

    test('shows the theme of either design system, as Setup says', async () => {
        await open('/lightning/setup/ThemingAndBranding');
        await page.getByText('Salesforce Cosmos (SLDS 2)').click();
        await page.locator('link[href*="slds2.cosmos.css"]').waitFor({ state: 'attached' });
        await page.getByText('Lightning Experience (SLDS 1)').waitFor();
        expect(await violations()).toEqual([]);
        await page.getByText('Lightning Experience (SLDS 1)').click();
        await page.locator('link[href*="lightning-design-system.min.css"]').waitFor({ state: 'attached' });
        const payload = { name: 'Sepia' };
        const refused = await plant.server.inject({ method: 'POST', url: '/lightning/session/theme', payload });
        expect(refused.statusCode).toBe(404);
        expect(refused.body).toContain('There is no theme Sepia. There are Lightning and Cosmos.');
    });

    test.each([
        ['record', machinePage, '[data-field=Account__c] a'],
        ['list', () => '/lightning/o/Machine__c/list', 'lightning-datatable a'],
        ['Setup', () => '/lightning/setup/Limits', 'tbody tr']
    ])('is accessible on a page of kind %s', async (_kind, path, content) => {
        await open(path());
        await page.locator(content).first().waitFor();
        expect(await violations()).toEqual([]);
    });

    test('is reached by keyboard past the header', async () => {
        await open('/lightning/o/Machine__c/list');
        await page.getByRole('heading', { name: 'Running Machines' }).waitFor();
        await page.keyboard.press('Tab');
        await page.keyboard.press('Enter');
        await page.keyboard.press('Tab');
        const inMain = await page.getByRole('main').locator(':focus').count();
        expect(inMain).toBe(1);
    });
});
