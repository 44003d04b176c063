import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { importTree } from '../scripts/lib/demo/importTree.ts';
import { startLocalOrg, type LocalOrg } from '../scripts/lib/demo/localOrg.ts';
import { assignPermissionSets } from '../scripts/lib/demo/permissions.ts';
import { sampleData } from '../scripts/lib/sampleData.ts';
import { openBrowser, openPage, type WatchedPage } from './support/browser.ts';

/** Nothing waits that long unless it fails. */
const SOON = 120_000;
/** A machine of the sample data with a work order of its own. */
const PRESS = 'nw-press-01';
const ORDER = 'Clean oil cooler';

let folder: string;
let org: LocalOrg;
let browser: Browser | undefined;
let first: WatchedPage;
let second: WatchedPage;

beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'calendar-'));
    org = await startLocalOrg({ projectFolder: path.resolve('.'), dataFolder: folder, port: 0 });
    await assignPermissionSets(org.connection, org.users);
    await importTree(org.connection, sampleData(new Date()));
    browser = await openBrowser();
    first = await openPage(browser);
    second = await openPage(browser);
    await signIn(first, true);
    await signIn(second, false);
});
afterAll(async () => {
    await browser?.close();
    await org.stop();
    await rm(folder, { recursive: true, force: true });
});

/** Opens the page of the machine in a session of its own, as the agent or as the administrator. */
async function signIn({ page }: WatchedPage, asAgent: boolean): Promise<void> {
    const { url, accessToken, users, connection } = org;
    page.setDefaultTimeout(SOON);
    const { records } = await connection.query<{ Id: string }>(`SELECT Id FROM Asset WHERE Device_Id__c = '${PRESS}'`);
    const session = `sid=${encodeURIComponent(accessToken)}`;
    await page.goto(`${url}/secur/frontdoor.jsp?${session}&retURL=${encodeURIComponent('/lightning/page/home')}`);
    if (asAgent) await page.request.post(`${url}/lightning/session/user`, { data: { userId: users.agent } });
    await page.goto(`${url}/lightning/app/c__IoT_Field_Service/r/Asset/${records[0]?.Id ?? ''}/view`);
}

const calendar = ({ page }: WatchedPage): Locator => page.locator('c-maintenance-calendar');
const form = (watched: WatchedPage): Locator => calendar(watched).locator('c-calendar-reschedule');
const press = (watched: WatchedPage, name: string): Promise<void> =>
    form(watched).getByRole('button', { name, exact: true }).click();

async function openForm(watched: WatchedPage): Promise<void> {
    await calendar(watched).getByText('Agenda', { exact: true }).click();
    const move = calendar(watched).getByRole('button', { name: `Move ${ORDER}`, exact: true });
    await move.first().click();
    await form(watched).getByRole('button', { name: 'Save' }).waitFor();
}

/** Keeps a page from hearing of changes, as a slow line does, until it is let go. */
async function deafen({ page }: WatchedPage): Promise<() => void> {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
        release = resolve;
    });
    await page.route('**/graphql', async (route) => {
        await held;
        await route.continue();
    });
    return release;
}

async function startOfOrder(): Promise<number> {
    const soql = `SELECT StartDate FROM WorkOrder WHERE Subject = '${ORDER}' AND Asset.Device_Id__c = '${PRESS}'`;
    const { records } = await org.connection.query<{ StartDate: string }>(soql);
    return Date.parse(records[0]?.StartDate ?? '');
}

test('of two people who move one work order, the second sees the change of the first and overwrites nothing', async () => {
    await openForm(first);
    await openForm(second);
    const before = await startOfOrder();
    const release = await deafen(second);
    await press(first, 'One day later');
    await press(first, 'Save');
    const notice = calendar(first).getByText(/^Work order \d+ now starts/);
    await notice.waitFor();
    const moved = await startOfOrder();
    expect(moved - before).toBe(24 * 3_600_000);

    await press(second, 'One week later');
    await press(second, 'Save');
    await form(second).getByText('Somebody else changed this work order').waitFor();
    expect(await startOfOrder()).toBe(moved);
    release();
});

test('the second one can move it from where it is now', async () => {
    await press(second, 'Cancel');
    await second.page.reload();
    await openForm(second);
    const before = await startOfOrder();
    await press(second, 'One week later');
    await press(second, 'Save');
    await calendar(second)
        .getByText(/^Work order \d+ now starts/)
        .waitFor();
    expect(await startOfOrder()).toBe(before + 7 * 24 * 3_600_000);
});

test('one save was refused, and no other', () => {
    const refusals = ({ problems }: WatchedPage) => problems.filter((problem) => problem.includes('/ui-api/'));
    expect(refusals(first)).toEqual([]);
    expect(refusals(second)).toEqual([expect.stringMatching(/\/ui-api\/records\//)]);
});
