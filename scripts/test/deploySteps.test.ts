import { DeployRequestError, deploySteps } from '../lib/deploy/steps.ts';

const request = { targetOrg: 'demo', skipFieldService: false, sampleData: false, dryRun: false };
const commands = (more: Partial<typeof request>): string[] =>
    deploySteps({ ...request, ...more }).map((step) => step.command.join(' '));

describe('steps of a deployment', () => {
    it('deploys both package directories and assigns the sets of people, never that of the bridge', () => {
        expect(commands({})).toEqual([
            'project deploy start --source-dir force-app/core --source-dir force-app/field-service --wait 30 --target-org demo',
            'org assign permset --name IoT_Service_Agent --name IoT_Admin --name IoT_Field_Service_Agent --target-org demo'
        ]);
    });

    it('leaves Field Service out', () => {
        expect(commands({ skipFieldService: true }).join(' ')).not.toMatch(/field.service/i);
    });

    it('only validates on a dry run', () => {
        expect(commands({ dryRun: true, sampleData: true })).toEqual([expect.stringContaining('--dry-run')]);
    });

    it('loads the sample data last, and refuses it without Field Service', () => {
        expect(commands({ sampleData: true }).at(-1)).toContain('data import tree --plan config/data/data-plan.json');
        expect(() => commands({ sampleData: true, skipFieldService: true })).toThrow(DeployRequestError);
    });
});
