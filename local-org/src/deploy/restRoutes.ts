/** Deployments over REST: `/services/data/vNN.N/metadata/deployRequest`. */
import multipart from '@fastify/multipart';
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { refusals, SalesforceError } from '../errors.ts';
import type { Org } from '../org.ts';
import { executionOf } from '../rest/session.ts';
import type { DeployJob, DeployJobs } from './deployJobs.ts';
import { deployOptions, type DeployRequest } from './deployTypes.ts';
import { ZipRefusedError } from './readZip.ts';

const requestBody = z.object({ deployOptions: deployOptions.partial().optional() });
const validatedBody = z.object({ validatedDeployRequestId: z.string() });

/** Uploads may be a little larger than the zip itself. */
const uploadLimit = 45 * 1024 * 1024;

/** Serves deployment requests; `jobs` is shared with the SOAP API. */
export function deployRequestRoutes(org: Org, jobs: DeployJobs): FastifyPluginAsync {
    return async (server) => {
        await server.register(multipart, { limits: { fileSize: uploadLimit, fieldSize: uploadLimit } });
        const path = '/services/data/:version/metadata/deployRequest';
        server.post(path, async (request, reply) => {
            const { userId } = executionOf(org, request);
            const job = request.isMultipart()
                ? await startUpload(jobs, request, userId)
                : startValidated(jobs, request.body, userId);
            return reply.status(201).send(describe(job, false));
        });
        server.get<{ Params: { id: string }; Querystring: { includeDetails?: string } }>(`${path}/:id`, (request) => {
            executionOf(org, request);
            return describe(find(jobs, request.params.id), request.query.includeDetails === 'true');
        });
        server.patch<{ Params: { id: string } }>(`${path}/:id`, (request) => {
            executionOf(org, request);
            return describe(find(jobs, request.params.id), false);
        });
    };
}

async function startUpload(jobs: DeployJobs, request: FastifyRequest, userId: string): Promise<DeployJob> {
    let zip: Uint8Array | undefined;
    let options: DeployRequest = {};
    for await (const part of request.parts()) {
        if (part.type === 'file') zip = await part.toBuffer();
        else options = readOptions(part.value);
    }
    if (!zip) throw new SalesforceError('INVALID_MULTIPART_REQUEST', 'The part "file" with the zip is missing');
    try {
        return jobs.start(zip, options, userId);
    } catch (error) {
        if (error instanceof ZipRefusedError) throw new SalesforceError('INVALID_ZIP_FILE', error.message);
        throw error;
    }
}

/** Clients that name the part's media type have it read as JSON already. */
function readOptions(value: unknown): DeployRequest {
    const body = requestBody.safeParse(typeof value === 'string' ? parseJson(value) : value);
    if (!body.success) throw refusals.jsonExpected(z.prettifyError(body.error));
    return body.data.deployOptions ?? {};
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        throw refusals.jsonExpected(error instanceof Error ? error.message : String(error));
    }
}

function startValidated(jobs: DeployJobs, body: unknown, userId: string): DeployJob {
    const asked = validatedBody.safeParse(body);
    if (!asked.success) throw refusals.jsonExpected(z.prettifyError(asked.error));
    const job = jobs.startValidated(asked.data.validatedDeployRequestId, userId);
    if (!job) throw new SalesforceError('INVALID_ID_FIELD', 'There is no successful validation with this id');
    return job;
}

function find(jobs: DeployJobs, id: string): DeployJob {
    const job = jobs.find(id);
    if (!job) throw refusals.notFound();
    return job;
}

function describe(job: DeployJob, includeDetails: boolean): object {
    const { details, ...summary } = job.result;
    const empty = { componentSuccesses: [], componentFailures: [] };
    return {
        id: job.result.id,
        validatedDeployRequestId: null,
        deployOptions: job.options,
        deployResult: { ...summary, details: includeDetails ? details : empty }
    };
}
