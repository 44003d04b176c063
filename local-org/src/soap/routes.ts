/** The Metadata API over SOAP: `/services/Soap/m/NN.N`. */
import type { FastifyPluginCallback } from 'fastify';
import type { DeployJobs } from '../deploy/deployJobs.ts';
import type { MetadataTables } from '../deploy/readDeployment.ts';
import { ZipRefusedError } from '../deploy/readZip.ts';
import type { Org } from '../org.ts';
import { deployOperations } from './deployOperations.ts';
import { readEnvelope, SoapFault, writeFault, writeResponse, type SoapRequest } from './envelope.ts';
import { listOperations } from './listOperations.ts';
import type { Operation, OperationContext } from './operation.ts';
import { recordOperations } from './recordOperations.ts';
import { retrieveOperations, RetrieveJobs } from './retrieveOperations.ts';

const namespace = 'http://soap.sforce.com/2006/04/metadata';

/** A zip of 39 MB is half as large again in base64. */
const bodyLimit = 64 * 1024 * 1024;

/** Serves the Metadata API; `jobs` is shared with the REST API. */
export function metadataSoapRoutes(org: Org, tables: MetadataTables, jobs: DeployJobs): FastifyPluginCallback {
    const operations: Readonly<Record<string, Operation>> = {
        ...deployOperations(jobs),
        ...retrieveOperations(new RetrieveJobs()),
        ...listOperations,
        ...recordOperations
    };
    return (server, _options, done) => {
        server.addContentTypeParser(
            ['text/xml', 'application/xml'],
            { parseAs: 'string', bodyLimit },
            (_, body, read) => read(null, body)
        );
        for (const path of ['/services/Soap/m/:version', '/services/Soap/m/:version/:orgId']) {
            server.post(path, { bodyLimit }, (request, reply) => {
                const answer = answerTo(org, tables, operations, String(request.body));
                return reply.status(answer.status).type('text/xml;charset=UTF-8').send(answer.text);
            });
        }
        done();
    };
}

interface Answer {
    readonly status: number;
    readonly text: string;
}

function answerTo(
    org: Org,
    tables: MetadataTables,
    operations: Readonly<Record<string, Operation>>,
    body: string
): Answer {
    try {
        const request = readEnvelope(body);
        const context: OperationContext = { org, tables, userId: userOf(org, request) };
        const operation = operations[request.operation.name];
        if (!operation)
            throw new SoapFault('INVALID_OPERATION', `Not supported by the local org: ${request.operation.name}`);
        return {
            status: 200,
            text: writeResponse(request.operation.name, namespace, operation(request.operation, context))
        };
    } catch (error) {
        return { status: 500, text: writeFault(faultOf(error), namespace) };
    }
}

function userOf(org: Org, request: SoapRequest): string {
    const session = request.sessionId ? org.auth.session(request.sessionId) : undefined;
    if (!session)
        throw new SoapFault('INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session');
    return session.userId;
}

function faultOf(error: unknown): SoapFault {
    if (error instanceof SoapFault) return error;
    if (error instanceof ZipRefusedError) return new SoapFault('INVALID_ZIP_FILE', error.message);
    throw error;
}
