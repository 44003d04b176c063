import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { startDemo, type Demo } from '../scripts/lib/demo/demo.ts';
import { accessibilityProblems } from './support/axe.ts';
import { openBrowser, openPage, type WatchedPage } from './support/browser.ts';

/** Long enough for a command to go to a machine and back; nothing waits that long unless it fails. */
const SOON = 120_000;
jest.setTimeout(300_000);

const PRESS = 'nw-press-01';

interface Received {
    readonly device: string;
    readonly key: string;
    readonly command: string;
    readonly parameters: Readonly<Record<string, unknown>>;
}

let demo: Demo;
let browser: Browser | undefined;
let agent: WatchedPage;
let approver: WatchedPage;
/** What reached the machines, in its order. */
const received: Received[] = [];

beforeAll(async () => {
    demo = await startDemo({
        projectFolder: path.resolve('.'),
        orgPort: 0,
        brokerPort: 0,
        input: { kind: 'plant', faults: [], intervalMs: 500, seed: 1 },
        onProgress: () => undefined,
        onCommand: (device, payload) => {
            received.push({ device, ...(JSON.parse(payload) as Omit<Received, 'device'>) });
        }
    });
    browser = await openBrowser();
    [agent, approver] = [await openPage(browser), await openPage(browser)];
    await signIn(agent.page, true);
    await signIn(approver.page, false);
});
afterAll(async () => {
    await browser?.close();
    await demo.stop();
});

/** Opens the page of the press in a session of its own. */
async function signIn(page: Page, asAgent: boolean): Promise<void> {
    page.setDefaultTimeout(SOON);
    const address = await demo.pageUrl(PRESS);
    await page.goto(address);
    if (!asAgent) return;
    const { url, users } = demo.org;
    const reply = await page.request.post(`${url}/lightning/session/user`, { data: { userId: users.agent } });
    expect(reply.status()).toBe(200);
    await page.goto(new URL(new URL(address).searchParams.get('retURL') ?? '', url).href);
}

const widget = ({ page }: WatchedPage): Locator => page.locator('c-twin-commands');
const button = (watched: WatchedPage, name: string): Locator =>
    widget(watched).getByRole('button', { name, exact: true });
/** The newest command of the list. */
const newest = (watched: WatchedPage): Locator => widget(watched).locator('[data-id=command]').first();
const inState = (watched: WatchedPage, label: string, state: string): Promise<void> =>
    newest(watched).filter({ hasText: label }).filter({ hasText: state }).waitFor();
const commandsOf = (name: string) => received.filter(({ command, device }) => command === name && device === PRESS);

async function until(isTrue: () => boolean | Promise<boolean>, what: string): Promise<void> {
    for (const end = Date.now() + SOON; Date.now() < end;) {
        if (await isTrue()) return;
        await agent.page.waitForTimeout(100);
    }
    throw new Error(`It did not come about that ${what}.`);
}

test('a set point out of range is refused in the form, with the range and its unit', async () => {
    await button(agent, 'Set oil pressure').click();
    await widget(agent).getByLabel('Oil pressure (bar)').fill('300');
    await button(agent, 'Continue').click();
    await widget(agent).getByText('150 to 220 bar').first().waitFor();
    expect(await button(agent, 'Send command').count()).toBe(0);
});

test('a set point reaches the machine, comes back as done, and the reported value follows', async () => {
    await widget(agent).getByLabel('Oil pressure (bar)').fill('160');
    await widget(agent).getByLabel('Reason').fill('Thin sheets');
    await button(agent, 'Continue').click();
    await widget(agent).getByText('Send “Set oil pressure: 160 bar” to').waitFor();
    await button(agent, 'Send command').click();
    await inState(agent, 'Set oil pressure: 160 bar', 'Done');
    expect(commandsOf('Set Point')).toMatchObject([{ parameters: { oilPressure: 160 } }]);
    const reported = widget(agent).locator('[data-signal=Oil_Pressure] [data-id=reported]');
    const pressure = async () => Number.parseFloat((await reported.textContent()) ?? '');
    await until(async () => Math.abs((await pressure()) - 160) < 6, 'the reported pressure follows');
    expect(await widget(agent).locator('[data-id=wanted]').textContent()).toBe('160 bar');
});

test('a dangerous command waits for a second person, whoever else presses what', async () => {
    await button(agent, 'Stop').click();
    await button(agent, 'Continue').click();
    await button(agent, 'Send command').click();
    await inState(agent, 'Stop', 'Done');
    await agent.page.locator('c-twin-status').getByText('Stopped').first().waitFor();

    await button(agent, 'Start').click();
    await widget(agent).getByLabel('Reason').fill('The guard is closed');
    await button(agent, 'Continue').click();
    await button(agent, 'Ask for approval').click();
    await inState(agent, 'Start', 'Waiting for Approval');
    await newest(agent).getByText('A second person has to approve it.').waitFor();
    expect(await button(agent, 'Approve').count()).toBe(0);

    await inState(approver, 'Start', 'Waiting for Approval');
    await newest(approver).getByText('The guard is closed').waitFor();
    expect(commandsOf('Start')).toEqual([]);
    await newest(approver).getByRole('button', { name: 'Approve' }).click();
    await inState(agent, 'Start', 'Done');
    await agent.page.locator('c-twin-status').getByText('Running').first().waitFor();
    expect(commandsOf('Start')).toHaveLength(1);
    await newest(agent).getByText('Approved by').waitFor();
});

test('form and decision are accessible, and a rejected command is not sent', async () => {
    await button(agent, 'Start').click();
    await widget(agent).getByLabel('Reason').fill('Once more');
    await button(agent, 'Continue').click();
    expect(await accessibilityProblems(agent.page)).toEqual([]);
    await button(agent, 'Ask for approval').click();
    await inState(approver, 'Once more', 'Waiting for Approval');
    expect(await accessibilityProblems(approver.page)).toEqual([]);
    await newest(approver).getByRole('button', { name: 'Reject' }).click();
    await inState(agent, 'Once more', 'Rejected');
    expect(commandsOf('Start')).toHaveLength(1);
});

test('whoever may only approve is offered nothing to send', async () => {
    await widget(approver).getByText('You can see commands, but not send any.').waitFor();
    expect(await button(approver, 'Stop').count()).toBe(0);
});

test('an expired command is never carried out, not by the org and not by the bridge', async () => {
    const starts = commandsOf('Start').length;
    await button(agent, 'Start').click();
    await widget(agent).getByLabel('Reason').fill('Too late');
    await button(agent, 'Continue').click();
    await button(agent, 'Ask for approval').click();
    await inState(approver, 'Start', 'Waiting for Approval');
    const command = await demo.connection
        .sobject('Machine_Command__c')
        .findOne({ State__c: 'Waiting for Approval' }, ['Id']);
    const past = new Date(Date.now() - 1000).toISOString();
    await demo.connection.sobject('Machine_Command__c').update({ Id: String(command?.Id), Expires_At__c: past });
    await newest(approver).getByRole('button', { name: 'Approve' }).click();
    await widget(approver).getByText('The command has expired. Request it again.').waitFor();
    const event = { Version__c: 1, Asset_Key__c: PRESS, Command__c: 'Stop', Parameters__c: '{}' };
    const publish = (key: string, expires: string) =>
        demo.connection.sobject('Machine_Command__e').create({ ...event, Command_Key__c: key, Expires_At__c: expires });
    await publish('stale', past);
    await publish('fresh', new Date(Date.now() + SOON).toISOString());
    await publish('fresh', new Date(Date.now() + SOON).toISOString());
    await until(() => received.some(({ key }) => key === 'fresh'), 'the fresh command arrives');
    expect(received.filter(({ key }) => key === 'stale' || key === 'fresh').map(({ key }) => key)).toEqual(['fresh']);
    expect(commandsOf('Start')).toHaveLength(starts);
});

test('the pages had no problems but the refusals that were meant', () => {
    expect(agent.problems).toEqual([]);
    expect(approver.problems.filter((problem) => !/^400 .*\/ui-api\/records\//.test(problem))).toEqual([]);
});
