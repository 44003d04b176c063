import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startBenchOrg, type BenchOrg } from './benchOrg.ts';
import { runCalendar, type CalendarFigures } from './calendarRun.ts';
import { createOrders, createPlant, type BenchPlant } from './plant.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { machineTree, runTree, summariseTrees, treeGrid, type TreeFigures, type TreeWidget } from './treeRun.ts';

/** How much is measured. */
export interface BenchOptions {
    readonly projectFolder: string;
    /** Machines in the hierarchy, 200–10,000. */
    readonly assets: number;
    /** Work orders of the present month. */
    readonly orders: number;
    /** How often each widget is measured; the widgets take turns. */
    readonly rounds: number;
    readonly onProgress: (text: string) => void;
}

/** What came out. */
export interface BenchResult {
    readonly assets: number;
    readonly orders: number;
    readonly rounds: number;
    readonly machineTree: Readonly<Record<string, number>>;
    readonly treeGrid: Readonly<Record<string, number>>;
    readonly calendar: CalendarFigures | undefined;
    readonly machine: { readonly cpu: string; readonly cores: number; readonly load: number };
}

const SCROLL_STEPS = 60;
/** Branches of the first line that are opened and closed. */
const OPENED_CELLS = 5;

/** Fills a local org and measures the widgets in a browser. */
export async function runBenchmark(options: BenchOptions): Promise<BenchResult> {
    const dataFolder = await mkdtemp(path.join(tmpdir(), 'bench-widgets-'));
    let org: BenchOrg | undefined;
    let browser: Browser | undefined;
    try {
        org = await startBenchOrg(options.projectFolder, dataFolder);
        options.onProgress(`creating ${String(options.assets)} assets`);
        const plant = await createPlant(org.connection, options.assets);
        options.onProgress(`creating ${String(options.orders)} work orders`);
        await createOrders(org.connection, plant, options.orders);
        browser = await openBrowser();
        return await measure(options, org, plant, browser);
    } finally {
        await browser?.close();
        await org?.stop();
        await rm(dataFolder, { recursive: true, force: true });
    }
}

async function measure(
    options: BenchOptions,
    org: BenchOrg,
    plant: BenchPlant,
    browser: Browser
): Promise<BenchResult> {
    const { assets, orders, rounds, onProgress } = options;
    const runs = new Map<TreeWidget, TreeFigures[]>([
        [machineTree, []],
        [treeGrid, []]
    ]);
    // The first visit builds the app; it is no part of the figures.
    await inPage(browser, async (page) => {
        await page.goto(org.pageUrl(machineTree.app, plant.rootId));
        await machineTree.rows(page).first().waitFor();
    });
    const load = loadavg()[0] ?? 0;
    for (let round = 1; round <= rounds; round += 1) {
        for (const [widget, figures] of runs) {
            onProgress(`round ${String(round)}: ${widget.app}`);
            const url = org.pageUrl(widget.app, plant.rootId);
            const plan = { url, cells: plant.cells.slice(0, OPENED_CELLS), scrollSteps: SCROLL_STEPS };
            figures.push(await inPage(browser, (page) => runTree(page, widget, plan)));
        }
    }
    onProgress('calendar');
    const calendarUrl = org.pageUrl('Bench_Calendar', plant.rootId);
    const calendar = orders > 0 ? await inPage(browser, (page) => runCalendar(page, calendarUrl, rounds)) : undefined;
    return {
        assets,
        orders,
        rounds,
        calendar,
        machineTree: summariseTrees(runs.get(machineTree) ?? []),
        treeGrid: summariseTrees(runs.get(treeGrid) ?? []),
        machine: { cpu: cpus()[0]?.model ?? '', cores: availableParallelism(), load: Math.round(load * 10) / 10 }
    };
}

async function inPage<T>(browser: Browser, run: (page: Page) => Promise<T>): Promise<T> {
    const { page, problems } = await openPage(browser, 1400, 1000);
    page.setDefaultTimeout(120_000);
    try {
        const result = await run(page);
        if (problems.length > 0) throw new Error(problems.join('\n'));
        return result;
    } finally {
        await page.context().close();
    }
}
