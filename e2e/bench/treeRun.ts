import type { Locator, Page } from 'playwright-core';
import { percentile, rounded, timeStep, timeUntil, usedHeap } from './timing.ts';

/** A widget that shows the hierarchy, and how its parts are found. */
export interface TreeWidget {
    readonly app: string;
    readonly rows: (page: Page) => Locator;
    readonly row: (page: Page, name: string) => Locator;
    readonly toggle: (row: Locator) => Locator;
    readonly scroller: (page: Page) => Locator;
    /** What is on the page once every machine has been read. */
    readonly complete: (page: Page) => Promise<void>;
}

export const machineTree: TreeWidget = {
    app: 'Bench_Tree',
    rows: (page) => page.locator('c-machine-tree-row'),
    row: (page, name) => page.locator('c-machine-tree-row', { hasText: name }),
    toggle: (row) => row.locator('button.toggle'),
    scroller: (page) => page.locator('c-machine-tree-grid .scroller'),
    complete: (page) => page.locator('c-machine-tree [data-id=loading-more]').waitFor({ state: 'detached' })
};

export const treeGrid: TreeWidget = {
    app: 'Bench_Grid',
    rows: (page) => page.locator('c-bench-tree-grid tbody tr'),
    row: (page, name) => page.locator('c-bench-tree-grid tbody tr', { hasText: name }),
    toggle: (row) => row.locator('lightning-primitive-treegrid-cell-toggle button'),
    scroller: (page) => page.locator('c-bench-tree-grid .scroller'),
    complete: (page) => page.locator('c-bench-tree-grid .scroller[data-complete=true]').waitFor()
};

/** Figures of one run; times in milliseconds. */
export interface TreeFigures {
    readonly firstRows: number;
    readonly allRead: number;
    readonly toggles: readonly number[];
    readonly scrolls: readonly number[];
    readonly domRows: number;
    readonly heapGrowthKb: number;
}

/** What a run does. */
export interface TreePlan {
    readonly url: string;
    /** Machines whose branch is opened and closed again. */
    readonly cells: readonly string[];
    readonly scrollSteps: number;
}

const SCROLL_PIXELS = 360;

/** Opens the widget's page, opens and closes branches, and scrolls through the open ones. */
export async function runTree(page: Page, widget: TreeWidget, plan: TreePlan): Promise<TreeFigures> {
    await page.goto(plan.url);
    const firstRows = await timeUntil(page, widget.rows(page).first());
    await widget.complete(page);
    const allRead = await page.evaluate(() => performance.now());
    await timeStep(widget.toggle(widget.row(page, 'Line 01')), { kind: 'click' });
    const toggles: number[] = [];
    for (const name of plan.cells) {
        const toggle = widget.toggle(widget.row(page, name));
        toggles.push(await timeStep(toggle, { kind: 'click' }), await timeStep(toggle, { kind: 'click' }));
    }
    for (const name of [...plan.cells].reverse())
        await timeStep(widget.toggle(widget.row(page, name)), { kind: 'click' });
    const before = await usedHeap(page);
    const scrolls = await scroll(widget.scroller(page), plan.scrollSteps);
    const growth = (await usedHeap(page)) - before;
    const domRows = await widget.rows(page).count();
    return { firstRows, allRead, toggles, scrolls, domRows, heapGrowthKb: growth / 1024 };
}

/** Scrolls down and, at the end, up again. */
async function scroll(scroller: Locator, steps: number): Promise<number[]> {
    const times: number[] = [];
    for (let step = 0; step < steps; step += 1) {
        const pixels = step < steps / 2 ? SCROLL_PIXELS : -SCROLL_PIXELS;
        times.push(await timeStep(scroller, { kind: 'scroll', pixels }));
    }
    return times;
}

/** Figures of several runs as one: medians of single values, percentiles of all steps. */
export function summariseTrees(runs: readonly TreeFigures[]): Record<string, number> {
    const median = (pick: (run: TreeFigures) => number): number => rounded(percentile(runs.map(pick), 0.5));
    const p95 = (pick: (run: TreeFigures) => readonly number[]): number =>
        rounded(percentile(runs.flatMap(pick), 0.95));
    return {
        firstRowsMs: median((run) => run.firstRows),
        allReadMs: median((run) => run.allRead),
        toggleP95Ms: p95((run) => run.toggles),
        scrollP95Ms: p95((run) => run.scrolls),
        domRows: median((run) => run.domRows),
        heapGrowthKb: median((run) => run.heapGrowthKb)
    };
}
