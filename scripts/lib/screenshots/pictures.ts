import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Demo } from '../demo/demo.ts';

/** Seconds that a fault lasts; longer than the pictures take. */
const FAULT_SECONDS = 3600;

/** Takes every picture; the plant is healthy first and gets a fault then. */
export async function takePictures(
    demo: Demo,
    browser: Browser,
    folder: string,
    onPicture: (name: string) => void
): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 1500 } });
    const page = await context.newPage();
    page.setDefaultTimeout(90_000);
    const take = async (name: string, height: number) => {
        await page.setViewportSize({ width: 1440, height });
        await page.screenshot({ path: path.join(folder, `${name}.png`) });
        onPicture(name);
    };
    await page.goto(await demo.pageUrl('nw-press-01'));
    demo.plant?.inject('bearing-wear', 'nw-motor-01', FAULT_SECONDS);
    demo.plant?.inject('loss-of-cooling', 'nw-pump-02', FAULT_SECONDS);
    await page
        .locator('c-alarm-list')
        .getByRole('link', { name: /is dangerous$/ })
        .waitFor();
    await page
        .locator('c-alarm-list')
        .getByRole('link', { name: /^Work order/i })
        .first()
        .waitFor();
    await take('asset-page', 1500);
    await takeWidgets(page, folder, onPicture);
    await takeRecords(demo, page, take);
}

/** One picture of each widget of the Asset page. */
async function takeWidgets(page: Page, folder: string, onPicture: (name: string) => void): Promise<void> {
    const widgets = {
        'machine-tree': 'c-machine-tree',
        'digital-twin': 'c-digital-twin',
        'alarm-list': 'c-alarm-list',
        'maintenance-calendar': 'c-maintenance-calendar'
    };
    for (const [name, selector] of Object.entries(widgets)) {
        await page.locator(selector).screenshot({ path: path.join(folder, `${name}.png`) });
        onPicture(name);
    }
}

/** The Case that the fault led to, all alarms, and the Setup page where its limit is set. */
async function takeRecords(
    demo: Demo,
    page: Page,
    take: (name: string, height: number) => Promise<void>
): Promise<void> {
    const found = await demo.connection.query<{ Id: string }>('SELECT Id FROM Case WHERE AssetId != null LIMIT 1');
    const caseId = found.records[0]?.Id;
    if (caseId) {
        await page.goto(`${demo.org.url}/lightning/r/Case/${caseId}/view`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page
            .locator('c-alarm-list')
            .getByRole('link', { name: /is dangerous$/ })
            .waitFor();
        await page.getByRole('heading', { name: /^Alarms \([1-9]/ }).waitFor();
        await take('case-page', 1100);
    }
    await page.goto(`${demo.org.url}/lightning/n/Alarm_Console`);
    await page.locator('c-alarm-table').getByRole('row').nth(1).waitFor();
    await take('alarm-console', 900);
    await page.goto(`${demo.org.url}/lightning/setup/CustomMetadata/Alarm_Definition__mdt`);
    await page.locator('[data-record=Motor_Bearing_Vibration_High]').waitFor();
    await take('setup-alarm-definitions', 900);
}
