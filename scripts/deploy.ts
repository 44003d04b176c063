/**
 * Puts the product into an org that the sf CLI knows:
 * `npm run deploy -- --target-org ALIAS [--skip-field-service] [--sample-data] [--dry-run]`
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DeployRequestError, deploySteps } from './lib/deploy/steps.ts';
import { buildLwc, LwcBuildError } from './lib/lwc/build.ts';
import { runSf } from './lib/sfCli.ts';

const { values } = parseArgs({
    options: {
        'target-org': { type: 'string' },
        'skip-field-service': { type: 'boolean', default: false },
        'sample-data': { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false }
    }
});

const projectFolder = path.resolve(import.meta.dirname, '..');

try {
    process.exitCode = await deploy();
} catch (error) {
    if (!(error instanceof LwcBuildError || error instanceof DeployRequestError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
}

/** Stops at the first command that fails and answers its exit code. */
async function deploy(): Promise<number> {
    const targetOrg = values['target-org'];
    if (!targetOrg) throw new DeployRequestError('Name the org: npm run deploy -- --target-org ALIAS');
    const steps = deploySteps({
        targetOrg,
        skipFieldService: values['skip-field-service'],
        sampleData: values['sample-data'],
        dryRun: values['dry-run']
    });
    console.log(`Building the Lightning web components\n${await buildLwc(projectFolder)} are built`);
    for (const step of steps) {
        console.log(`\n${step.title}`);
        const code = await runSf(step.command, projectFolder);
        if (code !== 0) return code;
    }
    return 0;
}
