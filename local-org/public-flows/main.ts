/**
 * Tries the flows of public projects: `npm run check:flows -- --data DIR`. Below DIR lie copies of repositories; each
 * project in source format is deployed into an org of its own in memory, and each of its flows without screens and code
 * is started once. Prints what became of them; the last line of stdout is one JSON object, see `FlowFigures`.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkPublicFlows, report } from './index.ts';

const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined || !existsSync(values.data)) {
    console.error('--data must name a folder with copies of public projects');
    process.exit(2);
}
const { outcomes, figures } = await checkPublicFlows(values.data, (project, reason) =>
    console.error(`${project}: ${reason}`)
);
console.log(report(outcomes));
console.log(JSON.stringify(figures));
