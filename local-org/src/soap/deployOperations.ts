/** `deploy`, `checkDeployStatus`, `deployRecentValidation`, `cancelDeploy`. */
import type { DeployJob, DeployJobs } from '../deploy/deployJobs.ts';
import type { DeployRequest } from '../deploy/deployTypes.ts';
import { readContent } from '../metadata/readContent.ts';
import type { XmlElement } from '../metadata/index.ts';
import { child, childText, SoapFault } from './envelope.ts';
import type { Operation, OperationContext } from './operation.ts';

/** The operations on deployments. */
export function deployOperations(jobs: DeployJobs): Readonly<Record<string, Operation>> {
    return {
        deploy: (request, context) => [queued(startDeployment(jobs, request, context))],
        checkDeployStatus: (request) => {
            const details = childText(request, 'includeDetails') !== 'false';
            return [statusOf(find(jobs, childText(request, 'asyncProcessId')), details)];
        },
        deployRecentValidation: (request, { userId }) => {
            const job = jobs.startValidated(childText(request, 'validationId') ?? '', userId);
            if (!job) throw new SoapFault('INVALID_ID_FIELD', 'There is no successful validation with this id');
            return [job.result.id];
        },
        cancelDeploy: (request) => {
            const job = find(jobs, childText(request, 'String') ?? childText(request, 'id'));
            return [{ done: true, id: job.result.id }];
        }
    };
}

function startDeployment(jobs: DeployJobs, request: XmlElement, context: OperationContext): DeployJob {
    const zip = childText(request, 'ZipFile');
    if (!zip) throw new SoapFault('MISSING_ARGUMENT', 'ZipFile is missing');
    const options = child(request, 'DeployOptions');
    return jobs.start(Buffer.from(zip, 'base64'), options ? readOptions(options, context) : {}, context.userId);
}

function readOptions(element: XmlElement, { tables }: OperationContext): DeployRequest {
    const { content, problems } = readContent(tables.schema, element, 'DeployOptions');
    const error = problems.find((problem) => problem.message.includes('not a valid'));
    if (error) throw new SoapFault('INVALID_TYPE', error.message);
    return content;
}

function queued(job: DeployJob): object {
    return { done: false, id: job.result.id, state: 'Queued' };
}

function find(jobs: DeployJobs, id: string | undefined): DeployJob {
    const job = id ? jobs.find(id) : undefined;
    if (!job) throw new SoapFault('INVALID_CROSS_REFERENCE_KEY', `invalid cross reference id: ${id ?? ''}`);
    return job;
}

function statusOf(job: DeployJob, includeDetails: boolean): object {
    const { details, ...summary } = job.result;
    return includeDetails ? { ...summary, details } : summary;
}
