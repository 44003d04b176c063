import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const source = readFileSync(createRequire(path.resolve('package.json')).resolve('axe-core/axe.min.js'), 'utf8');

const report = z.object({
    violations: z.array(z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) }))
});

interface Axe {
    readonly axe: { readonly run: (element: unknown, options: object) => Promise<unknown> };
}

/** Tags of the success criteria of WCAG 2.2, levels A and AA. */
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Rules that do not hold, with the elements they do not hold for; empty for an accessible page. */
export function accessibilityProblems(page: Page, selector = 'body'): Promise<string[]> {
    return problems(page, selector, {});
}

/** The same for WCAG 2.2 AA alone, with the rules that axe leaves out unless they are asked for (size of targets). */
export function wcagProblems(page: Page, selector: string): Promise<string[]> {
    const runOnly = { type: 'tag', values: WCAG_22_AA };
    return problems(page, selector, { runOnly, rules: { 'target-size': { enabled: true } } });
}

/** The element is handed over, because a name finds nothing inside shadow roots. */
async function problems(page: Page, selector: string, options: object): Promise<string[]> {
    await page.evaluate(source);
    const result = report.parse(
        await page
            .locator(selector)
            .first()
            .evaluate((element, chosen) => (globalThis as unknown as Axe).axe.run(element, chosen), options)
    );
    return result.violations.map(
        ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' | ')}`
    );
}
