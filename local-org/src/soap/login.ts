/** The login of the partner SOAP API, for clients that know user name and password only. */
import type { FastifyPluginCallback } from 'fastify';
import type { Org } from '../org.ts';
import { childText, readEnvelope, SoapFault, writeFault, writeResponse, type SoapRequest } from './envelope.ts';

const namespace = 'urn:partner.soap.sforce.com';

/** Serves `login` at `/services/Soap/u/NN.N`. */
export function soapLoginRoutes(org: Org): FastifyPluginCallback {
    return (server, _options, done) => {
        server.addContentTypeParser(['text/xml', 'application/xml'], { parseAs: 'string' }, (_, body, read) =>
            read(null, body)
        );
        server.post<{ Params: { version: string } }>('/services/Soap/u/:version', (request, reply) => {
            const address = `${request.protocol}://${request.host}`;
            const answer = loginAnswer(org, String(request.body), address, request.params.version);
            return reply.status(answer.status).type('text/xml;charset=UTF-8').send(answer.text);
        });
        done();
    };
}

function loginAnswer(org: Org, body: string, address: string, version: string): { status: number; text: string } {
    try {
        const request = readEnvelope(body);
        return { status: 200, text: writeResponse('login', namespace, [login(org, request, address, version)]) };
    } catch (error) {
        if (!(error instanceof SoapFault)) throw error;
        return { status: 500, text: writeFault(error, namespace) };
    }
}

/** Any password opens the session of an active user: whoever reaches the local org may use it. */
function login(org: Org, request: SoapRequest, address: string, version: string): object {
    if (request.operation.name !== 'login')
        throw new SoapFault('INVALID_OPERATION', `Not supported by the local org: ${request.operation.name}`);
    const username = (childText(request.operation, 'username') ?? '').replaceAll(/['\\]/g, '');
    const soql = `SELECT Id, Name, Email, ProfileId FROM User WHERE Username = '${username}' AND IsActive = true`;
    const [user] = org.records.query(org.systemExecution(), soql).records;
    if (!user || !childText(request.operation, 'password'))
        throw new SoapFault('INVALID_LOGIN', 'Invalid username, password, security token; or user locked out.');
    const session = org.auth.openSession(String(user.Id));
    return {
        metadataServerUrl: `${address}/services/Soap/m/${version}/${org.orgId}`,
        passwordExpired: false,
        sandbox: org.settings.isSandbox,
        serverUrl: `${address}/services/Soap/u/${version}/${org.orgId}`,
        sessionId: session.accessToken,
        userId: user.Id,
        userInfo: {
            organizationId: org.orgId,
            organizationName: org.settings.name,
            profileId: user.ProfileId,
            userEmail: user.Email,
            userFullName: user.Name,
            userId: user.Id,
            userName: username
        }
    };
}
