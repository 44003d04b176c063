import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SalesforceError } from '../../errors.ts';
import type { Org } from '../../org.ts';
import { requireUser } from '../models.ts';
import { metadataInput, metadataRecords, metadataTypes, saveMetadataRecord } from './customMetadata.ts';
import { eventObjects, flowSummaries, flowTraces, limitRows } from './monitors.ts';

/** Setup: what administrators look at and change. */
export function registerSetup(app: FastifyInstance, org: Org): void {
    const base = '/lightning/model/setup';
    const only = <Result>(request: FastifyRequest, answer: () => Result): Result => {
        if (!org.access.isAdministrator(requireUser(org, request))) {
            throw new SalesforceError('INSUFFICIENT_ACCESS', 'Setup is for administrators.', 403);
        }
        return answer();
    };
    app.get(`${base}/custom-metadata`, (request) => only(request, () => ({ types: metadataTypes(org) })));
    app.get<{ Params: { type: string } }>(`${base}/custom-metadata/:type`, (request) =>
        only(request, () => metadataRecords(org, request.params.type))
    );
    app.put<{ Params: { type: string; name: string } }>(`${base}/custom-metadata/:type/:name`, (request) =>
        only(request, () => {
            const { type, name } = request.params;
            return saveMetadataRecord(org, type, name, metadataInput.parse(request.body));
        })
    );
    app.get(`${base}/flows`, (request) => only(request, () => ({ flows: flowSummaries(org) })));
    app.get<{ Params: { name: string } }>(`${base}/flows/:name`, (request) =>
        only(request, () => ({ traces: flowTraces(org, request.params.name) }))
    );
    app.get(`${base}/events`, (request) => only(request, () => ({ objects: eventObjects(org) })));
    app.get(`${base}/limits`, (request) => only(request, () => ({ limits: limitRows(org) })));
}
