import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

/** Where a browser usually is, in the order in which it is looked for. */
const USUAL_PLACES = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
];

/** What a browser without a screen and without the internet needs. */
const FLAGS = [
    '--no-sandbox',
    '--disable-gpu',
    // WebGL in software; without a graphics card browsers offer it on request only.
    '--enable-unsafe-swiftshader',
    '--no-first-run',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync'
];

/** Starts a browser: `CHROMIUM_PATH`, an installed one, else the one among the development dependencies. */
export async function openBrowser(): Promise<Browser> {
    const installed = process.env['CHROMIUM_PATH'] ?? USUAL_PLACES.find((place) => existsSync(place));
    if (installed) return chromium.launch({ executablePath: installed, args: FLAGS });
    const { default: packaged } = await import('@sparticuz/chromium');
    return chromium.launch({ executablePath: await packaged.executablePath(), args: [...packaged.args, ...FLAGS] });
}

/** A page that remembers what went wrong in it. */
export interface WatchedPage {
    readonly page: Page;
    /** Errors of scripts and answers that failed, since it was opened. */
    readonly problems: string[];
}

/** Opens a page that fails loudly. */
export async function openPage(browser: Browser, width = 1600, height = 1200): Promise<WatchedPage> {
    const context = await browser.newContext({ viewport: { width, height } });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('response', (response) => {
        if (response.status() >= 400) problems.push(`${String(response.status())} ${response.url()}`);
    });
    return { page, problems };
}
