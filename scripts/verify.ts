/**
 * Runs every check of the project, one after the other, and ends with one line for all tests together.
 * `npm test` and `npm run verify` are this; `-- --only unit` runs the named steps.
 */
import { runSteps, summaryLine, VERIFY_STEPS } from './lib/verify/steps.ts';

const only = process.argv.includes('--only') ? process.argv.slice(process.argv.indexOf('--only') + 1) : [];
const unknown = only.filter((name) => !VERIFY_STEPS.some((step) => step.name === name));
if (unknown.length > 0) {
    console.error(
        `There is no step ${unknown.join(', ')}. Steps: ${VERIFY_STEPS.map((step) => step.name).join(', ')}.`
    );
    process.exit(2);
}
const results = await runSteps(VERIFY_STEPS.filter((step) => only.length === 0 || only.includes(step.name)));
console.log(summaryLine(results));
process.exitCode = results.some((result) => result.failed > 0) ? 1 : 0;
