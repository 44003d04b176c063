import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where a browser usually is, in the order in which it is looked for. */
const usualPlaces = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'
];

/** Flags that a browser in a container or without a screen needs; WebGL is drawn in software. */
const flags = ['--no-sandbox', '--disable-dev-shm-usage', '--enable-unsafe-swiftshader'];

/**
 * Path of a Chromium: `CHROMIUM_PATH`, an installed one, else the one that comes with the development
 * dependencies.
 */
export async function findBrowser(): Promise<string> {
    const named = process.env.CHROMIUM_PATH;
    if (named) return named;
    const installed = usualPlaces.find((place) => existsSync(place));
    if (installed) return installed;
    const { default: packaged } = await import('@sparticuz/chromium');
    return packaged.executablePath();
}

/** Starts the browser without a window; the caller closes it. */
export async function openBrowser(): Promise<Browser> {
    return chromium.launch({ executablePath: await findBrowser(), args: flags });
}
