/** Door of the Metadata API: deployments over SOAP and REST, retrieves, and the Tooling API beside it. */
import type { FastifyPluginAsync } from 'fastify';
import { DeployJobs } from '../deploy/deployJobs.ts';
import { loadMetadataTables } from '../deploy/index.ts';
import { deployRequestRoutes } from '../deploy/restRoutes.ts';
import type { MetadataTables } from '../deploy/readDeployment.ts';
import type { Org } from '../org.ts';
import { toolingRoutes } from '../tooling/routes.ts';
import { soapLoginRoutes } from './login.ts';
import { metadataSoapRoutes } from './routes.ts';

/** Serves `/services/Soap`, `metadata/deployRequest` and `tooling`; each route answers for this org alone. */
export function metadataApiRoutes(org: Org, tables: MetadataTables = loadMetadataTables()): FastifyPluginAsync {
    return async (server) => {
        const jobs = new DeployJobs(org, tables);
        await server.register(metadataSoapRoutes(org, tables, jobs));
        await server.register(soapLoginRoutes(org));
        await server.register(deployRequestRoutes(org, jobs));
        await server.register(toolingRoutes(org));
    };
}
