/** Everything that can be said about a project's metadata without a Salesforce org. */
import path from 'node:path';
import { globSync } from 'node:fs';
import { readSource } from '../deploy/readSource.ts';
import type { MetadataTables } from '../deploy/readDeployment.ts';
import { projectFolders } from '../deploy/sourceProject.ts';
import { validate } from '../deploy/validation/index.ts';
import { compileProblems } from '../deploy/validation/lightningCompile.ts';
import type { Org } from '../org.ts';
import { descriptionProblems } from './descriptions.ts';
import { faultPathProblems } from './faultPaths.ts';
import { findingOf, sortFindings, type Finding } from './finding.ts';
import { flowScannerFindings } from './flowScanner.ts';
import { oauthSecretProblems } from './oauthSecrets.ts';
import { recordIdFindings } from './recordIds.ts';

/** What was looked at, and what was found. */
export interface Verification {
    readonly components: number;
    readonly findings: readonly Finding[];
}

/** Types that the local org keeps without effect, as a project knows that ships them: they are for real orgs. */
const KEPT_TYPES: ReadonlySet<string> = new Set([
    'Dashboard',
    'DashboardFolder',
    'ExternalClientApplication',
    'ExternalDataSource',
    'ExtlClntAppGlobalOauthSettings',
    'ExtlClntAppOauthSettings',
    'Report',
    'ReportFolder',
    'Translations'
]);

/**
 * Verifies a project against an empty org. Each package directory must hold together with those before it alone,
 * so that the first one can be deployed where the others cannot.
 */
export async function verifyProject(org: Org, tables: MetadataTables, projectDir: string): Promise<Verification> {
    const { folders } = projectFolders(projectDir);
    const findings: Finding[] = [];
    let components = 0;
    for (const index of folders.keys()) {
        const reading = readSource(tables, projectDir, { folders: folders.slice(0, index + 1) });
        components = reading.components.length;
        // What cannot be read says nothing about the rest.
        const isReadable = reading.problems.every((problem) => problem.severity !== 'error');
        const deployed = isReadable ? deploymentProblems(org, tables, reading.components) : [];
        const { components: read } = reading;
        const quality = [...descriptionProblems(read), ...faultPathProblems(read), ...oauthSecretProblems(read)];
        findings.push(
            ...[...reading.problems, ...deployed, ...quality].map((problem) => findingOf(problem, reading.sourceOf)),
            ...recordIdFindings(reading.components, reading.sourceOf)
        );
    }
    const compiled = readSource(tables, projectDir, { folders });
    for (const problem of compiled.components.flatMap(compileProblems))
        findings.push(findingOf(problem, compiled.sourceOf));
    findings.push(...(await scanFlows(projectDir, folders)));
    return { components, findings: sortFindings(findings) };
}

/** What a deployment of these components would be refused for. */
function deploymentProblems(
    org: Org,
    tables: MetadataTables,
    components: ReturnType<typeof readSource>['components']
): ReturnType<typeof validate> {
    const change = { upserts: components, deletions: [] };
    const candidate = org.metadata.check(change);
    const context = { registry: candidate.registry, schema: candidate.schema, formula: org.formula };
    return [...validate(tables, context, change), ...candidate.problems].filter(
        ({ severity, type }) => severity === 'error' || !KEPT_TYPES.has(type)
    );
}

function scanFlows(projectDir: string, folders: readonly string[]): Promise<Finding[]> {
    const flows = folders.flatMap((folder) =>
        globSync('**/*.flow-meta.xml', { cwd: folder }).map((name) => path.join(folder, name))
    );
    return flowScannerFindings(flows, (name) => path.relative(projectDir, name));
}
