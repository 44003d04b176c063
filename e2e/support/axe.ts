import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const source = readFileSync(createRequire(path.resolve('package.json')).resolve('axe-core/axe.min.js'), 'utf8');

const report = z.object({
    violations: z.array(z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) }))
});

/** Rules that do not hold, with the elements they do not hold for; empty for an accessible page. */
export async function accessibilityProblems(page: Page, selector = 'body'): Promise<string[]> {
    await page.evaluate(source);
    const result = report.parse(await page.evaluate(`axe.run(${JSON.stringify(selector)})`));
    return result.violations.map(
        ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' | ')}`
    );
}
