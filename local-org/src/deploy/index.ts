/** Door of deployments. */
import { loadMetadataTypes, loadSchemaTable, type MetadataFile } from '../metadata/index.ts';
import type { Org } from '../org.ts';
import { makeId } from '../schema/recordId.ts';
import { DeployFailedError } from './deployFailedError.ts';
import type { DeployRequest, DeployResult } from './deployTypes.ts';
import { readDeployment, type Deployment, type MetadataTables } from './readDeployment.ts';
import { readZip } from './readZip.ts';
import { runDeployment, type DeployContext } from './runDeployment.ts';
import { projectFiles, type SourceSelection } from './sourceProject.ts';

export type { DeployMessage, DeployOptions, DeployRequest, DeployResult } from './deployTypes.ts';
export { DeployFailedError };
export { ZipRefusedError } from './readZip.ts';

/** Loads the tables which readers need; takes some 50 ms, so keep the result. */
export function loadMetadataTables(): MetadataTables {
    return { types: loadMetadataTypes(), schema: loadSchemaTable() };
}

/** Options of `deployProject`. */
export interface DeployProjectOptions extends DeployRequest, SourceSelection {
    /** Tables loaded before. */
    readonly tables?: MetadataTables;
}

/**
 * Deploys a project in source format; Lightning web components need not be built before. They are not compiled here:
 * the build of the pages does so, and "metadata:verify".
 * @throws DeployFailedError with every problem when it does not succeed; nothing is changed then.
 */
export async function deployProject(
    org: Org,
    projectDir: string,
    options: DeployProjectOptions = {}
): Promise<DeployResult> {
    const { folders, tables, ...request } = options;
    const files = await projectFiles(projectDir, folders ? { folders } : {});
    const context = { ...localContext(org), hasCompiledBundles: true };
    const result = deployFiles(org, files, request, { tables, context });
    if (!result.success) throw new DeployFailedError(result);
    return result;
}

/**
 * Deploys a zip in Metadata API format and answers as the API does, also when the deployment fails.
 * @throws ZipRefusedError for a zip that cannot be unpacked.
 */
export function deployZip(
    org: Org,
    zip: Uint8Array,
    request: DeployRequest = {},
    more: { readonly tables?: MetadataTables | undefined; readonly context?: DeployContext } = {}
): DeployResult {
    return deployFiles(org, readZip(zip), request, more);
}

/** Deploys files in Metadata API format, `package.xml` among them. */
export function deployFiles(
    org: Org,
    files: readonly MetadataFile[],
    request: DeployRequest = {},
    more: { readonly tables?: MetadataTables | undefined; readonly context?: DeployContext } = {}
): DeployResult {
    const tables = more.tables ?? loadMetadataTables();
    return runDeployment(org, tables, readDeployment(tables, files), request, more.context ?? localContext(org));
}

/** Deploys components that did not come from files. */
export function deployComponents(
    org: Org,
    tables: MetadataTables,
    deployment: Deployment,
    userId: string,
    request: DeployRequest = {}
): DeployResult {
    return runDeployment(org, tables, deployment, request, { ...localContext(org), userId });
}

function localContext(org: Org): DeployContext {
    return {
        id: makeId('0Af', org.clock.now().getTime()),
        userId: org.settings.users.admin,
        userName: 'Local deployment'
    };
}
