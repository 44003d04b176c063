/** Which sf commands put the product into an org, in their order. */

/** What the user asked for. */
export interface DeployRequest {
    /** Alias or user name of an org that the sf CLI knows. */
    readonly targetOrg: string;
    /** Leaves Work Orders and maintenance out, for orgs without Field Service. */
    readonly skipFieldService: boolean;
    /** Loads the sample plants afterwards. */
    readonly sampleData: boolean;
    /** Validates only; nothing is assigned or loaded. */
    readonly dryRun: boolean;
}

/** One sf command with the words that announce it. */
export interface DeployStep {
    readonly title: string;
    /** Arguments of `sf`. */
    readonly command: readonly string[];
}

/** A wish that contradicts itself; the message says how to ask instead. */
export class DeployRequestError extends Error {
    constructor(message: string) {
        super(message);
        this.name = 'DeployRequestError';
    }
}

/** Package directories; the later ones build on the first. */
const core = 'force-app/core';
const fieldService = 'force-app/field-service';

/** Permission sets of people, by package. The bridge's own set goes to its integration user only. */
const permissionSets = { core: ['IoT_Service_Agent', 'IoT_Admin'], fieldService: ['IoT_Field_Service_Agent'] } as const;

/** Minutes until a deployment counts as failed. */
const waitMinutes = '30';

/**
 * The commands for a request.
 * @throws DeployRequestError for sample data without Field Service, which its work orders need
 */
export function deploySteps(request: DeployRequest): readonly DeployStep[] {
    if (request.sampleData && request.skipFieldService)
        throw new DeployRequestError(
            'The sample data holds work orders and maintenance plans: leave out --skip-field-service or --sample-data.'
        );
    const target = ['--target-org', request.targetOrg];
    const folders = request.skipFieldService ? [core] : [core, fieldService];
    const deploy: DeployStep = {
        title: `Deploying ${folders.join(' and ')}`,
        command: [
            'project',
            'deploy',
            'start',
            ...folders.flatMap((folder) => ['--source-dir', folder]),
            ...(request.dryRun ? ['--dry-run'] : []),
            '--wait',
            waitMinutes,
            ...target
        ]
    };
    if (request.dryRun) return [deploy];
    const names = [...permissionSets.core, ...(request.skipFieldService ? [] : permissionSets.fieldService)];
    const assign: DeployStep = {
        title: 'Assigning the permission sets',
        command: ['org', 'assign', 'permset', ...names.flatMap((name) => ['--name', name]), ...target]
    };
    const load: DeployStep = {
        title: 'Loading the sample data',
        command: ['data', 'import', 'tree', '--plan', 'config/data/data-plan.json', ...target]
    };
    return request.sampleData ? [deploy, assign, load] : [deploy, assign];
}
